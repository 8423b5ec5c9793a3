import type { Database } from './database.js';
import { storable } from './storable.js';

/** Small facts that outlive the process, such as "the samples were loaded". */
export class Markers {
  constructor(private readonly database: Database) {}

  async get(key: string): Promise<string | null> {
    const [row] = await this.database.rows<{ value: string }>('select value from markers where key = $1', [storable(key)]);
    return row?.value ?? null;
  }

  async set(key: string, value: string): Promise<void> {
    await this.database.rows('insert into markers (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value', [
      storable(key),
      storable(value),
    ]);
  }
}
