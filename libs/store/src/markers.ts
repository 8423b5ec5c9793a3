import type { Database } from './database.js';
import { storable } from './storable.js';

/** What tells this archive from every other. */
export const ARCHIVE_ID = 'archive-id';

/** Small facts that outlive the process, such as "the samples were loaded". */
export class Markers {
  constructor(private readonly database: Database) {}

  async get(key: string): Promise<string | null> {
    const [row] = await this.database.rows<{ value: string }>('select value from markers where key = $1', [storable(key)]);
    return row?.value ?? null;
  }

  /** Sets it where it is not set yet, and answers what it is. */
  async once(key: string, value: string): Promise<string> {
    await this.database.rows('insert into markers (key, value) values ($1, $2) on conflict do nothing', [storable(key), storable(value)]);
    return (await this.get(key)) ?? value;
  }

  async set(key: string, value: string): Promise<void> {
    await this.database.rows('insert into markers (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value', [
      storable(key),
      storable(value),
    ]);
  }
}
