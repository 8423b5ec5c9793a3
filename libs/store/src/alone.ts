import type { Database } from './database.js';

/** Another process is at the same work. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';

  constructor(work: string) {
    super(
      `Another process is at ${work} on this archive. Wait until it has ended; when it is dead, its connection to the database ends soon.`,
    );
  }
}

/** The first number of our advisory locks for works of a name; the second follows from the name. */
const LOCKS = 7_281_551;

/** A lock of a session: it goes with the connection it was taken on, which is kept for nothing else. */
export async function alone<Result>({ dataSource }: Database, name: string, work: () => Promise<Result>): Promise<Result> {
  const runner = dataSource.createQueryRunner();
  try {
    const [{ taken }]: [{ taken: boolean }] = await runner.query('select pg_try_advisory_lock($1, hashtext($2)) as taken', [LOCKS, name]);
    if (!taken) throw new AlreadyRunning(name);
    try {
      return await work();
    } finally {
      // A connection that broke holds nothing any more.
      await runner.query('select pg_advisory_unlock($1, hashtext($2))', [LOCKS, name]).catch(() => undefined);
    }
  } finally {
    await runner.release();
  }
}
