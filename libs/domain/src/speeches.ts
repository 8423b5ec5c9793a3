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
  let at: number | null = null;
  for (const [index, heading] of outline.entries()) {
    if (heading.start > offset) break;
    at = index;
  }
  const path: string[] = [];
  while (at !== null) {
    const heading: Heading | undefined = outline[at];
    if (!heading) break;
    path.unshift(heading.marker + heading.text);
    at = heading.parent;
  }
  return path;
}

/** Blocks with the path of headings above each; a heading block's path ends with itself. */
export function blocksWithPaths(speech: Pick<ParsedSpeech, 'blocks' | 'outline'>): (Block & { readonly headingPath: readonly string[] })[] {
  return speech.blocks.map((block) => ({ ...block, headingPath: headingPathAt(speech.outline, block.start) }));
}
