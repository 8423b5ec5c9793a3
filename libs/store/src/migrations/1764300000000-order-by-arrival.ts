import type { QueryRunner } from 'typeorm';
import type { TablesChange } from './tables-change.js';

/** The newest documents with speeches are on the front page; documents whose dead letter was dropped are a state of their own. */
export class OrderByArrival1764300000000 implements TablesChange {
  readonly loses = null;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX "documents_latest" ON "documents" ("created_at", "id") WHERE speech_count > 0');
    await runner.query(
      `UPDATE "documents" d SET "state" = 'discarded'
       WHERE d.state = 'dead' AND NOT EXISTS (SELECT FROM "dead_letters" l WHERE l.document_id = d.id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE "documents" SET "state" = 'dead' WHERE "state" = 'discarded'`);
    await runner.query('DROP INDEX "documents_latest"');
  }
}
