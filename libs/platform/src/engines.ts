import { constants } from 'node:fs';
import { access, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Logger } from 'pino';
import { type BlobStore, openFileBlobs, openS3Blobs } from '#blobs';
import { IndexKeeper, ParserPool } from '#pipeline';
import { checkRedis, claimRedis, Pauses, QueueBoard, type QueueConfig, Queues, Reconciler, Relay, WorkerRoll } from '#queue';
import { type ElasticOptions, openElasticIndex, openEmbeddedIndex, type SearchIndex } from '#search';
import { lockDataDir, openStore, type Store } from '#store';
import { type Config, usesDataDir } from './config.js';
import { troubleTeller } from './logging.js';
import { impatient, type Patience } from './waiting.js';

/** The engines that not every app uses; database and queues are everybody's. */
export type Need = 'blobs' | 'index' | 'parser';

/** All engines of one process, opened in order and closed in reverse. */
export interface Engines {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: () => Date;
  readonly store: Store;
  readonly needs: ReadonlySet<Need>;
  /** This and the next two throw in an app that does not name them among its needs. */
  readonly blobs: BlobStore;
  readonly index: SearchIndex;
  readonly parserPool: ParserPool;
  readonly queueConfig: QueueConfig;
  readonly queues: Queues;
  /** Workers of this process. */
  readonly roll: WorkerRoll;
  readonly board: QueueBoard;
  /** What answers whether it can be worked with, by name. */
  readonly answering: Readonly<Record<string, { ping(): Promise<void> }>>;
  /** Starts relay and reconciler; an app that `keepsIndex` also holds the index in line with the store, in the background. */
  startKeeping(keepsIndex: boolean): void;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Default all. */
  readonly needs?: readonly Need[];
  /** Default: the first failure is passed on. */
  readonly waiting?: Patience;
}

/**
 * Opens what the settings name. Waits for servers that do not answer yet; rejects with one sentence when an engine cannot be had at all. What was
 * opened until then is closed.
 */
export async function openEngines(config: Config, log: Logger, options: OpenOptions = {}): Promise<Engines> {
  const opening = new Opening(config, log, options);
  try {
    return await opening.open();
  } catch (error) {
    await opening.close();
    throw error;
  }
}

const ALL: readonly Need[] = ['blobs', 'index', 'parser'];

class Opening {
  private readonly opened: (() => Promise<void>)[] = [];
  private readonly needs: ReadonlySet<Need>;
  private readonly waiting: Patience;

  constructor(
    private readonly config: Config,
    private readonly log: Logger,
    { needs = ALL, waiting = impatient }: OpenOptions,
  ) {
    this.needs = new Set(needs);
    this.waiting = waiting;
  }

  async open(): Promise<Engines> {
    const { config, log, waiting } = this;
    const clock = () => new Date();
    const onTrouble = troubleTeller(log);
    if (usesDataDir(config)) await this.take(() => lockFolder(config.dataDir));
    const { redis } = config;
    const redisTarget = redis && { ...redis, ca: await certificate('REDIS_CA', redis.caFile) };
    if (redisTarget) await waiting.for('queues', () => checkRedis(redisTarget));
    const store = await this.take(() => waiting.for('database', () => openStore(config.database)));
    const archiveId = await waiting.for('database', () => store.archiveId());
    if (redisTarget) await waiting.for('queues', () => claimRedis(redisTarget, archiveId));
    const blobs = await this.needed('blobs', () => waiting.for('blobs', () => openBlobs(config.blobs)));
    const index = await this.needed('index', () => waiting.for('search', () => this.openIndex(archiveId)));
    const queueConfig: QueueConfig = redisTarget ? { kind: 'redis', ...redisTarget } : { kind: 'postgres', url: store.connectionUrl };
    const roll = new WorkerRoll();
    const queues = await this.take(
      async () => new Queues(queueConfig, onTrouble, config.database.kind === 'embedded' && !redis ? roll : null),
    );
    await waiting.for('queues', () => queues.ready());
    const pauses = new Pauses(store.markers);
    if (config.database.kind === 'embedded') await takeOver(store, queues, pauses, log);
    const parserPool = await this.needed('parser', async () => new ParserPool(config.parser));
    const board = new QueueBoard(() => store.documents.stageFigures(), queues, pauses);
    const relay = new Relay(store.outbox, queues, onTrouble);
    const reconciler = new Reconciler({ rows: store.documents, queues, pauses: redis && pauses }, onTrouble);
    const startKeeping = (keepsIndex: boolean) => {
      const unlisten = store.signals.on('outbox', () => relay.nudge());
      relay.start();
      reconciler.start();
      const keeper = keepsIndex ? keeperOf(store, need('index', index), log) : null;
      keeper?.start();
      this.opened.push(async () => {
        unlisten();
        await Promise.all([relay.stop(), reconciler.stop(), keeper?.stop()]);
      });
    };
    return {
      config,
      log,
      clock,
      store,
      needs: this.needs,
      get blobs() {
        return need('blobs', blobs);
      },
      get index() {
        return need('index', index);
      },
      get parserPool() {
        return need('parser', parserPool);
      },
      queueConfig,
      queues,
      roll,
      board,
      answering: { database: store, queues, ...(index && { search: index }), ...(blobs && { blobs }) },
      startKeeping,
      close: () => this.close(),
    };
  }

