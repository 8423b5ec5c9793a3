import type { Block, Heading, ParsedSpeech } from './page-result.js';

/** A speech as the archive keeps it. The id stays the same when the document is parsed or captured again. */
export interface SpeechRecord extends ParsedSpeech {
  readonly id: string;
  readonly documentId: string;
  readonly revision: number;
  /** Grows with every parse of the document: the higher version wins wherever two meet. */
  readonly version: number;
  /** Place in the document, from 0. */
  readonly ordinal: number;
  readonly site: string | null;
  readonly url: string | null;
  readonly publishedAt: string | null;
}

/** The headings from the speech down to a place in its text, outermost first, markers included. */
export function headingPathAt(outline: readonly Heading[], offset: number): string[] {
  return pathOf(outline, placeIn(outline, offset));
}

/** Index of the last heading that begins at the offset or before it, null before the first. Headings stand in the order of the text. */
function placeIn(outline: readonly Heading[], offset: number): number | null {
  let low = 0;
  let high = outline.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((outline[middle]?.start ?? Number.POSITIVE_INFINITY) <= offset) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? null : low - 1;
}

function pathOf(outline: readonly Heading[], place: number | null): string[] {
  const path: string[] = [];
  for (let at = place; at !== null; ) {
    const heading: Heading | undefined = outline[at];
    if (!heading) break;
    path.push(heading.marker + heading.text);
    at = heading.parent;
  }
  return path.reverse();
}

/** Blocks with the path of headings above each; a heading block's path ends with itself. Blocks under one heading share its path. */
export function blocksWithPaths({
  blocks,
  outline,
}: Pick<ParsedSpeech, 'blocks' | 'outline'>): (Block & { readonly headingPath: readonly string[] })[] {
  const paths = new Map<number | null, readonly string[]>();
  return blocks.map((block) => {
    const place = placeIn(outline, block.start);
    const headingPath = paths.get(place) ?? pathOf(outline, place);
    paths.set(place, headingPath);
    return { ...block, headingPath };
  });
}
