import { Loop } from '#queue';
import type { SearchIndex } from '#search';
import type { Speeches } from '#store';
import { compareIndex, type IndexDifferences } from './compare-index.js';

/** Between two comparisons when nothing calls for one, in ms. */
const EVERY_MS = 300_000;

/**
 * Keeps the search index in line with the store: compares them at the start, every few minutes, and at once when the index says that it has
 * lost its entries. Never two comparisons at a time.
 */
export class IndexKeeper {
  private readonly stopping = new AbortController();
  private readonly loop: Loop;

  constructor(
    deps: { readonly speeches: Speeches; readonly index: SearchIndex },
    onMended: (differences: IndexDifferences) => void,
    onTrouble: (error: Error) => void,
    everyMs = EVERY_MS,
  ) {
    const compare = async () => {
      const differences = await compareIndex(deps, this.stopping.signal);
      if (differences.restored + differences.removed > 0) onMended(differences);
    };
    this.loop = new Loop(compare, everyMs, onTrouble);
  }

  start(): void {
    this.loop.start();
  }

  /** The index has lost its entries: compare now, or once more when that is under way. */
  nudge(): void {
    this.loop.nudge();
  }

  /** A comparison in hand ends after the page it is at. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop.stop();
  }
}
