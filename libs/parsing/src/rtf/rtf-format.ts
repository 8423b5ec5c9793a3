import { Unprocessable } from '#domain';
import type { Format, MainContent, ReadPage } from '../formats/format.js';
import { replacements } from '../source/source-text.js';
import { withTitle } from '../text/text-blocks.js';
import { readRtf, type RtfText } from './rtf-reader.js';

const SIGNATURE = [0x7b, 0x5c, 0x72, 0x74]; // {\rt
/** What may stand before the signature: a byte order mark, blanks and line breaks. */
const LEADING = new Set([0xef, 0xbb, 0xbf, 0x20, 0x09, 0x0a, 0x0d]);

/** Rich text: paragraphs, headings by outline level or style, tables by row. Ranges cover the escape of each character in the capture. */
export const rtfFormat: Format = {
  name: 'rtf',
  accepts: (bytes) => startOf(bytes) !== null,
  read: (bytes) => asPage(readRtf(bytes, startOf(bytes) ?? 0)),
};

function startOf(bytes: Uint8Array): number | null {
  let at = 0;
  while (at < 64 && LEADING.has(bytes[at] ?? 0)) at += 1;
  return SIGNATURE.every((byte, index) => bytes[at + index] === byte) ? at : null;
}

function asPage({ visible, blocks, removals, author }: RtfText): ReadPage {
  if (visible.text.trim() === '') throw new Unprocessable('empty-body', 'The RTF file holds no text. Send a file with text in it.');
  const titled = withTitle(visible.text, blocks);
  return {
    format: 'rtf',
    charset: null,
    visible,
    language: null,
    site: null,
    title: null,
    publishedAt: null,
    metadata: author === null ? {} : { author },
    reasons: [],
    undecodable: replacements(visible.text),
    main: (): MainContent[] => {
      if (titled.length === 0) return [];
      const title = titled.find(({ kind }) => kind === 'title');
      return [{ title: title ? visible.text.slice(title.from, title.to) : null, speaker: null, date: null, blocks: titled }];
    },
    removed: () => removals,
  };
}
