import { type CaptureHints, Unprocessable } from '#domain';
import { htmlFormat } from '../html/html-format.js';
import { markdownFormat } from '../markdown/markdown-format.js';
import { mhtFormat } from '../mht/mht-format.js';
import { docFormat } from '../office/doc-format.js';
import { docxFormat } from '../office/docx-format.js';
import { zipFormat } from '../packed/zip-format.js';
import { pdfFormat } from '../pdf/pdf-format.js';
import { rtfFormat } from '../rtf/rtf-format.js';
import { textFormat } from '../text/text-format.js';
import type { Format } from './format.js';

/** All formats that can be read, the pickiest first. A new one is a folder beside `text/` and a line here. */
const formats: readonly Format[] = [
  rtfFormat,
  docxFormat,
  docFormat,
  zipFormat(formatOf),
  pdfFormat,
  mhtFormat,
  htmlFormat,
  markdownFormat,
  textFormat,
];

/** Formats that take almost anything for theirs: before them the first bytes are looked at. */
const easyGoing: readonly Format[] = [htmlFormat, markdownFormat, textFormat];

/** First bytes of formats that are not read. */
const refused: readonly { readonly name: string; readonly magic: readonly number[] }[] = [
  { name: 'Word 2', magic: [0xdb, 0xa5, 0x2d, 0x00] },
  { name: 'PNG', magic: [0x89, 0x50, 0x4e, 0x47] },
  { name: 'JPEG', magic: [0xff, 0xd8, 0xff] },
  { name: 'GIF', magic: [0x47, 0x49, 0x46, 0x38] },
  { name: 'gzip', magic: [0x1f, 0x8b] },
  { name: 'RAR', magic: [0x52, 0x61, 0x72, 0x21] },
  { name: '7-Zip', magic: [0x37, 0x7a, 0xbc, 0xaf] },
];

/** The format that reads a capture. Throws Unprocessable `unsupported-format` for files that none reads. */
export function formatOf(bytes: Uint8Array, hints: CaptureHints): Format {
  const format = formats.find((candidate) => candidate.accepts(bytes, hints)) ?? textFormat;
  const known = refused.find(({ magic }) => magic.every((byte, at) => bytes[at] === byte));
  if (known && easyGoing.includes(format)) {
    throw new Unprocessable(
      'unsupported-format',
      `${known.name} files are not read yet. Send the text as DOCX, PDF, HTML, Markdown or plain text instead.`,
    );
  }
  return format;
}
