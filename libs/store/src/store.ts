import { randomUUID } from 'node:crypto';
import { alone } from './alone.js';
import { type ConnectionBounds, dataSourceFor, migrate, migrateOnlyNew } from './data-source.js';
import { APPLICATION, atTables, CONNECTED_APPS } from './at-tables.js';
import { Database } from './database.js';
import { DeadLetters } from './dead-letters.js';
import { Documents } from './documents/documents.js';
import { type EmbeddedEngine, startEngine } from './embedded/engine.js';
import { Upkeep } from './embedded/upkeep.js';
import { Examination } from './examination/examination.js';
import { EventLog } from './event-log.js';
import { ARCHIVE_ID, Markers } from './markers.js';
import { Outbox } from './outbox.js';
import { Reparses } from './reparses/reparses.js';
import { openingTrouble } from './server-trouble.js';
import { SiteRules } from './site-rules.js';
import { Signals } from './signals.js';
import { Sources } from './sources.js';
import { Speeches } from './speeches.js';
import { Tables } from './tables/tables.js';

export type DatabaseConfig =
  | { readonly kind: 'embedded'; readonly dataDir: string }
  | {
      readonly kind: 'server';
      readonly url: string;
      /** Connections of this process at most, default 10. */
      readonly poolSize?: number;
      /** After this long the server gives a statement up, in ms, default 30 s; building the tables may take longer. */
      readonly statementTimeoutMs?: number;
      /** Default `app`: counts among the running apps; `upkeep` looks after an archive beside them. */
      readonly role?: 'app' | 'upkeep';
    };

/** Units run one at a time in the embedded engine; a few connections let a short read pass between two longer works. */
const EMBEDDED_POOL = 4;
const SERVER_POOL = 10;
const STATEMENT_TIMEOUT_MS = 30_000;

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
  readonly siteRules: SiteRules;
  readonly reparses: Reparses;
  readonly examination: Examination;
  readonly tables: Tables;
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
    this.siteRules = new SiteRules(database);
    this.reparses = new Reparses(database, this.siteRules);
    this.examination = new Examination(database);
    this.tables = new Tables(database);
  }

  /** What tells this archive from every other; it goes where a dump of the database goes, also one that was made before archives had it. */
  async archiveId(): Promise<string> {
    return this.markers.once(ARCHIVE_ID, (await this.tables.identity()) ?? randomUUID());
  }

  /**
   * Does the work while no other process does work of this name. On a server the right to it ends with the connection, however the process ends;
   * the embedded database has one process anyway. @throws AlreadyRunning
   */
  alone<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    return this.engine ? work() : alone(this.database, name, work);
  }

  /** How many holds on documents or runs are alive: somebody works. Where they are embedded nobody can be, and they are what a dead process left. */
  async liveHolds(): Promise<number> {
    if (this.engine) return 0;
    const [row] = await this.database.rows<{ count: number }>(
      `select (select count(*) from documents where lease_until > now())::int + (select count(*) from reparses where lease_until > now())::int as count`,
    );
    return row?.count ?? 0;
  }

  /** How many connections apps hold to the database, those of this process left out when it has the role of upkeep; 0 when it is embedded. */
  async connectedApps(): Promise<number> {
    if (this.engine) return 0;
    const [row] = await this.database.rows<{ count: number }>(CONNECTED_APPS, [[APPLICATION.app]]);
    return row?.count ?? 0;
  }

  /** Rejects when the embedded database has died; nothing but a new start helps then. Stays pending on a server. */
  get lost(): Promise<never> {
    return this.engine?.lost ?? new Promise<never>(() => undefined);
  }

  /** Resolves when the database answers, and has not just refused a write for lack of room. */
  async ping(): Promise<void> {
    const answer = this.database.rows('select 1');
    await (this.engine ? Promise.race([answer, this.engine.lost]) : answer);
    this.database.noRoom.check();
  }

  /** Waits for statements in hand, then closes the connections and, when embedded, the database. */
  async close(): Promise<void> {
    await this.upkeep?.stop();
    await this.database.dataSource.destroy();
    await this.engine?.close();
  }
}

export interface OpenStoreOptions {
  /** `keep` refuses tables of an earlier Rostra instead of bringing them up to date; default `bring`. */
  readonly tables?: 'bring' | 'keep';
}

/**
 * Opens the database and brings its tables up to date. An embedded one is made on the first start, which takes seconds; the caller holds the
 * lock of its data directory. @throws TryLater while a server cannot be reached; UnfitDatabase when it refuses us, is too old, or holds the
 * tables of a newer Rostra, or of an earlier one that are to be kept.
 */
export async function openStore(config: DatabaseConfig, { tables = 'bring' }: OpenStoreOptions = {}): Promise<Store> {
  if (config.kind === 'server') {
    const { url, poolSize = SERVER_POOL, statementTimeoutMs = STATEMENT_TIMEOUT_MS, role = 'app' } = config;
    return connect(url, { poolSize, statementTimeoutMs, applicationName: APPLICATION[role] }, null, tables).catch((error: unknown) => {
      throw openingTrouble(error);
    });
  }
  const engine = await startEngine(config.dataDir);
  return connectEngine(engine, tables);
}

/** A store on an engine that is up; closing the store closes the engine, also when the connection fails. */
export async function connectEngine(engine: EmbeddedEngine, tables: 'bring' | 'keep' = 'bring'): Promise<Store> {
  try {
    return await connect(engine.url, { poolSize: EMBEDDED_POOL, statementTimeoutMs: 0, applicationName: APPLICATION.app }, engine, tables);
  } catch (error) {
    await engine.close();
    throw error;
  }
}

async function connect(url: string, bounds: ConnectionBounds, engine: EmbeddedEngine | null, tables: 'bring' | 'keep'): Promise<Store> {
  await atTables(url, tables === 'bring' ? migrate : migrateOnlyNew);
  const dataSource = await dataSourceFor(url, bounds).initialize();
  return new Store(new Database(dataSource, new Signals(), { keepsStatements: engine === null }), url, engine);
}
