import type { Heading } from '#domain';
import type { QueryNode } from './query/query-node.js';

/** What the index keeps of one speech. All text is as the author wrote it: folding is the index's business. */
export interface SearchEntry {
  readonly speechId: string;
  readonly documentId: string;
  /** Grows with every parse of the document; an older version never replaces a newer one, nor a withdrawal. */
  readonly version: number;
  readonly title: string;
  readonly text: string;
  readonly outline: readonly Heading[];
  readonly speaker: string | null;
  readonly site: string | null;
  readonly kind: string;
  readonly year: number | null;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date: string | null;
}

export interface SearchRequest {
  /** null finds everything. */
  readonly query: QueryNode | null;
  /** Filters beside the query; each narrows the hits. Dates are inclusive and may be partial. */
  readonly filters?: {
    readonly from?: string;
    readonly to?: string;
    readonly site?: readonly string[];
    readonly kind?: readonly string[];
    readonly year?: readonly number[];
    /** Only these speeches: what a live match asks. */
    readonly speechIds?: readonly string[];
  };
  /** Default `relevance`; without a query `newest`. */
  readonly sort?: 'relevance' | 'newest' | 'oldest';
  /** 1 to 100, default 10. */
  readonly size?: number;
  readonly cursor?: string;
  readonly facets?: readonly ('site' | 'kind' | 'year')[];
}

export interface Highlight {
  readonly field: 'title' | 'text';
  /** The passage around the match, as printed in the speech. */
  readonly passage: string;
  /** Offset of the passage in the field, in UTF-16 units. */
  readonly start: number;
  /** `[from, to)` of each match inside the passage, in UTF-16 units. */
  readonly marks: readonly (readonly [from: number, to: number])[];
}

export interface SpeechHit {
  readonly speechId: string;
  readonly documentId: string;
  readonly score: number;
  /** Path of headings above the first match in the text; empty when the match is in the title alone. */
  readonly headingPath: readonly string[];
  readonly highlights: readonly Highlight[];
}

export interface SpeechHits {
  readonly hits: readonly SpeechHit[];
  readonly total: number;
  readonly nextCursor: string | null;
  /** Value and count, most frequent first (years: newest first). A facet's own filter does not narrow its own counts. */
  readonly facets: Readonly<Record<string, readonly { readonly value: string; readonly count: number }[]>>;
  readonly tookMs: number;
}

/**
 * Full-text index of parsed speeches. Every method may be repeated with the same arguments, late or out of order.
 * It holds nothing that cannot be rebuilt from the store.
 */
export abstract class SearchIndex {
  /** When it resolves, searches see the entries. Keeps the higher version of each speech. Rejects with TryLater when the engine is overloaded or away. */
  abstract upsert(entries: readonly SearchEntry[]): Promise<void>;
  /** When it resolves, searches no longer see the speeches, and no entry of this version or an older one can bring them back. */
  abstract withdraw(speeches: readonly { readonly speechId: string; readonly version: number }[]): Promise<void>;
  abstract search(request: SearchRequest): Promise<SpeechHits>;
  /** Versions the index answers with for these speeches; absent = not found by any search. */
  abstract versions(speechIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** All speech ids and versions after this id, in id order: what a comparison with the store pages through. */
  abstract entries(
    afterSpeechId: string | null,
    limit: number,
  ): Promise<readonly { readonly speechId: string; readonly version: number }[]>;
  /** Titles and headings that begin with or contain the prefix, best first. */
  abstract suggest(
    prefix: string,
    limit: number,
  ): Promise<readonly { readonly text: string; readonly field: 'title' | 'heading'; readonly speechId: string }[]>;
  /** What the entries are kept in, by a name of its own: another name says that it was made anew, and every speech has to be given again. */
  abstract identity(): Promise<string>;
  /** Resolves when the engine answers; rejects with a sentence that says what is wrong. */
  abstract ping(): Promise<void>;
  abstract close(): Promise<void>;
}
