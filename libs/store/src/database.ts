import type { DataSource, QueryRunner } from 'typeorm';
import { runningTrouble } from './server-trouble.js';
import type { Signals } from './signals.js';

/** One SQL statement after another, on a connection of the pool or inside a transaction. */
export interface Statements {
  /** Rows of a SELECT, or of what RETURNING names. */
  rows<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** The connections to the database and the nudges after commits; what the stores stand on. */
export class Database implements Statements {
  constructor(
    readonly dataSource: DataSource,
    readonly signals: Signals,
  ) {}

  /** @throws TryLater while a server is away. */
  async rows<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const runner = this.dataSource.createQueryRunner();
    try {
      return await rowsOf<Row>(runner, sql, parameters);
    } catch (error) {
      throw runningTrouble(error);
    } finally {
      await runner.release();
    }
  }

  /**
   * Commits when the work resolves and rolls back when it rejects. Keep it short: the embedded engine serves nobody else meanwhile.
   * @throws TryLater while a server is away; what was under way is then rolled back there.
   */
  async transaction<Result>(work: (statements: Statements) => Promise<Result>): Promise<Result> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      const result = await work({ rows: (sql, parameters = []) => rowsOf(runner, sql, parameters) });
      await runner.commitTransaction();
      return result;
    } catch (error) {
      // A connection that broke has rolled back by itself, and says so again here.
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw runningTrouble(error);
    } finally {
      await runner.release();
    }
  }
}

async function rowsOf<Row>(runner: QueryRunner, sql: string, parameters: readonly unknown[]): Promise<Row[]> {
  const { records } = await runner.query(sql, [...parameters], true);
  return records;
}
