import type { SpeechEvent } from '#domain';
import type { Database } from './database.js';
import { within } from './storable.js';

/** The append-only log. Numbers run 1, 2, 3 without gaps, and whoever sees a number can see all below it. */
export class EventLog {
  constructor(private readonly database: Database) {}

  /** Up to `limit` events (at most 1000) above the number, in order. */
  async after(sequence: number, limit: number): Promise<SpeechEvent[]> {
    return this.database.rows(
      'select sequence, id, type, speech_id as "speechId", at, data from events where sequence > $1 order by sequence limit $2',
      [within(0, sequence, Number.MAX_SAFE_INTEGER), within(1, limit, 1_000)],
    );
  }

  /** The highest number, or 0. */
  async last(): Promise<number> {
    const [row] = await this.database.rows<{ value: number }>('select value from event_counter where id = 1');
    return row?.value ?? 0;
  }
}
