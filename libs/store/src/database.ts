import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { RecentTrouble } from '#domain';
import { isAbsent, isFull, runningTrouble } from './server-trouble.js';
import type { Signals } from './signals.js';

/** One SQL statement after another, on a connection of the pool or inside a transaction. */
export interface Statements {
  /** Rows of a SELECT, or of what RETURNING names. */
  rows<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

export interface DatabaseOptions {
  /** Whether a connection is a session of its own on the server, which can keep statements under names. */
  readonly keepsStatements: boolean;
}

/** So many different texts are kept at most: those of the flow come first and again and again. */
const MOST_KEPT = 200;

/** The connections to the database and the nudges after commits; what the stores stand on. */
export class Database implements Statements {
  /** That a write found no room. */
  readonly noRoom = new RecentTrouble();
  private readonly names = new Map<string, string>();

  constructor(
    readonly dataSource: DataSource,
    readonly signals: Signals,
    private readonly options: DatabaseOptions,
  ) {}

  /** @throws TryLater while a server is away. */
  rows<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.connected((client) => this.rowsOf<Row>(client, sql, parameters));
  }

  /**
   * Commits when the work resolves and rolls back when it rejects. Keep it short: the embedded engine serves nobody else meanwhile.
   * @throws TryLater while a server is away; what was under way is then rolled back there.
   */
  transaction<Result>(work: (statements: Statements) => Promise<Result>): Promise<Result> {
    const inside = async (client: PoolClient) => {
      await client.query('begin');
      const result = await work({ rows: (sql, parameters = []) => this.rowsOf(client, sql, parameters) });
      await client.query('commit');
      return result;
    };
    return this.connected(inside, (client) => client.query('rollback'));
  }

  /**
   * Leaves the connection fit for its next user, or takes it away. One that fell silent may still have a transaction open, and would swallow
   * what the next user commits: only closing it makes the server roll back. `undo` is for work that failed while the server answers.
   */
  private async connected<Result>(
    work: (client: PoolClient) => Promise<Result>,
    undo: (client: PoolClient) => Promise<unknown> = async () => undefined,
  ): Promise<Result> {
    let client: PoolClient | null = null;
    let broken: Error | undefined;
    const onBroken = (error: Error) => {
      broken = error;
    };
    try {
      client = await poolOf(this.dataSource).connect();
      client.on('error', onBroken);
      return await work(client);
    } catch (error) {
      if (error instanceof Error && isAbsent(error)) broken ??= error;
      else if (client) await undo(client).catch(onBroken);
      const trouble = runningTrouble(error);
      if (isFull(error)) this.noRoom.met(trouble);
      throw trouble;
    } finally {
      client?.off('error', onBroken);
      client?.release(broken);
    }
  }

  private async rowsOf<Row>(client: PoolClient, sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    const name = this.nameOf(sql);
    const { rows } = await client.query({ text: sql, values: [...parameters], ...(name === null ? {} : { name }) });
    return rows;
  }

  /** A statement that is known by name is read and planned once for each connection. */
  private nameOf(sql: string): string | null {
    if (!this.options.keepsStatements) return null;
    const known = this.names.get(sql);
    if (known !== undefined) return known;
    if (this.names.size >= MOST_KEPT) return null;
    const name = `rostra_${this.names.size}`;
    this.names.set(sql, name);
    return name;
  }
}

/** TypeORM's own way to it makes and forgets five objects and two events for each statement. */
const poolOf = ({ driver }: DataSource): Pool => (driver as unknown as { readonly master: Pool }).master;
