import type { IndexRebuild } from '#search';
import type { Store } from '#store';
import { compareUntil, fillIndex, giveStubs } from './fill-index.js';
import type { Tell } from './telling.js';

export interface ReindexDeps {
  readonly store: Pick<Store, 'speeches'>;
  readonly rebuild: IndexRebuild;
  /** Whether the replaced index stays, out of use. */
  readonly keep: boolean;
  readonly tell: Tell;
  readonly pauseMs?: number;
}

export interface ReindexReport {
  /** Name of the index that is live now. */
  readonly index: string;
  readonly removed: readonly string[];
  readonly kept: readonly string[];
  readonly speeches: number;
  /** Withdrawn speeches that the index holds the version of. */
  readonly stubs: number;
  /** Differences found and mended in each comparison with the database: before the new index took over, and since. */
  readonly before: readonly number[];
  readonly since: readonly number[];
}

/** With so few differences left the new index takes over. */
const FEW = 20;
const MOST_ROUNDS = 60;
const PAUSE_MS = 500;

/**
 * Fills the new index from the database while writes go on at the live one, catches up, lets it take over, and compares until nothing differs:
 * what other processes wrote to the old one in between is found by that. Interrupted before the take-over, nothing has changed for readers;
 * after it, the new index is live and its keeper compares it. Rejects when writes come so fast that the differences never end.
 */
export async function reindex({ store: { speeches }, rebuild, keep, tell, pauseMs = PAUSE_MS }: ReindexDeps): Promise<ReindexReport> {
  const filling = () => ({ speeches, index: rebuild.index, tell });
  const filled = await fillIndex(filling());
  const before = await compareUntil(FEW, filling(), MOST_ROUNDS, pauseMs);
  await rebuild.takeOver(keep);
  tell({ step: 'the new index has taken over', done: filled.speeches, total: filled.speeches });
  const stubs = await giveStubs(filling());
  const since = await compareUntil(0, filling(), MOST_ROUNDS, pauseMs);
  if (since.at(-1) !== 0) {
    throw new StillDiffers(
      `The new index ${rebuild.name} is live, but still ${since.at(-1)} entries differed from the database after ${since.length} comparisons; the old one was kept. Look at it with rostra fsck.`,
    );
  }
  return { index: rebuild.name, ...(await rebuild.removeReplaced()), speeches: await speeches.countToIndex(), stubs, before, since };
}

/** The index could not be brought in line with the database. */
export class StillDiffers extends Error {
  override readonly name = 'StillDiffers';
}
