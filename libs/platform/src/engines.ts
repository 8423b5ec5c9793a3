import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { type BlobStore, openFileBlobs } from '#blobs';
import { IndexKeeper, ParserPool } from '#pipeline';
import { checkRedis, Pauses, QueueBoard, type QueueConfig, Queues, Reconciler, Relay, WorkerRoll } from '#queue';
import { openElasticIndex, openEmbeddedIndex, type SearchIndex } from '#search';
import { type DataDirLock, lockDataDir, openStore, type Store } from '#store';
import type { Config } from './config.js';
import { troubleTeller } from './logging.js';

/** All engines of one process, opened in order and closed in reverse. */
export interface Engines {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: () => Date;
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly index: SearchIndex;
  readonly queueConfig: QueueConfig;
  readonly queues: Queues;
  /** Workers of this process. */
  readonly roll: WorkerRoll;
  readonly board: QueueBoard;
  readonly parserPool: ParserPool;
  /** Starts relay and reconciler, and keeps the index in line with the store in the background. */
  startKeeping(): void;
  close(): Promise<void>;
}

/** Opens what the settings name. Rejects with one sentence when an engine cannot be had; what was opened until then is closed. */
export async function openEngines(config: Config, log: Logger): Promise<Engines> {
  const opened: (() => Promise<void>)[] = [];
  const closeAll = async () => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    return await open(config, log, opened, closeAll);
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function open(config: Config, log: Logger, opened: (() => Promise<void>)[], close: () => Promise<void>): Promise<Engines> {
  const clock = () => new Date();
  const onTrouble = troubleTeller(log);
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const lock: DataDirLock = await lockDataDir(config.dataDir);
  opened.push(() => lock.release());
  if (config.redis) await checkRedis(config.redis.url);
  const store = await openStore(config.database);
  opened.push(() => store.close());
  const blobs = await openFileBlobs(join(config.dataDir, 'blobs'));
  opened.push(() => blobs.close());
  let keeper: IndexKeeper | null = null;
  const index = await openIndex(config.search, () => keeper?.nudge());
  opened.push(() => index.close());
  const queueConfig: QueueConfig = config.redis ? { kind: 'redis', ...config.redis } : { kind: 'postgres', url: store.connectionUrl };
  const roll = new WorkerRoll();
  const queues = new Queues(queueConfig, onTrouble, config.database.kind === 'embedded' && !config.redis ? roll : null);
  opened.push(() => queues.close());
  await queues.ready();
  const pauses = new Pauses(store.markers);
  if (config.database.kind === 'embedded') await takeOver(store, queues, pauses, log);
  const parserPool = new ParserPool(config.parser);
  opened.push(() => parserPool.close());
  const board = new QueueBoard((now) => store.documents.stageFigures(now), queues, pauses, clock);
  const relay = new Relay(store.outbox, queues, onTrouble);
  const reconciler = new Reconciler(store.documents, queues, clock, onTrouble);
  const startKeeping = () => {
    const unlisten = store.signals.on('outbox', () => relay.nudge());
    relay.start();
    reconciler.start();
    keeper = keeperOf(store, index, log);
    keeper.start();
    opened.push(async () => {
      unlisten();
      await Promise.all([relay.stop(), reconciler.stop(), keeper?.stop()]);
    });
  };
  return { config, log, clock, store, blobs, index, queueConfig, queues, roll, board, parserPool, startKeeping, close };
}

async function openIndex(config: Config['search'], onEmpty: () => void): Promise<SearchIndex> {
  if (config.kind === 'embedded') return openEmbeddedIndex({ dataDir: config.dataDir, onEmpty });
  const { nodes, apiKey, caFile, prefix } = config;
  const ca = caFile === null ? null : await readFile(caFile, 'utf8');
  return openElasticIndex({ nodes, apiKey, ca, prefix, onEmpty });
}

/** The embedded database has one process at a time: what is leased or queued belongs to a dead one, and the rows know what is to be done. */
async function takeOver(store: Store, queues: Queues, pauses: Pauses, log: Logger): Promise<void> {
  await queues.forgetAll(await pauses.wished());
  await store.reparses.releaseAbandoned();
  const resumed = await store.documents.releaseAbandoned();
  if (resumed > 0) log.info({ documents: resumed }, `Going on with ${resumed} unfinished documents`);
}

function keeperOf({ speeches }: Store, index: SearchIndex, log: Logger): IndexKeeper {
  return new IndexKeeper(
    { speeches, index },
    (differences) => log.info(differences, 'The search index was brought in line with the database'),
    (error) => log.error({ err: error }, 'The search index could not be compared with the database; it is tried again'),
  );
}
