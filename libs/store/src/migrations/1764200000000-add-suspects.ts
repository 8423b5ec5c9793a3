import type { QueryRunner } from 'typeorm';
import type { TablesChange } from './tables-change.js';

/** Tells documents that were in hand when a process died from those that crashed a thread, whose guilt is certain. */
export class AddSuspects1764200000000 implements TablesChange {
  readonly loses = 'which documents were only in hand when a process died: each such death counts as a crash of theirs';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "documents" ADD "suspect" boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "documents" DROP COLUMN "suspect"');
  }
}
