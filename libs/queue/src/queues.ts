import { setTimeout as sleep } from 'node:timers/promises';
import { TryLater } from '#domain';
import { type DocumentJob, type RoomName, type StageContract, stages } from '#stages';
import { type JobQueue, type OnTrouble, openQueue, type QueueConfig } from './connection.js';
import type { WorkerRoll } from './worker-roll.js';

const READY_WITHIN_MS = 10_000;
/** States of a job that a worker has or will be given as soon as one is free. */
const AT_WORK: ReadonlySet<string> = new Set(['waiting', 'prioritized', 'active']);

export interface JobToAdd {
  readonly stage: StageContract;
  readonly job: DocumentJob;
  readonly delayMs: number;
}

export interface QueueCounts {
  readonly delayed: number;
  readonly paused: boolean;
  readonly workers: number;
}

/**
 * The producing side of all stages' queues. Adding is idempotent while a job of the same id is kept; nothing in here is the truth:
 * finished and failed jobs are dropped at once, because the rows say what became of a document.
 */
export class Queues {
  private readonly opened: ReadonlyMap<RoomName, ReturnType<typeof openQueue>>;

  /** `roll` counts the workers where the engine cannot. */
  constructor(
    config: QueueConfig,
    onTrouble: OnTrouble,
    private readonly roll: WorkerRoll | null = null,
  ) {
    this.opened = new Map(stages.map((stage) => [stage.room, openQueue(config, stage.queue, onTrouble)]));
  }

  /** Resolves when all can be used. @throws TryLater when that takes too long; it may be asked again. */
  async ready(): Promise<void> {
    const late = sleep(READY_WITHIN_MS, 'late' as const, { ref: false });
    // One after the other: on PostgreSQL the first creates BullMQ's tables, the others find them.
    for (const { queue } of this.opened.values()) {
      if ((await Promise.race([queue.waitUntilReady(), late])) === 'late')
        throw new TryLater(READY_WITHIN_MS, 'The engine of the queues does not answer');
    }
  }

  /** Jobs of a room that wait or are in somebody's hands. */
  async jobs(room: RoomName): Promise<number> {
    return Object.values(await this.of(room).getJobCounts('waiting', 'prioritized', 'delayed', 'active')).reduce(
      (sum, count) => sum + count,
      0,
    );
  }

  /** Adds wake-ups; rejects when the engine is away, and then the caller keeps them. */
  async add(jobs: readonly JobToAdd[]): Promise<void> {
    for (const stage of stages) {
      const mine = jobs.filter((entry) => entry.stage.room === stage.room);
      if (mine.length > 0) await this.of(stage.room).addBulk(mine.map(toBulkJob));
    }
  }

  /**
   * Drops what the engine keeps under these ids and does not hand out, though its time has come: jobs that are in none of its lists, because it threw
   * a list away or ran out of memory in the middle of a command, and jobs that a clock which went wrong has put off. They would swallow
   * every new job of their id. Answers how many they were.
   */
  async dropIdle(jobs: readonly Pick<JobToAdd, 'stage' | 'job'>[]): Promise<number> {
    const dropped = await Promise.all(
      jobs.map(async ({ stage, job }) => {
        const [queue, id] = [this.of(stage.room), stage.jobId(job)];
        const kept = await queue.getJob(id);
        return kept !== undefined && !AT_WORK.has(await kept.getState()) && (await queue.remove(id)) > 0;
      }),
    );
    return dropped.filter(Boolean).length;
  }

  async counts(room: RoomName): Promise<QueueCounts> {
    const queue = this.of(room);
    const [{ delayed = 0 }, paused, workers] = await Promise.all([
      queue.getJobCounts('delayed'),
      queue.isPaused(),
      this.roll ? this.roll.count(room) : queue.getWorkersCount(),
    ]);
    return { delayed, paused, workers };
  }

  /** Resolves when the engine of the queues answers and takes jobs. @throws TryLater, with the remedy, when it does not. */
  async ping(): Promise<void> {
    const opened = this.opened.get('parser');
    if (opened) await worked(opened.ping());
  }

  isPaused(room: RoomName): Promise<boolean> {
    return this.of(room).isPaused();
  }

  /** @throws TryLater when the engine does not take it. */
  pause(room: RoomName): Promise<void> {
    return worked(this.of(room).pause());
  }

  /** @throws TryLater when the engine does not take it. */
  resume(room: RoomName): Promise<void> {
    return worked(this.of(room).resume());
  }

  /**
   * Drops every job, also those a dead process had in hand. For the start of a process that owns the queues alone: it adds them again from
   * the rows and need not wait for the locks of its dead predecessor to run out. Dropping pauses a queue for a moment, and a kill in that moment
   * leaves it so; hence the caller says what is to be paused afterwards.
   */
  async forgetAll(paused: ReadonlySet<RoomName>): Promise<void> {
    for (const [room, { queue }] of this.opened) {
      await queue.obliterate({ force: true });
      if (paused.has(room)) await queue.pause();
      else await queue.resume();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.opened.values()].map(({ close }) => close()));
  }

  private of(room: RoomName): JobQueue {
    const opened = this.opened.get(room);
    if (!opened) throw new Error(`No queue is open for the room ${room}`);
    return opened.queue;
  }
}

const NOT_YET_MS = 1_000;

/** Whatever the engine has against it passes by itself or by somebody's hand. */
async function worked(asked: Promise<void>): Promise<void> {
  try {
    await asked;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TryLater(NOT_YET_MS, `The engine of the queues cannot be worked with (${why})`, { cause });
  }
}

const toBulkJob = ({ stage, job, delayMs }: JobToAdd) => ({
  name: stage.room,
  data: job,
  opts: {
    jobId: stage.jobId(job),
    delay: delayMs,
    attempts: stage.retry.attempts,
    backoff: { type: 'exponential', delay: stage.retry.firstDelayMs },
    removeOnComplete: true,
    removeOnFail: true,
  },
});
