import type { Heading } from '#domain';
import { fold } from '#text';
import type { PlannedBlock } from '../page/plan.js';
import { closingStart } from './closing.js';
import { addBlock } from './line-blocks.js';
import { headLength, noteLength, salutationLength } from './salutation.js';
import { findHeads, type SectionHead } from './sections.js';
import { isLatinStop } from './sentences.js';

/** A speech's text taken apart. Blocks stand in order and leave only white space between them. */
export interface StructuredText {
  readonly blocks: readonly PlannedBlock[];
  readonly outline: readonly Heading[];
  readonly salutation: string | null;
}

/**
 * Finds salutation, headings and closing in the blocks of a text: paragraphs are cut where a heading begins and ends, all other blocks stay
 * whole. `losses` are the offsets before which text is lost, 0 where the text begins in the middle of the work. `wordsFrom` is where the
 * speaker's own words begin. Linear.
 */
export function structureText(text: string, given: readonly PlannedBlock[], losses: readonly number[], wordsFrom = 0): StructuredText {
  const folded = fold(text);
  const { blocks, bodyAt } = withSalutation(folded, given, wordsFrom);
  const heads = findHeads(folded, blocks, bodyAt, losses);
  const { cut, ends } = cutAtHeads(text, blocks, heads);
  const salutation = blocks.find(({ kind }) => kind === 'salutation');
  return {
    blocks: withClosing(cut, folded),
    outline: heads.map((head, index) => asHeading(text, head, ends[index] ?? head.markerEnd)),
    salutation: salutation ? text.slice(salutation.from, salutation.to) : null,
  };
}

/** A paragraph near the head gives up its salutation: the first below the title and the lines that say who speaks, where and when. */
function withSalutation(text: string, given: readonly PlannedBlock[], wordsFrom: number): { blocks: PlannedBlock[]; bodyAt: number } {
  const top = given.findIndex(({ kind, to }) => kind !== 'title' && to > wordsFrom);
  const first = given[top];
  if (!first) return { blocks: [...given], bodyAt: text.length };
  const starts = Math.max(first.from, wordsFrom);
  const index = wordsFrom > 0 ? top : given.findIndex((block, at) => at >= top && !isHeadLine(text, block));
  const block = given[index];
  if (block?.kind !== 'paragraph' || index > top + MOST_HEAD_LINES) return { blocks: [...given], bodyAt: starts };
  const begins = Math.max(block.from, wordsFrom);
  const below = begins + noteLength(text, begins);
  const from = below + headLength(text, below);
  const length = salutationLength(text, from);
  if (length === 0) return { blocks: [...given], bodyAt: starts };
  const blocks: PlannedBlock[] = given.slice(0, index);
  const end = Math.min(block.to, from + length);
  addBlock(blocks, text, 'paragraph', null, block.from, from);
  addBlock(blocks, text, 'salutation', null, from, end);
  addBlock(blocks, text, 'paragraph', null, end, block.to);
  return { blocks: [...blocks, ...given.slice(index + 1)], bodyAt: end };
}

/** Date, place, speaker and a note on how the text came about. */
const MOST_HEAD_LINES = 4;

/** A short line without a sentence and without people addressed. */
const isHeadLine = (text: string, { kind, from, to }: PlannedBlock): boolean =>
  kind === 'title' ||
  (kind === 'paragraph' && to - from <= 40 && !/[。；;！!？?]/.test(text.slice(from, to)) && salutationLength(text, from) === 0);

/** Blocks with each heading on its own, and where each heading ends. */
function cutAtHeads(text: string, blocks: readonly PlannedBlock[], heads: readonly SectionHead[]): { cut: PlannedBlock[]; ends: number[] } {
  const cut: PlannedBlock[] = [];
  const ends: number[] = [];
  for (const block of blocks) {
    let at = block.from;
    for (let head = heads[ends.length]; head && head.from < block.to; head = heads[ends.length]) {
      addBlock(cut, text, block.kind, block.level, at, head.from);
      const next = Math.min(block.to, heads[ends.length + 1]?.from ?? block.to);
      at = head.block ? block.to : headingEnd(text, head.markerEnd, next);
      ends.push(at);
      addBlock(cut, text, 'heading', head.level, head.from, at);
    }
    addBlock(cut, text, block.kind, block.level, at, block.to);
  }
  return { cut, ends };
}

/** A heading ends with its first full stop, failing that before the next marker. */
function headingEnd(text: string, from: number, limit: number): number {
  for (let at = from; at < limit; at += 1) if (text[at] === '。' || isLatinStop(text, at)) return at + 1;
  return limit;
}

/** Where the words of a heading end, the stop behind them left out. */
function wordsEnd(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && (/[。；;，,\s]/.test(text[end - 1] ?? '') || isLatinStop(text, end - 1))) end -= 1;
  return end;
}

const asHeading = (text: string, { from, markerEnd, level, parent }: SectionHead, end: number): Heading => ({
  level,
  marker: text.slice(from, markerEnd).trim(),
  text: text.slice(markerEnd, wordsEnd(text, markerEnd, end)).trim(),
  start: from,
  parent,
});

/** The thanks or wishes at the very end, notes aside, become a block of their own. */
function withClosing(blocks: readonly PlannedBlock[], text: string): PlannedBlock[] {
  const end = blocks.findLastIndex(({ kind }) => kind !== 'quote');
  const last = blocks[end];
  if (last?.kind !== 'paragraph') return [...blocks];
  const at = closingStart(text, last.from, last.to);
  if (at === null) return [...blocks];
  const kept = blocks.slice(0, end);
  addBlock(kept, text, 'paragraph', null, last.from, at);
  addBlock(kept, text, 'closing', null, at, last.to);
  return [...kept, ...blocks.slice(end + 1)];
}
