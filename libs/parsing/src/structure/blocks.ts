import type { Heading } from '#domain';
import type { PlannedBlock } from '../page/plan.js';
import { closingStart } from './closing.js';
import { findMarkers } from './markers.js';
import { buildOutline, type OutlineNode } from './outline.js';
import { salutationLength } from './salutation.js';

export interface TextShape {
  /** Whether line breaks are the author's paragraphs. */
  readonly paragraphs: boolean;
  /** Length of the title at the head of the text, or 0. */
  readonly titleLength: number;
  /** Whether text before the first character is lost. */
  readonly lostStart: boolean;
}

/** A speech's text taken apart. Blocks stand in order and leave only white space between them. */
export interface StructuredText {
  readonly blocks: readonly PlannedBlock[];
  readonly outline: readonly Heading[];
  readonly salutation: string | null;
}

/** Finds title, salutation, headings, paragraphs and closing in a text without markup. Linear. */
export function structureText(text: string, shape: TextShape): StructuredText {
  const salutationAt = skipSpace(text, shape.titleLength);
  const greetingLength = salutationLength(text, salutationAt);
  const bodyAt = greetingLength > 0 ? salutationAt + greetingLength : shape.titleLength;
  const markers = findMarkers(text, bodyAt);
  const nodes = buildOutline(text, markers, shape.lostStart);
  const blocks: PlannedBlock[] = [];
  if (shape.titleLength > 0) push(blocks, text, 'title', null, 0, shape.titleLength);
  if (greetingLength > 0) push(blocks, text, 'salutation', null, salutationAt, bodyAt);
  const outline = addSections(blocks, text, nodes, bodyAt);
  return { blocks: withClosing(blocks, text), outline, salutation: greetingLength > 0 ? text.slice(salutationAt, bodyAt).trim() : null };
}

/** The text between the headings as paragraphs, and each heading as its own block. */
function addSections(blocks: PlannedBlock[], text: string, nodes: readonly OutlineNode[], from: number): Heading[] {
  addParagraphs(blocks, text, from, nodes[0]?.marker.from ?? text.length);
  return nodes.map((node, index) => {
    const next = nodes[index + 1]?.marker.from ?? text.length;
    const end = headingEnd(text, node.marker.to, next);
    push(blocks, text, 'heading', node.level, node.marker.from, end);
    addParagraphs(blocks, text, end, next);
    return {
      level: node.level,
      marker: text.slice(node.marker.from, node.marker.to).trim(),
      text: text
        .slice(node.marker.to, end)
        .replace(/[。；;\s]+$/, '')
        .trim(),
      start: node.marker.from,
      parent: node.parent,
    };
  });
}

/** A heading ends with its first full stop or its line, failing both before the next marker. */
function headingEnd(text: string, from: number, next: number): number {
  for (let at = from; at < next; at += 1) {
    if (text[at] === '。') return at + 1;
    if (text[at] === '\n') return at;
  }
  return next;
}

function addParagraphs(blocks: PlannedBlock[], text: string, from: number, to: number): void {
  for (let at = from; at < to; ) {
    const lineEnd = text.indexOf('\n', at);
    const end = lineEnd < 0 || lineEnd > to ? to : lineEnd;
    push(blocks, text, 'paragraph', null, at, end);
    at = end + 1;
  }
}

/** Adds a block without the white space around it; nothing for a stretch of white space. */
function push(blocks: PlannedBlock[], text: string, kind: PlannedBlock['kind'], level: number | null, from: number, to: number): void {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start] ?? '')) start += 1;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end -= 1;
  if (start < end) blocks.push({ kind, level, from: start, to: end });
}

/** The thanks or wishes at the very end become a block of their own. */
function withClosing(blocks: readonly PlannedBlock[], text: string): PlannedBlock[] {
  const last = blocks.at(-1);
  if (last?.kind !== 'paragraph') return [...blocks];
  const at = closingStart(text, last.from, last.to);
  if (at === null) return [...blocks];
  const kept: PlannedBlock[] = blocks.slice(0, -1);
  push(kept, text, 'paragraph', null, last.from, at);
  push(kept, text, 'closing', null, at, last.to);
  return kept;
}

const skipSpace = (text: string, from: number): number => {
  let at = from;
  while (/\s/.test(text[at] ?? '')) at += 1;
  return at;
};
