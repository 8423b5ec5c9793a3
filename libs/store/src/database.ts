import { EventEmitter } from 'node:events';
import type { DataSource, QueryRunner } from 'typeorm';
import { isAbsent, runningTrouble } from './server-trouble.js';
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
      throw await afterTrouble(runner, error);
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
      throw await afterTrouble(runner, error);
    } finally {
      await runner.release();
    }
  }
}

/**
 * Leaves the connection fit for its next user, or takes it away. One that fell silent may still have a transaction open, and would swallow
 * what the next user commits: only closing it makes the server roll back. Answers what to throw.
 */
async function afterTrouble(runner: QueryRunner, error: unknown): Promise<unknown> {
  const trouble = runningTrouble(error);
  if (isAbsent(error)) discard(runner);
  else if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => discard(runner));
  return trouble;
}

/** The pool closes a connection that reports an error, and opens another when it needs one. */
function discard(runner: QueryRunner): void {
  // TypeORM has no word for it; asking it for the connection would make one where there is none.
  const connection: unknown = Reflect.get(runner, 'databaseConnection');
  if (!runner.isReleased && connection instanceof EventEmitter) connection.emit('error', new Error('the connection fell silent'));
}

async function rowsOf<Row>(runner: QueryRunner, sql: string, parameters: readonly unknown[]): Promise<Row[]> {
  const { records } = await runner.query(sql, [...parameters], true);
  return records;
}
