import type { PlannedBlock } from '../page/plan.js';
import { findMarkers, type Marker } from './markers.js';
import { buildOutline } from './outline.js';

/** A heading of the text: numbered, marked up, or both. */
export interface SectionHead {
  readonly from: number;
  /** End of the printed marker; `from` when there is none. */
  readonly markerEnd: number;
  readonly level: number;
  /** Index of the enclosing head, or null. */
  readonly parent: number | null;
  /** The block it fills when markup makes it a heading; null for a heading inside a paragraph. */
  readonly block: PlannedBlock | null;
}

/**
 * All headings of a text from `bodyAt` on, in order. Numbers decide where a heading hangs; one that is marked up and not numbered opens a
 * section in which numbering begins anew.
 */
export function findHeads(text: string, blocks: readonly PlannedBlock[], bodyAt: number, lostStart: boolean): SectionHead[] {
  const heads: SectionHead[] = [];
  const open: number[] = [];
  let markers: Marker[] = [];
  const headings = new Map(blocks.filter(({ kind }) => kind === 'heading').map((block) => [block.from, block]));
  const flush = (): void => {
    addNumbered(heads, open.at(-1) ?? null, open.length, text, headings, markers, lostStart && heads.length === 0);
    markers = [];
  };
  for (const piece of inOrder(text, blocks, bodyAt)) {
    if ('style' in piece) markers.push(piece);
    else {
      flush();
      openSection(heads, open, piece);
    }
  }
  flush();
  return heads;
}

/** A text with more numbers is a table or a register: it has no headings, and its outline would help nobody. */
const MOST_MARKERS = 20_000;

/** Markers in running text and numbered headings, and headings without a number, as they follow each other. */
function inOrder(text: string, blocks: readonly PlannedBlock[], bodyAt: number): (Marker | PlannedBlock)[] {
  const found = findMarkers(text, bodyAt);
  const markers = found.length > MOST_MARKERS ? [] : found;
  const pieces: (Marker | PlannedBlock)[] = [];
  let next = 0;
  for (const block of blocks) {
    while (next < markers.length && (markers[next]?.from ?? 0) < block.from) next += 1;
    const first = markers[next];
    const numbered = first?.from === block.from;
    if (block.kind === 'heading') pieces.push(numbered && first ? { ...first, free: true, atLine: true } : block);
    for (; next < markers.length && (markers[next]?.from ?? 0) < block.to; next += 1) {
      const marker = markers[next];
      if (marker && block.kind === 'paragraph') pieces.push(marker);
    }
  }
  return pieces;
}

function openSection(heads: SectionHead[], open: number[], block: PlannedBlock): void {
  const level = block.level ?? 1;
  while (open.length > 0 && (heads[open.at(-1) ?? 0]?.block?.level ?? 1) >= level) open.pop();
  const parent = open.at(-1) ?? null;
  open.push(heads.length);
  heads.push({ from: block.from, markerEnd: block.from, level: open.length, parent, block });
}

function addNumbered(
  heads: SectionHead[],
  section: number | null,
  depth: number,
  text: string,
  headings: ReadonlyMap<number, PlannedBlock>,
  markers: readonly Marker[],
  lostStart: boolean,
): void {
  const first = heads.length;
  for (const { marker, level, parent } of buildOutline(text, markers, lostStart)) {
    heads.push({
      from: marker.from,
      markerEnd: marker.to,
      level: depth + level,
      parent: parent === null ? section : first + parent,
      block: headings.get(marker.from) ?? null,
    });
  }
}
