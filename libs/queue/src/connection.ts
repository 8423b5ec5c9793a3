import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresBackend, type JobsOptions, Queue, Worker, type WorkerOptions, withBackend } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import { TryLater } from '#domain';
import type { DocumentJob } from '#stages';
import { connectRedis, keyPrefix, type RedisTarget } from './redis-target.js';

const OnPostgres = withBackend(createPostgresBackend);

/** Which engine holds the jobs: Redis when there is one, else the database that also holds the rows. */
export type QueueConfig = { readonly kind: 'postgres'; readonly url: string } | ({ readonly kind: 'redis' } & RedisTarget);

/** What both of BullMQ's backends can do and the archive needs. */
export interface JobQueue {
  addBulk(jobs: { name: string; data: DocumentJob; opts?: JobsOptions }[]): Promise<unknown>;
  getJob(id: string): Promise<{ getState(): Promise<string> } | undefined>;
  /** 0 when a worker has it in hand. */
  remove(id: string): Promise<number>;
  getJobCounts(...types: ('waiting' | 'prioritized' | 'delayed' | 'active')[]): Promise<Record<string, number>>;
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

/** A Redis that takes a command and says nothing, as behind a half-open connection, counts as away after this, in ms. */
const ANSWER_WITHIN_MS = 5_000;

/** A lost connection fails an `add` at once, so that the outbox waits instead of the caller. */
const producerRedis = (target: RedisTarget) =>
  connectRedis(target, { maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: ANSWER_WITHIN_MS });
/** Workers block on Redis for as long as it takes. */
const workerRedis = (target: RedisTarget) => connectRedis(target, { maxRetriesPerRequest: null });

export interface OpenedQueue {
  readonly queue: JobQueue;
  /** Resolves when the engine answers and can be worked with. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Opens one queue; the caller closes it. `onTrouble` hears of lost connections, which mend themselves. */
export function openQueue(config: QueueConfig, name: string, onTrouble: OnTrouble): OpenedQueue {
  if (config.kind === 'postgres') {
    const queue = new OnPostgres.Queue(name, { connection: postgres(config.url) });
    queue.on('error', onTrouble);
    return { queue, ping: async () => void (await queue.getJobCounts('delayed')), close: () => queue.close() };
  }
  const redis = producerRedis(config);
  redis.on('error', onTrouble);
  const queue = new Queue(name, { connection: redis, prefix: keyPrefix(config) });
  queue.on('error', onTrouble);
  const close = async () => {
    await queue.close();
    redis.disconnect();
  };
  return { queue, ping: () => tryRedis(redis, config), close };
}

/** A server that can only be read answers, and yet no job can be added; so something is written. It goes by itself after so many seconds. */
const TRIED_FOR_S = 60;

async function tryRedis(redis: Redis | Cluster, target: RedisTarget): Promise<void> {
  try {
    checkInfo(String(await redis.info()));
    await redis.set(`${keyPrefix(target)}:tried`, '1', 'EX', TRIED_FOR_S);
  } catch (error) {
    throw redisTrouble(error);
  }
}

/** How long a worker without a connection is waited for when it closes, in ms. */
const LEAVE_AFTER_MS = 1_000;

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
  const redis = workerRedis(config);
  redis.on('error', onTrouble);
  const worker = new Worker(name, processor, { ...options, connection: redis, prefix: keyPrefix(config), autorun: false });
  worker.on('error', onTrouble);
  const close = async (force?: boolean) => {
    const closed = worker.close(force).then(
      () => true,
      () => true,
    );
    // Closing waits for Redis, and without Redis for ever; jobs are wake-ups, so nothing is lost by leaving.
    while (!(await Promise.race([closed, sleep(LEAVE_AFTER_MS, false, { ref: false })]))) {
      if (redis.status === 'ready') continue;
      worker.close(true).catch(onTrouble);
      break;
    }
    redis.disconnect();
  };
  return { worker, close };
}

const LEAST_REDIS = 7;

/**
 * Looks whether this Redis is fit for queues. @throws TryLater while it cannot be reached; Error with the remedy when it may throw jobs away
 * when memory runs out, is too old, or refuses us.
 */
export function checkRedis(target: RedisTarget): Promise<void> {
  return onRedis(target, async (redis) => checkInfo(String(await redis.info())));
}

/**
 * Says whose the keys are. A Redis that has forgotten it is told again at the next start. @throws TryLater while it cannot be reached; Error with the
 * remedy when they are those of another archive: each would do away with the other's jobs.
 */
export function claimRedis(target: RedisTarget, archiveId: string): Promise<void> {
  const key = `${keyPrefix(target)}:archive`;
  return onRedis(target, async (redis) => {
    // Asked first: a Redis that is full can be read all the same.
    const owner = (await redis.get(key)) ?? (await redis.set(key, archiveId, 'NX', 'GET'));
    if (owner === null || owner === archiveId) return;
    throw new UnfitRedis(
      `another archive, with another DATABASE_URL, has its queues under the prefix "${target.prefix}" here; set REDIS_PREFIX to a word of its own, or, when that archive is no more, delete the key ${key} (redis-cli del)`,
    );
  });
}

async function onRedis<Result>(target: RedisTarget, work: (redis: Redis | Cluster) => Promise<Result>): Promise<Result> {
  const redis = connectRedis(target, {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    retryStrategy: () => null,
    commandTimeout: ANSWER_WITHIN_MS,
  });
  let trouble: Error | null = null;
  redis.on('error', (error) => {
    trouble = error;
  });
  try {
    await Promise.race([redis.connect(), silence()]);
    return await work(redis);
  } catch (error) {
    // A rejected connect says only that the connection is closed; the event before it says why.
    throw redisTrouble(trouble ?? error);
  } finally {
    redis.disconnect();
  }
}

/** A cluster whose nodes give themselves an address that leads nowhere never comes to an end. */
async function silence(): Promise<never> {
  await sleep(2 * ANSWER_WITHIN_MS, undefined, { ref: false });
  throw new Error('no connection in time; of a cluster, check the addresses that its nodes announce');
}

function checkInfo(info: string): void {
  const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1];
  if (policy && policy !== 'noeviction') {
    throw new UnfitRedis(`it evicts keys (maxmemory-policy ${policy}); set it to noeviction, for evicted jobs are lost jobs`);
  }
  const version = /redis_version:(\S+)/.exec(info)?.[1];
  if (version && Number.parseInt(version, 10) < LEAST_REDIS) {
    throw new UnfitRedis(`version ${version} is too old; use Redis ${LEAST_REDIS} or newer`);
  }
}

