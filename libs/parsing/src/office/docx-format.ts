import type { Format, MainContent, ReadPage } from '../formats/format.js';
import { readZip } from '../zip/read-zip.js';
import { isOfficeFile } from './is-office-file.js';
import { OfficePackage } from './packed/office-package.js';
import { emptyOffice } from './refusals.js';
import { readCoreProperties } from './word/core-properties.js';
import { readWord } from './word/read-word.js';
import { contentsTables, wordContents } from './word/word-blocks.js';

/**
 * Word documents. `readWord` reads the body with its automatic numbers and the notes into visible text, and `wordContents`, when somebody
 * asks, tells title, headings, lists and tables by their styles. Headers, footers, comments and pictures are not part of the text.
 */
export const docxFormat: Format = {
  name: 'docx',
  accepts: isOfficeFile,
  read: readDocx,
};

/** Throws what `readZip` and `scanXml` throw, and Unprocessable `broken-docx`, `page-too-large`, `unsupported-format` or `empty-body`. */
function readDocx(bytes: Uint8Array): ReadPage {
  const file = new OfficePackage(readZip(bytes));
  const { visible, lines, parts } = readWord(file);
  const core = file.related('', 'core-properties', 'docProps/core.xml');
  const metadata = core ? readCoreProperties(core.read()) : {};
  if (visible.text.trim() === '') throw emptyOffice();
  let contents: readonly MainContent[] | null = null;
  const main = (): readonly MainContent[] => (contents ??= wordContents(visible.text, lines));
  return {
    format: 'docx',
    charset: null,
    visible,
    parts,
    language: null,
    site: null,
    /** What the properties call it, where the text has no title: they often keep the name of an older file. */
    get title() {
      return main()[0]?.title ? null : (metadata.documentTitle ?? null);
    },
    publishedAt: null,
    metadata,
    reasons: [],
    undecodable: [...visible.text.matchAll(/\ufffd/g)].map(({ index }) => index),
    main,
    removed: () => contentsTables(visible.text, lines),
  };
}
