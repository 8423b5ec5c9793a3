import pg from 'pg';
import { DataSource } from 'typeorm';
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
import { SourceEntity } from './entities/source.entity.js';
import { SpeechEntity } from './entities/speech.entity.js';
import { TimelineEntity } from './entities/timeline.entity.js';
import { CreateArchive1764000000000 } from './migrations/1764000000000-create-archive.js';
import { AddSuspects1764200000000 } from './migrations/1764200000000-add-suspects.js';
import { AddReparses1764250000000 } from './migrations/1764250000000-add-reparses.js';
import { OrderByArrival1764300000000 } from './migrations/1764300000000-order-by-arrival.js';

/** All migrations, in order. */
const migrations = [CreateArchive1764000000000, AddSuspects1764200000000, AddReparses1764250000000, OrderByArrival1764300000000];

/** Any process that starts migrations waits for this lock. */
const MIGRATION_LOCK = 7_281_550;

const INT8 = 20;
/** Counts stay far below 2^53, so a bigint is read as a number. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)),
};

/** A source that is not connected yet. `poolSize` connections at most; everything of ours lives in the schema `public`. */
export function dataSourceFor(url: string, poolSize: number): DataSource {
  return new DataSource({
    type: 'postgres',
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    poolSize,
    applicationName: 'rostra',
    // Given to the driver as it is: TypeORM's own reading of URLs knows no sockets and no parameters.
    extra: { connectionString: url, options: '-c search_path=public -c timezone=UTC', types },
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
    ],
    migrations,
    logging: false,
  });
}

/** Runs what is missing, in one transaction. Several processes may start at the same moment: one works, the others wait. */
export async function migrate(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await dataSource.runMigrations({ transaction: 'all' });
  } finally {
    await runner.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await runner.release();
  }
}
