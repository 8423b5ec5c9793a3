import { Continuations } from './continuations.js';
import type { Marker } from './markers.js';
import { hasSentenceEnd } from './sentences.js';
import { rankOf, type Style } from './styles.js';

/** A marker that is a heading, and where it hangs. */
export interface OutlineNode {
  readonly marker: Marker;
  /** Depth, 1 = outermost, counted without skipped kinds of numbering. */
  readonly level: number;
  /** Index of the enclosing node, or null. */
  readonly parent: number | null;
}

/** A list that is being counted: its kind, its last number, and the node of its last item. */
interface OpenList {
  readonly style: Style;
  readonly last: number;
  readonly node: number;
}

/** A heading that no sentence has ended may hold the next marker up to this far from its own, in UTF-16 units. */
const LONGEST_OPEN_HEADING = 80;

/** Kinds that may skip a number, and stand where no sentence ends if their list would lack them otherwise. */
const strong: ReadonlySet<Style> = new Set(['part', 'chapter', 'section', 'han', 'hanBracket']);
/** Kinds that are headings even when nothing continues them. */
const alone: ReadonlySet<Style> = new Set(['han', 'hanBracket']);

/**
 * The headings among a text's markers. A number must continue its list or begin one, and stand free or right inside a heading that no
 * sentence has ended yet. Lists nest by what encloses what, so skipped kinds of numbering and restarts fall into place.
 * `lostStart` says that the text begins in the middle, where a list may begin above 1. Linear.
 */
export function buildOutline(text: string, markers: readonly Marker[], lostStart = false): OutlineNode[] {
  const nodes: OutlineNode[] = [];
  const lists: OpenList[] = [];
  const later = new Continuations(markers);
  markers.forEach((marker, index) => {
    const depth = depthOf(marker, index, lists, later, lostStart && !nodes.some((node) => node.marker.style === marker.style));
    if (depth === null || !mayStand(text, marker, index, nodes.at(-1)?.marker, later)) return;
    lists.length = depth;
    nodes.push({ marker, level: depth + 1, parent: lists.at(-1)?.node ?? null });
    lists.push({ style: marker.style, last: marker.number, node: nodes.length - 1 });
  });
  return nodes;
}

/** How many lists enclose the marker, or null when its number fits nowhere. */
function depthOf(marker: Marker, index: number, lists: readonly OpenList[], later: Continuations, anyNumber: boolean): number | null {
  const same = lists.findIndex(({ style }) => style === marker.style);
  if (same >= 0) return continues(marker, lists[same]?.last ?? 0) ? same : null;
  if (marker.number !== 1 && !(anyNumber && marker.free)) return null;
  const second = later.find(index, marker.number + 1);
  if (second < 0 && !(alone.has(marker.style) && marker.free)) return null;
  return enclosing(marker, index, second, lists, later);
}

/** The next number, a new beginning, or a number whose neighbours the author or the source has lost. */
function continues({ style, number, free }: Marker, last: number): boolean {
  if (number === last + 1 || number === 1) return true;
  return free && strong.has(style) && number >= last && number <= last + 3;
}

/** A new list hangs below every open list of an outer kind, and below one of an inner kind whose item goes on after it. */
function enclosing(marker: Marker, index: number, second: number, lists: readonly OpenList[], later: Continuations): number {
  let depth = lists.length;
  while (depth > 0) {
    const list = lists[depth - 1];
    if (!list || rankOf(list.style) < rankOf(marker.style)) break;
    const goesOn = later.findStyle(index, list.style, list.last + 1);
    if (goesOn >= 0 && second >= 0 && second < goesOn) break;
    depth -= 1;
  }
  return depth;
}

/** Free places always will do. Elsewhere the marker must stand in an open heading, or be the one number its list lacks. */
function mayStand(text: string, marker: Marker, index: number, before: Marker | undefined, later: Continuations): boolean {
  if (marker.free) return true;
  if (before && marker.from - before.to <= LONGEST_OPEN_HEADING && marker.from - before.to > 1) {
    if (!hasSentenceEnd(text, before.to, marker.from) && !joinsWords(text, marker)) return true;
  }
  return strong.has(marker.style) && !joinsWords(text, marker) && later.isMissedBy(index);
}

/** A sign before the marker that makes it part of a phrase: `发展一、二`, `第（一）项`, `向二、`. */
const joinsWords = (text: string, { from }: Marker): boolean => /[、,，的和与及或向从对在至到第“"‘《(（]/.test(text[from - 1] ?? '');
