import type { PageText } from '../page-text.js';
import type { HtmlTree } from '../tree.js';
import { endsSentence, marksIn, weightOf } from './measures.js';
import type { Surroundings } from './surroundings.js';

/** One visible line with what decides whether it is part of a text or of the furniture around it. */
export interface Line {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly firstSegment: number;
  /** One beyond the last. */
  readonly endSegment: number;
  /** The innermost block element around it. */
  readonly block: number;
  readonly weight: number;
  readonly linkWeight: number;
  readonly marks: number;
  readonly endsSentence: boolean;
  /** Weight of plain text of all lines that stand in the same block. */
  blockWeight: number;
}

/** The lines of a page in reading order. */
export function readLines(surroundings: Surroundings, page: PageText): Line[] {
  const { tree, blocks } = surroundings;
  const lines: Line[] = [];
  let segment = 0;
  for (let index = 0; index < page.lineCount; index++) {
    const from = page.lineStart(index);
    const to = page.lineEnd(index);
    const firstSegment = segment;
    while (segment < page.segmentCount && page.segmentStart(segment) < to) segment++;
    lines.push({
      index,
      from,
      to,
      firstSegment,
      endSegment: segment,
      block: blocks[page.segmentNode(firstSegment)] ?? 0,
      weight: Math.round(weightOf(page.text, from, to)),
      linkWeight: linkWeight(tree, page, firstSegment, segment),
      marks: marksIn(page.text, from, to),
      endsSentence: endsSentence(page.text, from, to),
      blockWeight: 0,
    });
  }
  addBlockWeights(lines);
  return lines;
}

function addBlockWeights(lines: readonly Line[]): void {
  const weights = new Map<number, number>();
  for (const line of lines) weights.set(line.block, (weights.get(line.block) ?? 0) + line.weight - 2 * line.linkWeight);
  for (const line of lines) line.blockWeight = weights.get(line.block) ?? 0;
}

/** The text nodes of a line that hold more than white space. */
export function textNodes(page: PageText, line: Line): number[] {
  const nodes: number[] = [];
  for (let segment = line.firstSegment; segment < line.endSegment; segment++) {
    const node = page.segmentNode(segment);
    if (nodes[nodes.length - 1] === node) continue;
    if (page.text.slice(page.segmentStart(segment), page.segmentEnd(segment)).trim() !== '') nodes.push(node);
  }
  return nodes;
}

function linkWeight(tree: HtmlTree, page: PageText, first: number, end: number): number {
  let weight = 0;
  for (let segment = first; segment < end; segment++) {
    if (tree.isLinked(page.segmentNode(segment))) weight += weightOf(page.text, page.segmentStart(segment), page.segmentEnd(segment));
  }
  return Math.round(weight);
}

/** The line without white space at its ends. */
export function trimmed(text: string, line: { readonly from: number; readonly to: number }): { from: number; to: number } {
  let { from, to } = line;
  while (from < to && isBlank(text.charAt(from))) from++;
  while (to > from && isBlank(text.charAt(to - 1))) to--;
  return { from, to };
}

const isBlank = (character: string): boolean => character.trim() === '';
