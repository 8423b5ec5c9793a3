import type { Span } from '../page/joined-text.js';
import { linesOf } from './body-lines.js';
import { mergeFields, type PageFields } from './fields.js';
import type { FurniturePiece } from './furniture.js';
import type { PageText } from './page-text.js';
import { splitExtension } from './share-line.js';

/** Titles are within these lengths, in UTF-16 units. */
const SHORTEST = 4;
const LONGEST = 120;

/**
 * The title a page prints above its body when no furniture names it: a line with a file type, else the line right above the row of labels.
 */
export function printedTitle(page: PageText, pieces: readonly FurniturePiece[], bodyFrom: number): PageFields {
  const lines = linesOf(page.text, { from: 0, to: Math.min(bodyFrom, 20_000) }).filter((line) => isFree(line, pieces));
  const named = lines
    .map((line) => splitExtension(page.text.slice(line.from, line.to)))
    .find(({ title, fileType }) => fileType !== null && isTitle(title));
  if (named) return mergeFields([named]);
  const row = pieces.find(({ rule }) => rule === 'label-row');
  const above = row && lines.filter(({ to }) => to <= row.from).at(-1);
  const title = above ? page.text.slice(above.from, above.to) : '';
  return isTitle(title) ? { title } : {};
}

const isFree = (line: Span, pieces: readonly FurniturePiece[]): boolean => !pieces.some(({ from, to }) => from < line.to && to > line.from);

/** Whether a printed text can be a title: one short line without sentences, menus and addresses. */
export const isTitle = (text: string): boolean =>
  text.length >= SHORTEST && text.length <= LONGEST && !/[>|。\n]|https?:|欢迎来到/.test(text);