/** Not possible to work with: a person has to change a setting or the server. */
class UnfitRedis extends Error {
  override readonly name = 'UnfitRedis';

  constructor(what: string, options?: ErrorOptions) {
    super(`REDIS_URL: ${what}.`, options);
  }
}

const AGAIN_MS = 2_000;

function redisTrouble(error: unknown): Error {
  if (error instanceof UnfitRedis) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/^(NOAUTH|WRONGPASS|NOPERM|ERR (AUTH|Client sent AUTH|invalid password))/.test(message)) {
    return new UnfitRedis(`this Redis refuses us (${message}); write user and password into the URL, as in redis://:password@host:6379`, {
      cause: error,
    });
  }
  if (/certificate|self-signed|SSL routines|wrong version number/i.test(message)) {
    return new UnfitRedis(
      `no secure connection (${message}); set REDIS_CA to the certificate that signed the server's, or use redis:// where it has none`,
      {
        cause: error,
      },
    );
  }
  const full = FULL.find(([sign]) => sign.test(message));
  if (full) return new TryLater(AGAIN_MS, `Redis (REDIS_URL) ${full[1]}; until then work waits in the database`, { cause: error });
  return new TryLater(AGAIN_MS, `Redis (REDIS_URL) cannot be reached: ${message}`, { cause: error });
}

/** What Redis says when it answers and takes nothing, and what a person does about it. */
const FULL: readonly (readonly [RegExp, string])[] = [
  [/^OOM /, 'has no memory left: raise its maxmemory, or make room'],
  [/^MISCONF /, 'cannot write to its disk: make room there, or turn its snapshots off (save "")'],
  [/^READONLY /, 'is a replica, which can only be read: name the master'],
];
