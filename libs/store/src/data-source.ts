import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { TryLater } from '#domain';
import { CaptureEntity } from './entities/capture.entity.js';
import { DeadLetterEntity } from './entities/dead-letter.entity.js';
import { DocumentEntity } from './entities/document.entity.js';
import { EventCounterEntity, EventEntity } from './entities/event.entity.js';
import { IdempotencyKeyEntity } from './entities/idempotency-key.entity.js';
import { MarkerEntity } from './entities/marker.entity.js';
import { OutboxEntity } from './entities/outbox.entity.js';
import { PageResultEntity } from './entities/page-result.entity.js';
import { ReparseEntity } from './entities/reparse.entity.js';
import { ReparseCandidateEntity } from './entities/reparse-candidate.entity.js';
import { SiteRuleEntity } from './entities/site-rule.entity.js';
import { SourceEntity } from './entities/source.entity.js';
import { SpeechEntity } from './entities/speech.entity.js';
import { TimelineEntity } from './entities/timeline.entity.js';
import { migrations } from './migrations/index.js';
import { UnfitDatabase } from './server-trouble.js';

/** Any process that starts migrations waits for this lock. */
const MIGRATION_LOCK = 7_281_550;

const INT8 = 20;
/** Counts stay far below 2^53, so a bigint is read as a number. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)),
};

export interface ConnectionBounds {
  /** Connections at most. */
  readonly poolSize: number;
  /** After this long the server gives a statement up, in ms; 0 for never. */
  readonly statementTimeoutMs: number;
  /** What the server shows of these connections. */
  readonly applicationName: string;
}

/** Nobody at the other end of a connection is noticed after this, in ms. */
const CONNECT_WITHIN_MS = 10_000;

/** A source that is not connected yet. Everything of ours lives in the schema `public`. */
export function dataSourceFor(url: string, { poolSize, statementTimeoutMs, applicationName }: ConnectionBounds): DataSource {
  return new DataSource({
    type: 'postgres',
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    poolSize,
    applicationName,
    // Given to the driver as it is: TypeORM's own reading of URLs knows no sockets and no parameters.
    extra: {
      connectionString: url,
      options: `-c search_path=public -c timezone=UTC -c statement_timeout=${statementTimeoutMs} -c lock_timeout=${statementTimeoutMs}`,
      types,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      keepAlive: true,
      // A server that is cut off without a word would otherwise hold its callers for ever.
      ...(statementTimeoutMs > 0 && { query_timeout: statementTimeoutMs + CONNECT_WITHIN_MS }),
    },
    entities: [
      SourceEntity,
      DocumentEntity,
      CaptureEntity,
      PageResultEntity,
      SpeechEntity,
      TimelineEntity,
      OutboxEntity,
      DeadLetterEntity,
      IdempotencyKeyEntity,
      EventEntity,
      EventCounterEntity,
      MarkerEntity,
      ReparseEntity,
      ReparseCandidateEntity,
      SiteRuleEntity,
    ],
    migrations: [...migrations],
    logging: false,
  });
}

const LEAST_SERVER = 15;

/** Names of the changes that were made to the tables, the newest first; null where there are none yet. */
export async function changesIn(dataSource: DataSource): Promise<string[] | null> {
  const [{ there }] = await dataSource.query<[{ there: boolean }]>(`select to_regclass('public.migrations') is not null as there`);
  if (!there) return null;
  const rows = await dataSource.query<{ name: string }[]>('select name from public.migrations order by id desc');
  return rows.map(({ name }) => name);
}

/** @throws UnfitDatabase when the server is too old, or its tables are of a newer Rostra. */
export async function checkServer(dataSource: DataSource): Promise<void> {
  const [{ version }] = await dataSource.query<[{ version: string }]>(`select current_setting('server_version') as version`);
  if (Number.parseInt(version, 10) < LEAST_SERVER) {
    throw new UnfitDatabase(`this PostgreSQL is version ${version}; use ${LEAST_SERVER} or newer`);
  }
  const known = migrations.map(({ name }) => name);
  const newer = (await changesIn(dataSource))?.find((name) => !known.includes(name));
  if (newer)
    throw new UnfitDatabase(
      `its tables were made by a newer Rostra (${newer}); run that version, let that version take them back first (rostra backout --to ${known.at(-1)}), or name another database`,
    );
}

/**
 * Brings up to date only tables that are not there at all: whoever looks at an archive must not change it, nor what apps of another version work on.
 * @throws UnfitDatabase when they are of an earlier Rostra.
 */
export async function migrateOnlyNew(dataSource: DataSource): Promise<void> {
  const changes = await changesIn(dataSource);
  if (changes === null) {
    await migrate(dataSource);
    return;
  }
  const lacking = migrations.find(({ name }) => !changes.includes(name));
  if (lacking)
    throw new UnfitDatabase(
      `its tables are of an earlier Rostra (they lack ${lacking.name}); start an app of this version, which brings them up to date, or use the command of that version`,
    );
}

const LOCK_WITHIN_MS = 10_000;
const ASK_AGAIN_MS = 100;

/** Asks again and again instead of waiting inside the database, where nothing but its answer ends a wait. @throws TryLater */
async function takeMigrationLock(runner: QueryRunner): Promise<void> {
  for (const deadline = performance.now() + LOCK_WITHIN_MS; ; await sleep(ASK_AGAIN_MS)) {
    const [{ taken }] = await runner.query('select pg_try_advisory_lock($1) as taken', [MIGRATION_LOCK]);
    if (taken) return;
    if (performance.now() > deadline) throw new TryLater(ASK_AGAIN_MS, 'Another process is bringing the tables in PostgreSQL up to date');
  }
}

/** Runs what is missing, in one transaction. Several processes may start at the same moment: one works, the others wait. */
export const migrate = (dataSource: DataSource): Promise<unknown> =>
  changingTables(dataSource, () => dataSource.runMigrations({ transaction: 'all' }));

/** Nobody else changes the tables meanwhile. @throws TryLater */
export async function changingTables<Result>(dataSource: DataSource, work: () => Promise<Result>): Promise<Result> {
  const runner = dataSource.createQueryRunner();
  try {
    await takeMigrationLock(runner);
    try {
      return await work();
    } finally {
      await runner.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    await runner.release();
  }
}
