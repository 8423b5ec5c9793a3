import type { RedactionKind } from '#domain';

/** Where the words of a leaf are looked for; `any` is title or text. Headings are part of the text. */
export type TextField = 'any' | 'title' | 'heading' | 'speaker';

/** A stretch of a phrase: words as typed, or a place where the publisher took something out. */
export type PhrasePart = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'slot'; readonly slot: RedactionKind };

/**
 * Characters that follow each other. What stands between two runs of Han text (a space, a comma) matches any separators, also none;
 * words in letters and digits match whole words only.
 */
export interface PhraseNode {
  readonly kind: 'phrase';
  readonly field: TextField;
  readonly parts: readonly PhrasePart[];
}

/** All phrases, in any order, with at most `distance` characters between them all together. */
export interface NearNode {
  readonly kind: 'near';
  readonly field: TextField;
  readonly phrases: readonly string[];
  readonly distance: number;
}

/**
 * Inside a section with this in its own heading or in one above it (marker and words). In an `and` it narrows its neighbours: what they look
 * for in the text must stand in such a section. Negated neighbours still speak of the whole speech.
 */
export interface UnderNode {
  readonly kind: 'under';
  readonly heading: string;
}

/** The named field is this word, whatever its width and case. */
export interface TagNode {
  readonly kind: 'site' | 'kind';
  readonly value: string;
}

/** Years from and to, both inclusive; null is open. */
export interface YearsNode {
  readonly kind: 'years';
  readonly from: number | null;
  readonly to: number | null;
}

/** Days `YYYY-MM-DD` from and to, both inclusive; null is open. A speech whose date is a year or a month is found when the two overlap. */
export interface DatesNode {
  readonly kind: 'dates';
  readonly from: string | null;
  readonly to: string | null;
}

export type LeafNode = PhraseNode | NearNode | UnderNode | TagNode | YearsNode | DatesNode;

/** The one parsed form of a query. Engines compile it; formatQuery prints it. */
export type QueryNode =
  | LeafNode
  | { readonly kind: 'and'; readonly nodes: readonly QueryNode[] }
  | { readonly kind: 'or'; readonly nodes: readonly QueryNode[] }
  | { readonly kind: 'not'; readonly node: QueryNode };
