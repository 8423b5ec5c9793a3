import { Loop } from '#queue';
import type { SearchIndex } from '#search';
import type { Markers, Speeches } from '#store';
import { compareIndex, type IndexDifferences } from './compare-index.js';

/** Between two comparisons when nothing calls for one, in ms. */
const EVERY_MS = 300_000;
/** How often it is looked whether another process has found the index empty, in ms. */
const LOOK_EVERY_MS = 5_000;

const EMPTIED = 'index-emptied';

/** For a process that does not keep the index: tells those that do that it had to make it anew, without entries. */
export async function reportEmptied(markers: Pick<Markers, 'set'>, now: Date): Promise<void> {
  await markers.set(EMPTIED, now.toISOString());
}

export interface IndexKeeperDeps {
  readonly speeches: Speeches;
  readonly index: SearchIndex;
  readonly markers: Pick<Markers, 'get'>;
}

/**
 * Keeps the search index in line with the store: compares them at the start, every few minutes, and at once when the index has lost its
 * entries, as told by the index itself or by another process. Never two comparisons at a time.
 */
export class IndexKeeper {
  private readonly stopping = new AbortController();
  private readonly loop: Loop;
  private due = Number.NEGATIVE_INFINITY;
  private emptied: string | null = null;

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

  /** The index has lost its entries: compare now, or once more when that is under way. */
  nudge(): void {
    this.due = Number.NEGATIVE_INFINITY;
    this.loop.nudge();
  }

  /** A comparison in hand ends after the page it is at. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop.stop();
  }

  private async look(everyMs: number): Promise<void> {
    const emptied = await this.deps.markers.get(EMPTIED);
    if (emptied === this.emptied && performance.now() < this.due) return;
    // Set before the comparison: what is reported while it runs calls for another one. Should it fail, the next look tries again.
    this.due = performance.now() + everyMs;
    try {
      const differences = await compareIndex(this.deps, this.stopping.signal);
      if (differences.restored + differences.removed > 0) this.onMended(differences);
      this.emptied = emptied;
    } catch (error) {
      this.due = Number.NEGATIVE_INFINITY;
      throw error;
    }
  }
}
