import { Loop } from '#queue';
import type { SearchIndex } from '#search';
import type { Speeches } from '#store';
import { compareIndex, type IndexDifferences } from './compare-index.js';

/** Between two comparisons when nothing calls for one, in ms. */
const EVERY_MS = 300_000;
/** How often it is looked whether the index is another one, in ms. */
const LOOK_EVERY_MS = 5_000;

export interface IndexKeeperDeps {
  readonly speeches: Speeches;
  readonly index: SearchIndex;
}

/**
 * Keeps the search index in line with the store: compares them at the start, every few minutes, and at once when the index was made anew, by
 * whichever process, even one that told nobody and died. Never two comparisons at a time.
 */
export class IndexKeeper {
  private readonly stopping = new AbortController();
  private readonly loop: Loop;
  private due = Number.NEGATIVE_INFINITY;
  /** The index that was last compared to its end. */
  private compared: string | null = null;

  constructor(
    private readonly deps: IndexKeeperDeps,
    private readonly onMended: (differences: IndexDifferences) => void,
    onTrouble: (error: Error) => void,
    { everyMs = EVERY_MS, lookEveryMs = LOOK_EVERY_MS } = {},
  ) {
    this.loop = new Loop(() => this.look(everyMs), lookEveryMs, onTrouble);
  }

  start(): void {
    this.loop.start();
  }

  /** A comparison in hand ends after the page it is at. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop.stop();
  }

  private async look(everyMs: number): Promise<void> {
    // Asked before the comparison: an index that takes the place of this one meanwhile calls for another. Should it fail, the next look tries again.
    const identity = await this.deps.index.identity();
    if (identity === this.compared && performance.now() < this.due) return;
    this.due = performance.now() + everyMs;
    try {
      const differences = await compareIndex(this.deps, this.stopping.signal);
      if (differences.restored + differences.removed > 0) this.onMended(differences);
      this.compared = identity;
    } catch (error) {
      this.due = Number.NEGATIVE_INFINITY;
      throw error;
    }
  }
}