  async close(): Promise<void> {
    for (const close of this.opened.splice(0).reverse()) await close();
  }

  private async take<Opened extends { close(): Promise<void> }>(open: () => Promise<Opened>): Promise<Opened> {
    const engine = await open();
    this.opened.push(() => engine.close());
    return engine;
  }

  private async needed<Opened extends { close(): Promise<void> }>(name: Need, open: () => Promise<Opened>): Promise<Opened | null> {
    return this.needs.has(name) ? this.take(open) : null;
  }

  private async openIndex(archiveId: string): Promise<SearchIndex> {
    const { search } = this.config;
    if (search.kind === 'server') return openElasticIndex({ ...(await elasticOptions(search)), archiveId });
    return openEmbeddedIndex({
      dataDir: search.dataDir,
      onEmpty: (because) => {
        if (because !== 'new') this.log.warn(`The search index was ${because}; it is filled anew from the database`);
      },
    });
  }
}

/** What opening and rebuilding an index on Elasticsearch take. */
export async function elasticOptions({
  nodes,
  apiKey,
  caFile,
  prefix,
}: Extract<Config['search'], { kind: 'server' }>): Promise<ElasticOptions> {
  return { nodes, apiKey, ca: await certificate('ELASTICSEARCH_CA', caFile), prefix };
}

export async function lockFolder(dataDir: string): Promise<{ close(): Promise<void> }> {
  await makeFolder(dataDir);
  const lock = await lockDataDir(dataDir);
  return { close: () => lock.release() };
}

/** @throws BadFolder */
async function makeFolder(path: string): Promise<void> {
  try {
    await makeLevels(path);
    if (!(await stat(path)).isDirectory()) throw new Error('it is no folder');
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new BadFolder(path, cause);
  }
}

/** Level by level: told to make all at once, Node asks for ever where a folder says that it does not exist, as under /proc. */
async function makeLevels(path: string): Promise<void> {
  if (await stat(path).catch(() => null)) return;
  if (dirname(path) !== path) await makeLevels(dirname(path));
  await mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    // another process was first
    if (error.code !== 'EEXIST') throw error;
  });
}

class BadFolder extends Error {
  override readonly name = 'BadFolder';

  constructor(path: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`DATA_DIR: the folder ${path} cannot be used (${why}). Name a folder that this user may write.`, { cause });
  }
}

function need<Opened>(name: Need, engine: Opened | null): Opened {
  if (engine === null) throw new Error(`This app does not open the engine "${name}"; name it among its needs.`);
  return engine;
}

/** @throws Error that names the setting when the file cannot be read. */
async function certificate(setting: string, file: string | null): Promise<string | null> {
  if (file === null) return null;
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Error(`${setting}: the file ${file} cannot be read; name the certificate in PEM that signed the server's.`, { cause });
  }
}

export async function openBlobs(config: Config['blobs']): Promise<BlobStore> {
  if (config.kind === 'embedded') return openFileBlobs(join(config.dataDir, 'blobs'));
  const { place, region, caFile } = config;
  return openS3Blobs({ place, region, ca: await certificate('BLOBS_CA', caFile) });
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
    troubleTeller(log, 'The search index could not be compared with the database; it is tried again'),
  );
}
