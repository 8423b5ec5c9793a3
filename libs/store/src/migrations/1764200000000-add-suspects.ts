import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tells documents that were in hand when a process died from those that crashed a thread, whose guilt is certain. */
export class AddSuspects1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "documents" ADD "suspect" boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "documents" DROP COLUMN "suspect"');
  }
}
