import { type DocumentJob, type RoomName, stages } from '#stages';
import { Loop } from './loop.js';
import type { Queues } from './queues.js';

/** The store's outbox as the relay sees it: rows are claimed by state, so a lower id that commits late is still found. */
export interface OutboxSource {
  take(limit: number): Promise<readonly { id: number | string; room: RoomName; job: DocumentJob; delayMs: number }[]>;
  sent(ids: readonly (number | string)[]): Promise<void>;
}

const BATCH = 200;
/** Least time between the beginnings of two looks, in ms: one commit is relayed at once, and of many in a row several at a time. */
const GATHER_MS = 25;

/**
 * Turns outbox rows into jobs. A crash between adding and ticking off adds the same job twice, which its id or the row's fence makes harmless.
 * When the queue is away the rows stay and are claimed again later.
 */
export class Relay {
  private readonly loop: Loop;
  private begun = Number.NEGATIVE_INFINITY;
  private soon: NodeJS.Timeout | null = null;

  constructor(
    private readonly outbox: OutboxSource,
    private readonly queues: Queues,
    onTrouble: (error: Error) => void,
    everyMs = 1_000,
  ) {
    this.loop = new Loop(() => this.drain(), everyMs, onTrouble);
  }

  start(): void {
    this.loop.start();
  }

  /** Something was committed: look now, or in a moment after the last look, instead of at the next tick. */
  nudge(): void {
    this.soon ??= setTimeout(
      () => {
        this.soon = null;
        this.loop.nudge();
      },
      Math.max(0, this.begun + GATHER_MS - performance.now()),
    );
  }

  stop(): Promise<void> {
    if (this.soon) clearTimeout(this.soon);
    return this.loop.stop();
  }

  private async drain(): Promise<void> {
    this.begun = performance.now();
    for (;;) {
      const rows = await this.outbox.take(BATCH);
      if (rows.length === 0) return;
      await this.queues.add(
        rows.flatMap((row) => {
          const stage = stages.find(({ room }) => room === row.room);
          return stage ? [{ stage, job: row.job, delayMs: row.delayMs }] : [];
        }),
      );
      await this.outbox.sent(rows.map(({ id }) => id));
      if (rows.length < BATCH) return;
    }
  }
}
