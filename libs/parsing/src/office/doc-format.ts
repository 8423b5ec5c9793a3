import { Unprocessable } from '#domain';
import type { Format, MainContent, ReadPage } from '../formats/format.js';
import { replacements } from '../source/source-text.js';
import { CompoundFile, isCompoundFile } from './compound/compound-file.js';
import { emptyOffice, lockedOffice } from './refusals.js';
import { contentsTables, wordContents } from './word/word-blocks.js';
import { readWord97 } from './word97/read-word97.js';
import { readSummary } from './word97/summary.js';

/**
 * Documents of Word 97 to 2003 and of other programs that write the same. Text, automatic numbers, notes and boxes are read as those of a
 * DOCX are; ranges count in the capture itself. Files of the same container that hold no such document are refused by what they hold.
 */
export const docFormat: Format = {
  name: 'doc',
  accepts: isCompoundFile,
  read: readDoc,
};

/** Streams by which a file shows what it is, and the refusal's words for it. */
const others: readonly (readonly [stream: string, what: string])[] = [
  ['Workbook', 'Old Excel files'],
  ['Book', 'Old Excel files'],
  ['PowerPoint Document', 'Old PowerPoint files'],
  ['__properties_version1.0', 'Outlook messages'],
  ['VisioDocument', 'Visio drawings'],
  ['HwpSummaryInformation', 'Hangul files'],
  ['MatOST', 'Files of Microsoft Works'],
];

/** Throws Unprocessable `broken-office`, `encrypted-office`, `old-word`, `page-too-large`, `unsupported-format` or `empty-body`. */
function readDoc(bytes: Uint8Array): ReadPage {
  const file = new CompoundFile(bytes);
  if (file.has('EncryptedPackage')) throw lockedOffice();
  if (!file.has('WordDocument')) throw otherFile(file);
  const { visible, lines } = readWord97(file);
  if (visible.text.trim() === '') throw emptyOffice();
  const summary = file.stream('\x05SummaryInformation');
  const metadata = summary ? readSummary(summary.bytes) : {};
  let contents: readonly MainContent[] | null = null;
  const main = (): readonly MainContent[] => (contents ??= wordContents(visible.text, lines));
  return {
    format: 'doc',
    charset: null,
    visible,
    language: null,
    site: null,
    /** What the file calls itself, where the text has no title: it often keeps the name of an older file. */
    get title() {
      return main()[0]?.title ? null : (metadata.documentTitle ?? null);
    },
    publishedAt: null,
    metadata,
    reasons: [],
    undecodable: replacements(visible.text),
    main,
    removed: () => contentsTables(visible.text, lines),
  };
}

/** What a file without a Word document is. */
function otherFile(file: CompoundFile): Unprocessable {
  const what = others.find(([stream]) => file.has(stream))?.[1] ?? 'Files that office programs use for other things than texts';
  return new Unprocessable('unsupported-format', `${what} are not read. Send the text as DOC, DOCX, PDF, HTML or plain text instead.`);
}
