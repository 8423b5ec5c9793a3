import { createPostgresBackend, type JobsOptions, Queue, Worker, type WorkerOptions, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import type { DocumentJob } from '#stages';

const OnPostgres = withBackend(createPostgresBackend);

/** Which engine holds the jobs: Redis when there is one, else the database that also holds the rows. */
export type QueueConfig =
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'redis'; readonly url: string; readonly prefix: string };

/** What both of BullMQ's backends can do and the archive needs. */
export interface JobQueue {
  addBulk(jobs: { name: string; data: DocumentJob; opts?: JobsOptions }[]): Promise<unknown>;
  getJobCounts(...types: 'delayed'[]): Promise<Record<string, number>>;
  getWorkersCount(): Promise<number>;
  isPaused(): Promise<boolean>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  obliterate(options: { force: boolean }): Promise<void>;
  waitUntilReady(): Promise<unknown>;
}
export interface JobWorker {
  run(): Promise<void>;
  waitUntilReady(): Promise<unknown>;
}
/** The part of a BullMQ job that a processor touches. */
export interface ArrivedJob {
  readonly id?: string;
  readonly data: unknown;
  readonly attemptsMade: number;
  moveToDelayed(timestamp: number, token?: string): Promise<void>;
}
export type JobProcessor = (job: ArrivedJob, token: string | undefined, signal: AbortSignal | undefined) => Promise<void>;
export type OnTrouble = (error: Error) => void;

/** BullMQ's tables live in a schema of their own beside the archive's; four connections serve one queue or worker at this load. */
const postgres = (url: string) => ({ connectionString: url, schema: 'bullmq', migrate: true, max: 4 });

/** A lost connection fails an `add` at once, so that the outbox waits instead of the caller. */
const producerRedis = (url: string) => new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false, lazyConnect: false });
/** Workers block on Redis for as long as it takes. */
const workerRedis = (url: string) => new Redis(url, { maxRetriesPerRequest: null });

/** Opens one queue; the caller closes it. `onTrouble` hears of lost connections, which mend themselves. */
export function openQueue(config: QueueConfig, name: string, onTrouble: OnTrouble): { queue: JobQueue; close(): Promise<void> } {
  if (config.kind === 'postgres') {
    const queue = new OnPostgres.Queue(name, { connection: postgres(config.url) });
    queue.on('error', onTrouble);
    return { queue, close: () => queue.close() };
  }
  const redis = producerRedis(config.url);
  redis.on('error', onTrouble);
  const queue = new Queue(name, { connection: redis, prefix: config.prefix });
  queue.on('error', onTrouble);
  const close = async () => {
    await queue.close();
    redis.disconnect();
  };
  return { queue, close };
}

/** Opens one worker that waits for `run()`; the caller closes it. */
export function openWorker(
  config: QueueConfig,
  name: string,
  processor: JobProcessor,
  options: Omit<WorkerOptions, 'connection' | 'autorun'>,
  onTrouble: OnTrouble,
): { worker: JobWorker; close(force?: boolean): Promise<void> } {
  if (config.kind === 'postgres') {
    const worker = new OnPostgres.Worker(name, processor, { ...options, connection: postgres(config.url), autorun: false });
    worker.on('error', onTrouble);
    return { worker, close: (force) => worker.close(force) };
  }
  const redis = workerRedis(config.url);
  redis.on('error', onTrouble);
  const worker = new Worker(name, processor, { ...options, connection: redis, prefix: config.prefix, autorun: false });
  worker.on('error', onTrouble);
  const close = async (force?: boolean) => {
    await worker.close(force);
    redis.disconnect();
  };
  return { worker, close };
}

/** Refuses a Redis that may throw jobs away when memory runs out, or that is too old for BullMQ. */
export async function checkRedis(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1, retryStrategy: () => null });
  redis.on('error', () => {
    // the rejection of connect() below carries the same error to the caller
  });
  try {
    await redis.connect();
    const info = await redis.info();
    const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1];
    if (policy && policy !== 'noeviction') {
      throw new Error(
        `REDIS_URL: this Redis evicts keys (maxmemory-policy ${policy}); set it to noeviction, for evicted jobs are lost jobs.`,
      );
    }
    const version = /redis_version:(\d+)/.exec(info)?.[1];
    if (version && Number(version) < 6) throw new Error(`REDIS_URL: Redis ${version} is too old; use Redis 7 or newer.`);
  } finally {
    redis.disconnect();
  }
}
