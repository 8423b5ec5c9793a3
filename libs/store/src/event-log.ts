import type { SpeechEvent } from '#domain';
import type { Database } from './database.js';
import { within } from './storable.js';

/** The append-only log. Numbers run 1, 2, 3 without gaps, and whoever sees a number can see all below it. */
export class EventLog {
  constructor(private readonly database: Database) {}

  /** Up to `limit` events (at most 1000) above the number, in order. What was said of a speech that is withdrawn now is left out of them. */
  async after(sequence: number, limit: number): Promise<SpeechEvent[]> {
    return this.database.rows(
      `select e.sequence, e.id, e.type, e.speech_id as "speechId", e.at,
         case when s.withdrawn and e.type <> 'rostra.speech.withdrawn' then e.data || '{"title": "", "headings": []}' else e.data end as data
       from events e join speeches s on s.id = e.speech_id where e.sequence > $1 order by e.sequence limit $2`,
      [within(0, sequence, Number.MAX_SAFE_INTEGER), within(1, limit, 1_000)],
    );
  }

  /** The highest number, or 0. */
  async last(): Promise<number> {
    const [row] = await this.database.rows<{ value: number }>('select value from event_counter where id = 1');
    return row?.value ?? 0;
  }
}
