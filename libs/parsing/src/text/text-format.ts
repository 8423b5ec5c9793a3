import type { CaptureHints } from '#domain';
import type { Format, MainContent, ReadPage } from '../formats/format.js';
import { refuseTooLarge } from '../formats/page-size.js';
import { decodeSource } from '../source/decode.js';
import { replacements } from '../source/source-text.js';
import type { VisibleText } from '../source/visible-text.js';
import { visibleLines } from './plain-lines.js';
import { textBlocks } from './text-blocks.js';

/** Plain text: whatever is text and nothing else. */
export const textFormat: Format = {
  name: 'text',
  accepts: () => true,
  read: readText,
};

/** Throws Unprocessable as `decodeSource` does, and `page-too-large`. */
function readText(bytes: Uint8Array, hints: CaptureHints): ReadPage {
  const source = decodeSource(bytes, { contentType: hints.contentType, isHtml: false });
  const visible = visibleLines(source);
  refuseTooLarge({ lines: linesIn(visible.text) });
  return {
    format: 'text',
    charset: source.charset,
    visible,
    language: null,
    site: null,
    title: null,
    publishedAt: null,
    metadata: {},
    reasons: source.reasons,
    undecodable: replacements(visible.text),
    main: () => mainOf(visible),
  };
}

function linesIn(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** The whole file is one speech. */
function mainOf({ text }: VisibleText): MainContent[] {
  const blocks = textBlocks(text);
  const [first] = blocks;
  const title = first?.kind === 'title' ? text.slice(first.from, first.to) : null;
  return [{ title, speaker: null, date: null, blocks, asPrinted: true }];
}
