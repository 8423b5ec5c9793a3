import type { Heading } from '#domain';
import { fold } from '#text';
import type { PlannedBlock } from '../page/plan.js';
import { closingStart } from './closing.js';
import { addBlock } from './line-blocks.js';
import { salutationLength } from './salutation.js';
import { findHeads, type SectionHead } from './sections.js';

/** A speech's text taken apart. Blocks stand in order and leave only white space between them. */
export interface StructuredText {
  readonly blocks: readonly PlannedBlock[];
  readonly outline: readonly Heading[];
  readonly salutation: string | null;
}

/**
 * Finds salutation, headings and closing in the blocks of a text: paragraphs are cut where a heading begins and ends, all other blocks stay
 * whole. `lostStart` says that the text begins in the middle of the work. Linear.
 */
export function structureText(text: string, given: readonly PlannedBlock[], lostStart: boolean): StructuredText {
  const folded = fold(text);
  const { blocks, bodyAt } = withSalutation(folded, given);
  const heads = findHeads(folded, blocks, bodyAt, lostStart);
  const { cut, ends } = cutAtHeads(text, blocks, heads);
  const salutation = blocks.find(({ kind }) => kind === 'salutation');
  return {
    blocks: withClosing(cut, folded),
    outline: heads.map((head, index) => asHeading(text, head, ends[index] ?? head.markerEnd)),
    salutation: salutation ? text.slice(salutation.from, salutation.to) : null,
  };
}

/** The first paragraph below the title gives up its salutation; lines that tell date, place and speaker may stand between. */
function withSalutation(text: string, given: readonly PlannedBlock[]): { blocks: PlannedBlock[]; bodyAt: number } {
  const top = given.findIndex(({ kind }) => kind !== 'title');
  const index = belowByline(text, given, top);
  const first = given[index];
  if (!first) return { blocks: [...given], bodyAt: given[top]?.from ?? text.length };
  const length = salutationLength(text, first.from);
  const blocks: PlannedBlock[] = given.slice(0, index);
  const end = Math.min(first.to, first.from + length);
  addBlock(blocks, text, 'salutation', null, first.from, end);
  addBlock(blocks, text, 'paragraph', null, end, first.to);
  return { blocks: [...blocks, ...given.slice(index + 1)], bodyAt: end };
}

const MOST_BYLINES = 4;
const LONGEST_BYLINE = 40;

/** Where the salutation stands, when only short lines that are no sentences stand between it and the title; -1 when it stands nowhere. */
function belowByline(text: string, given: readonly PlannedBlock[], top: number): number {
  for (let index = Math.max(0, top); index <= top + MOST_BYLINES; index += 1) {
    const block = given[index];
    if (block?.kind !== 'paragraph') return -1;
    if (salutationLength(text, block.from) > 0) return index;
    if (block.to - block.from > LONGEST_BYLINE || /[。！？；，]/.test(text.slice(block.from, block.to))) return -1;
  }
  return -1;
}

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
  for (let at = from; at < limit; at += 1) if (text[at] === '。') return at + 1;
  return limit;
}

const asHeading = (text: string, { from, markerEnd, level, parent }: SectionHead, end: number): Heading => ({
  level,
  marker: text.slice(from, markerEnd).trim(),
  text: text
    .slice(markerEnd, end)
    .replace(/[。；;\s]+$/, '')
    .trim(),
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
