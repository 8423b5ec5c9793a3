import type { BlockSpan } from '../../formats/format.js';
import type { PageText } from '../page-text.js';
import { TAG, tagOf } from '../tags.js';
import { type Line, textNodes } from './lines.js';
import { permalinksOf, withoutPermalinks } from './permalinks.js';
import type { Surroundings, TagGroup } from './surroundings.js';

export const BOLD: TagGroup = { name: 'bold', tags: new Set(['b', 'strong'].map(tagOf)) };
const TERM = tagOf('dt');
const MAX_HEADING = 100;

/** Turns kept lines into blocks: headings by their level among those used, items by the depth of their list, rows of a table as one block. */
export function toBlocks(around: Surroundings, page: PageText, kept: readonly Line[]): BlockSpan[] {
  const ranks = [...new Set(kept.map((line) => around.tree.headingLevel(line.block)).filter((level) => level > 0))].sort();
  const blocks: BlockSpan[] = [];
  let table = 0;
  for (const line of kept) {
    const { from, to } = withoutPermalinks(page, line, permalinksOf(around, page, line));
    const ofTable = tableOf(around, page, line);
    const last = blocks[blocks.length - 1];
    if (ofTable > 0 && ofTable === table && last?.kind === 'table' && isOnlyBlank(page.text, last.to, from))
      blocks[blocks.length - 1] = { ...last, to };
    else blocks.push({ ...kindOf(around, page, line, ofTable, ranks), from, to, ...leadOf(around, page, line, from, to) });
    table = ofTable;
  }
  return blocks;
}

function kindOf(
  around: Surroundings,
  page: PageText,
  line: Line,
  table: number,
  ranks: readonly number[],
): Pick<BlockSpan, 'kind' | 'level'> {
  const rank = ranks.indexOf(around.tree.headingLevel(line.block));
  if (rank >= 0) return { kind: 'heading', level: rank + 1 };
  if (table > 0) return { kind: 'table', level: null };
  const depth = listDepth(around, line.block);
  if (depth > 0) return { kind: 'listItem', level: depth };
  if (around.closest(line.block, TAG.blockquote) > 0) return { kind: 'quote', level: null };
  return isBoldHeading(around, page, line) ? { kind: 'heading', level: ranks.length + 1 } : { kind: 'paragraph', level: null };
}

/** Depth of the list whose item the line begins or goes on with; 0 outside lists. */
function listDepth(around: Surroundings, block: number): number {
  let depth = 0;
  for (let at = around.closest(block, TAG.li); at > 0; at = around.closest(around.tree.parent(at), TAG.li)) depth++;
  return depth;
}

/** The table a line is a row of, or 0; a line that is one cell is a paragraph in a table used for layout. */
function tableOf(around: Surroundings, page: PageText, line: Line): number {
  if (!page.text.slice(line.from, line.to).includes('\t')) return 0;
  return around.closest(line.block, TAG.table);
}

/** Opening words in an inline element or a term of their own, with what an element beside them adds, end here. */
function leadOf({ tree }: Surroundings, page: PageText, line: Line, from: number, to: number): { readonly lead?: number } {
  if (tree.tag(line.block) === TERM) return { lead: to };
  const first = firstSegment(page, line, from);
  const element = tree.parent(page.segmentNode(first));
  if (element <= line.block) return {};
  let end = first;
  while (end + 1 < line.endSegment && tree.contains(element, page.segmentNode(end + 1))) end++;
  return { lead: Math.min(to, page.segmentEnd(end)) };
}

function firstSegment(page: PageText, line: Line, from: number): number {
  let segment = line.firstSegment;
  while (segment + 1 < line.endSegment && page.segmentEnd(segment) <= from) segment++;
  return segment;
}

/** A short line all in bold that is no sentence and no form of address. */
function isBoldHeading(around: Surroundings, page: PageText, line: Line): boolean {
  if (line.weight > MAX_HEADING || line.endsSentence || /[:：,，;；]\s*$/.test(page.text.slice(line.to - 2, line.to))) return false;
  return textNodes(page, line).every((node) => around.isInside(node, line.block, BOLD));
}

function isOnlyBlank(text: string, from: number, to: number): boolean {
  return text.slice(from, to).trim() === '';
}
