import { type DocumentJob, type StageContract, stages } from '#stages';
import { Loop } from './loop.js';
import type { Pauses } from './pauses.js';
import type { JobToAdd, Queues } from './queues.js';

/** The store's view of rows that wait without anybody holding them. */
export interface StuckRows {
  stuck(stage: StageContract, limit: number, skip: number): Promise<readonly DocumentJob[]>;
  /** Sees to rows that were written before the clock was set back: their times lie far ahead. */
  bringBack(): Promise<void>;
}

const BATCH = 200;
/** Looks from one search for rows ahead of the clock to the next: it goes over all that waits. */
const BRING_BACK_EVERY = 4;
/** Behind one that the engine does not hand out, so many more are asked at once how they stand; in a long queue that takes a while. */
const LOOKED_AT = 20;

export interface ReconcilerDeps {
  readonly rows: StuckRows;
  readonly queues: Queues;
  /** Given where the engine of the queues may forget which stages people have paused. */
  readonly pauses: Pauses | null;
}

/**
 * Adds a job again for every row that has stood in a stage too long, oldest first. A job that is still queued keeps its id, so adding
 * it again does nothing; a job that was lost comes back, also when its engine still keeps it somewhere and will not
 * hand it out. This is what makes the content of the queues expendable.
 */
export class Reconciler {
  private readonly loop: Loop;
  private looks = 0;

  constructor(
    private readonly deps: ReconcilerDeps,
    onTrouble: (error: Error) => void,
    everyMs = 5_000,
  ) {
    this.loop = new Loop(() => this.reconcile(), everyMs, onTrouble);
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  private async reconcile(): Promise<void> {
    const { rows, queues, pauses } = this.deps;
    if (this.looks++ % BRING_BACK_EVERY === 0) await rows.bringBack();
    await pauses?.apply(queues);
    for (const stage of stages) {
      // Behind many rows with hardly a job the queue was lost: all of them get theirs. Else the longest waiting are enough for now.
      let lost: boolean | null = null;
      for (let skip = 0; ; skip += BATCH) {
        const jobs = await rows.stuck(stage, BATCH, skip);
        if (jobs.length === BATCH) lost ??= (await queues.jobs(stage.room)) < BATCH;
        if (jobs.length > 0) await this.addAgain(jobs.map((job) => ({ stage, job, delayMs: 0 })));
        if (jobs.length < BATCH || !lost) break;
      }
    }
  }

  /** The oldest row has the job that the engine does not hand out, if there are any: as long as some are found, it is looked for more. */
  private async addAgain(jobs: readonly JobToAdd[]): Promise<void> {
    const { queues } = this.deps;
    for (let from = 0, count = 1; from < jobs.length; from += count, count = LOOKED_AT) {
      if ((await queues.dropIdle(jobs.slice(from, from + count))) === 0) break;
    }
    await queues.add(jobs);
  }
}
