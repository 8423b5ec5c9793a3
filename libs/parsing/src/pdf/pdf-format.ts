import type { Format, ReadPage } from '../formats/format.js';
import { readFileFacts } from './metadata.js';
import { openPdf } from './open-pdf.js';
import { readPages } from './read-pages.js';
import { readText } from './read-text.js';

const MAGIC = /%PDF-[0-9]/;
/** A file whose first line is lost begins with the bytes that say it is no text, and its first object. */
const HEADLESS = /^%[\x80-\xff]{2,8}\s{1,4}[0-9]{1,10} [0-9]{1,5} obj\b/;
/** Readers look for the head of a PDF in so many bytes: some servers put something before it. */
const SNIFFED = 1_024;

/**
 * PDF. `openPdf` hands the file to the library, within limits; `readText` makes lines, columns, furniture and paragraphs of the pieces of
 * text that it finds on the pages. Each page is a part of the result: its characters have no bytes of their own in the file.
 */
export const pdfFormat: Format = {
  name: 'pdf',

  accepts(bytes: Uint8Array): boolean {
    const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SNIFFED)).toString('latin1');
    const found = MAGIC.exec(head);
    // A text about PDF names its head as well; only a file has objects below it.
    if (found === null) return HEADLESS.test(head);
    return head.startsWith('%PDF-') || /[0-9] obj\b/.test(head);
  },

  async read(bytes: Uint8Array): Promise<ReadPage> {
    const { facts, drawn } = await openPdf(bytes, {
      read: async (document, limit) => ({ facts: await readFileFacts(document), drawn: await readPages(document, limit) }),
      isWhole: ({ drawn: { pages } }) => pages.some((page) => page !== null),
    });
    return readText(facts, drawn, bytes);
  },
};
