import { setTimeout as sleep } from 'node:timers/promises';
import { DelayedError } from 'bullmq';
import { type Outcome, TryLater } from '#domain';
import type { DocumentJob, StageContract } from '#stages';
import { type ArrivedJob, type OnTrouble, openWorker, type QueueConfig } from './connection.js';
import type { WorkerRoll } from './worker-roll.js';

/** What a room answers for one job. `later` puts the job back for a while and uses up no attempt of the queue's. */
export type Verdict = Outcome | { readonly kind: 'later'; readonly delayMs: number; readonly reason: string };

export type Handler = (job: DocumentJob) => Promise<Verdict>;

/** The loop of a worker that has lost its engine may not notice that it is closed; it has nothing in hand then. */
const RUN_ENDS_WITHIN_MS = 1_000;

export interface StageWorkerOptions {
  /** Jobs in hand at the same time. */
  readonly concurrency: number;
  readonly onTrouble: OnTrouble;
  /** Where the worker is entered while it takes jobs. */
  readonly roll?: WorkerRoll;
  /** Hears each verdict, for the log and the metrics. */
  readonly onVerdict?: (job: DocumentJob, verdict: Verdict, tookMs: number) => void;
}

/**
 * Base of every room's worker. The three kinds of error end here:
 * rooms have already written what concerns one document into its row, so `later` and TryLater delay the job,
 * and anything else thrown is a fault of the surroundings that the queue retries with backoff; should it give up, the reconciler adds the job again.
 */
export class StageWorker {
  private readonly opened: ReturnType<typeof openWorker>;
  private running: Promise<void> | null = null;
  private readonly inHand = new Set<Promise<Verdict>>();

  constructor(
    config: QueueConfig,
    private readonly stage: StageContract,
    private readonly handler: Handler,
    private readonly options: StageWorkerOptions,
  ) {
    this.opened = openWorker(
      config,
      stage.queue,
      (job, token) => this.process(job, token),
      {
        concurrency: options.concurrency,
        lockDuration: stage.leaseMs,
        stalledInterval: 5_000,
        // A stalled job is no verdict on its document: crashes are counted in the row.
        maxStalledCount: 1_000,
        drainDelay: 5,
        name: `${stage.room}-${process.pid}`,
      },
      options.onTrouble,
    );
  }

  async start(): Promise<void> {
    await this.opened.worker.waitUntilReady();
    this.running = this.opened.worker.run().catch(this.options.onTrouble);
    this.options.roll?.enter(this.stage.room);
  }

  /** Takes no new job and resolves when those in hand are through. */
  async close(): Promise<void> {
    await this.opened.close();
    // Without its engine the worker lets go of jobs whose work goes on.
    await Promise.allSettled(this.inHand);
    await Promise.race([this.running, sleep(RUN_ENDS_WITHIN_MS, undefined, { ref: false })]);
    if (this.running) this.options.roll?.leave(this.stage.room);
    this.running = null;
  }

  private async process(arrived: ArrivedJob, token: string | undefined): Promise<void> {
    const payload = this.stage.payload.safeParse(arrived.data);
    // A message this version cannot read is dropped: if its document still waits, the reconciler writes a new one.
    if (!payload.success) return;
    const startedAt = performance.now();
    const work = this.verdictOn(payload.data);
    this.inHand.add(work);
    const verdict = await work.finally(() => this.inHand.delete(work));
    this.options.onVerdict?.(payload.data, verdict, performance.now() - startedAt);
    if (verdict.kind === 'later') {
      await arrived.moveToDelayed(Date.now() + verdict.delayMs, token);
      throw new DelayedError();
    }
  }

  private async verdictOn(job: DocumentJob): Promise<Verdict> {
    try {
      return await this.handler(job);
    } catch (error) {
      if (error instanceof TryLater) return { kind: 'later', delayMs: error.delayMs, reason: error.message };
      throw error;
    }
  }
}
