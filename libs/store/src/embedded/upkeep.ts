import type { Statements } from '../database.js';

/**
 * Does what a server's autovacuum does, which the embedded engine lacks: without it, rows that were rewritten many times (documents on their
 * way, the outbox, the queue's jobs) would fill the disk. One table at a time, so that others get their turn in between.
 */
export class Upkeep {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<number> | null = null;

  constructor(
    private readonly statements: Statements,
    private readonly everyMs = 60_000,
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      // What fails now is tried again next time.
      void this.run().then(
        () => this.timer && this.start(),
        () => this.timer && this.start(),
      );
    }, this.everyMs).unref();
  }

  /** Resolves when a run that is under way is through. */
  async stop(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    await this.running?.catch(() => 0);
  }

  /** Cleans every table that needs it. Answers how many did. */
  run(): Promise<number> {
    this.running = this.clean();
    return this.running;
  }

  private async clean(): Promise<number> {
    await this.statements.rows('select pg_stat_force_next_flush()');
    const tables = await this.statements.rows<{ name: string }>(NEEDY);
    for (const { name } of tables) await this.statements.rows(`vacuum (analyze) ${name}`);
    return tables.length;
  }
}

/** Many rows are dead or changed, in number and in proportion. */
const NEEDY = `
  select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
  where n_dead_tup > 500 + n_live_tup / 5 or n_mod_since_analyze > 500 + n_live_tup / 5
  order by n_dead_tup desc`;
