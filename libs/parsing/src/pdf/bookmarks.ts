import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** An entry of the outline that a reader shows beside the pages. */
export interface Bookmark {
  readonly title: string;
  /** From 1. */
  readonly depth: number;
}

interface OutlineNode {
  readonly title?: string;
  readonly items?: readonly OutlineNode[];
}

/** More entries and levels than a text has headings. */
const MOST = 2_000;
const DEEPEST = 6;

/** The bookmarks of a file in order; none when it has none or they are broken. */
export async function readBookmarks(document: PDFDocumentProxy): Promise<Bookmark[]> {
  const outline = (await document.getOutline().catch(() => null)) as readonly OutlineNode[] | null;
  const found: Bookmark[] = [];
  const waiting = (outline ?? []).map((node) => ({ node, depth: 1 })).reverse();
  for (let next = waiting.pop(); next && found.length < MOST; next = waiting.pop()) {
    const { node, depth } = next;
    found.push({ title: node.title ?? '', depth });
    if (depth < DEEPEST) for (const child of (node.items ?? []).toReversed()) waiting.push({ node: child, depth: depth + 1 });
  }
  return found;
}

/** Share of the bookmarks that must be lines of the text, in its order, for any of them to be believed; and the fewest of them. */
const FOUND = 0.6;
const FEWEST = 2;

/** For each line of a text that a bookmark names, the depth of that bookmark, by the line's place. Empty when the bookmarks name something else. */
export function placesOfBookmarks(bookmarks: readonly Bookmark[], lines: readonly string[]): ReadonlyMap<number, number> {
  const places = new Map<string, number[]>();
  for (const [index, line] of lines.entries()) {
    const key = keyOf(line);
    if (key !== '') places.set(key, [...(places.get(key) ?? []).slice(-MOST_ALIKE + 1), index]);
  }
  const found = new Map<number, number>();
  let last = -1;
  for (const { title, depth } of bookmarks) {
    const place = places.get(keyOf(title))?.find((index) => index > last);
    if (place === undefined) continue;
    found.set(place, depth);
    last = place;
  }
  return found.size >= FEWEST && found.size >= bookmarks.length * FOUND ? found : new Map();
}

/** Lines that say the same, of which one is a heading. */
const MOST_ALIKE = 50;

/** Blanks, dots and width differ between a line and its bookmark. */
const keyOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s.、,，:：]/g, '')
    .toLowerCase();
