import type { SearchIndex } from './search-index.js';

/**
 * A new index beside the live one, which goes on being searched and written to until `takeOver`. What an interrupted rebuild has left is removed
 * when the next one opens. One rebuild at a time: the caller sees to that.
 */
export abstract class IndexRebuild {
  /** What the new index is called, for people. */
  abstract readonly name: string;
  /** The new index, to be filled; from `takeOver` on it is the one that everybody searches and writes to. */
  abstract get index(): SearchIndex;
  /** Puts the new index in the place of the live one, in one step: nobody finds none or both. With `keep` the old one stays, else it may go. */
  abstract takeOver(keep: boolean): Promise<void>;
  /** Removes what was replaced and answers the names of it and of what was kept. May be repeated. */
  abstract removeReplaced(): Promise<{ readonly removed: readonly string[]; readonly kept: readonly string[] }>;
  abstract close(): Promise<void>;
}
