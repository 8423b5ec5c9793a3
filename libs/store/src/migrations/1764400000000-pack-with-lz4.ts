import type { QueryRunner } from 'typeorm';
import type { TablesChange } from './tables-change.js';

const LONG = [
  ['speeches', ['text', 'blocks', 'outline']],
  ['page_results', ['result', 'removals']],
] as const;

/** LZ4 packs speeches nearly as small as PostgreSQL's own pglz in a fraction of its time; a server that was built without it stays as it is. */
export class PackWithLz41764400000000 implements TablesChange {
  readonly loses = null;

  async up(runner: QueryRunner): Promise<void> {
    const [known] = await runner.query(`SELECT 'lz4' = ANY (enumvals) AS lz4 FROM pg_settings WHERE name = 'default_toast_compression'`);
    if (known?.lz4) await pack(runner, 'lz4');
  }

  async down(runner: QueryRunner): Promise<void> {
    await pack(runner, 'default');
  }
}

/** For what is written from now on. */
async function pack(runner: QueryRunner, method: 'lz4' | 'default'): Promise<void> {
  for (const [table, columns] of LONG) {
    const parts = columns.map((column) => `ALTER COLUMN "${column}" SET COMPRESSION ${method}`);
    await runner.query(`ALTER TABLE "${table}" ${parts.join(', ')}`);
  }
}
