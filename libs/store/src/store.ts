import { dataSourceFor, migrate } from './data-source.js';
import { Database } from './database.js';
import { DeadLetters } from './dead-letters.js';
import { Documents } from './documents/documents.js';
import { type EmbeddedEngine, startEngine } from './embedded/engine.js';
import { Upkeep } from './embedded/upkeep.js';
import { EventLog } from './event-log.js';
import { Markers } from './markers.js';
import { Outbox } from './outbox.js';
import { Signals } from './signals.js';
import { Sources } from './sources.js';
import { Speeches } from './speeches.js';

export type DatabaseConfig =
  | { readonly kind: 'embedded'; readonly dataDir: string }
  | { readonly kind: 'server'; readonly url: string; readonly poolSize?: number };

/** Units run one at a time in the embedded engine; a few connections let a short read pass between two longer works. */
const EMBEDDED_POOL = 4;
const SERVER_POOL = 10;

/** What holds the truth. Whoever opens it closes it. */
export class Store {
  readonly signals: Signals;
  readonly sources: Sources;
  readonly documents: Documents;
  readonly speeches: Speeches;
  readonly events: EventLog;
  readonly outbox: Outbox;
  readonly deadLetters: DeadLetters;
  readonly markers: Markers;
  private readonly upkeep: Upkeep | null;

  /** `connectionUrl` serves any PostgreSQL client in this process, BullMQ's among them. */
  constructor(
    private readonly database: Database,
    readonly connectionUrl: string,
    private readonly engine: EmbeddedEngine | null,
  ) {
    this.upkeep = engine && new Upkeep(database);
    this.upkeep?.start();
    this.signals = database.signals;
    this.sources = new Sources(database);
    this.documents = new Documents(database, this.sources);
    this.speeches = new Speeches(database);
    this.events = new EventLog(database);
    this.outbox = new Outbox(database);
    this.deadLetters = new DeadLetters(database);
    this.markers = new Markers(database);
  }

  /** Rejects when the embedded database has died; nothing but a new start helps then. Stays pending on a server. */
  get lost(): Promise<never> {
    return this.engine?.lost ?? new Promise<never>(() => undefined);
  }

  /** Resolves when the database answers. */
  async ping(): Promise<void> {
    const answer = this.database.rows('select 1');
    await (this.engine ? Promise.race([answer, this.engine.lost]) : answer);
  }

  /** Waits for statements in hand, then closes the connections and, when embedded, the database. */
  async close(): Promise<void> {
    await this.upkeep?.stop();
    await this.database.dataSource.destroy();
    await this.engine?.close();
  }
}

/**
 * Opens the database and brings its tables up to date. An embedded one is made on the first start, which takes seconds; the caller holds the
 * lock of its data directory. Rejects when a server cannot be reached.
 */
export async function openStore(config: DatabaseConfig): Promise<Store> {
  if (config.kind === 'server') return connect(config.url, config.poolSize ?? SERVER_POOL, null);
  const engine = await startEngine(config.dataDir);
  return connectEngine(engine);
}

/** A store on an engine that is up; closing the store closes the engine, also when the connection fails. */
export async function connectEngine(engine: EmbeddedEngine): Promise<Store> {
  try {
    return await connect(engine.url, EMBEDDED_POOL, engine);
  } catch (error) {
    await engine.close();
    throw error;
  }
}

async function connect(url: string, poolSize: number, engine: EmbeddedEngine | null): Promise<Store> {
  const dataSource = await dataSourceFor(url, poolSize).initialize();
  try {
    await migrate(dataSource);
    return new Store(new Database(dataSource, new Signals()), url, engine);
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}
