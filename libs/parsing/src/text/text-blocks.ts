import type { BlockSpan } from '../formats/format.js';
import { findTitles } from '../structure/titles.js';

/** Longest line that can be a title, in UTF-16 units. */
const LONGEST_TITLE = 60;

/** The blocks of a plain text: each line a paragraph, the first one a title when it is short and no sentence. */
export function textBlocks(text: string): BlockSpan[] {
  const blocks: BlockSpan[] = [];
  for (let at = 0; at < text.length; ) {
    const breakAt = text.indexOf('\n', at);
    const end = breakAt < 0 ? text.length : breakAt;
    const line = text.slice(at, end);
    const from = at + line.length - line.trimStart().length;
    const to = at + line.trimEnd().length;
    if (from < to) blocks.push({ kind: 'paragraph', level: null, from, to });
    at = end + 1;
  }
  return withTitle(text, blocks);
}

/** The same blocks, the first one a title when it is short and no sentence, or cut behind a title that the text follows without a break. */
export function withTitle(text: string, blocks: readonly BlockSpan[]): BlockSpan[] {
  const [first, ...rest] = blocks;
  if (!first || blocks.some(({ kind }) => kind === 'title') || !/^(?:paragraph|heading)$/.test(first.kind)) return [...blocks];
  const line = text.slice(first.from, first.to);
  if (rest.length > 0 && line.length <= LONGEST_TITLE && !/[。！？!?；;：:，,]$/.test(line) && !/。/.test(line)) {
    return [{ ...first, kind: 'title', level: null }, ...rest];
  }
  const glued = findTitles(line.slice(0, LONGEST_TITLE * 2)).find(({ from, finalWords, setOff }) => from === 0 && finalWords && setOff);
  if (!glued || glued.to >= line.length) return [...blocks];
  return [{ ...first, kind: 'title', level: null, to: first.from + glued.to }, { ...first, from: first.from + glued.to }, ...rest];
}
