import { type DocumentJob, type StageContract, stages } from '#stages';
import { Loop } from './loop.js';
import type { Queues } from './queues.js';

/** The store's view of rows that wait without anybody holding them. */
export interface StuckRows {
  stuck(stage: StageContract, now: Date, limit: number): Promise<readonly DocumentJob[]>;
}

const BATCH = 200;

/**
 * Adds a job again for every row that has stood in a stage too long, oldest first. A job that is still queued keeps its id, so adding
 * it again does nothing; a job that was lost comes back. This is what makes the content of the queues expendable.
 */
export class Reconciler {
  private readonly loop: Loop;

  constructor(
    private readonly rows: StuckRows,
    private readonly queues: Queues,
    private readonly clock: () => Date,
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
    for (const stage of stages) {
      const jobs = await this.rows.stuck(stage, this.clock(), BATCH);
      if (jobs.length > 0) await this.queues.add(jobs.map((job) => ({ stage, job, delayMs: 0 })));
    }
  }
}
