import type { DocumentJob, RoomName } from '#stages';
import type { Database } from './database.js';
import { within } from './storable.js';

/** A wake-up that a commit left for the queue. */
export interface OutboxRow {
  readonly id: number;
  readonly room: RoomName;
  readonly job: DocumentJob;
  /** How long the job has still to wait, in ms. */
  readonly delayMs: number;
}

/** A relay that takes rows and dies gives them back after this time. */
const TAKEN_FOR = "interval '15 seconds'";

/** Rows are claimed by their state, never by "id greater than": a lower id that commits later is taken all the same. */
export class Outbox {
  constructor(private readonly database: Database) {}

  /** Takes up to `limit` rows that nobody else has. They come back unless they are reported as sent. */
  async take(limit: number): Promise<OutboxRow[]> {
    const rows = await this.database.rows<DocumentJob & { id: number; room: RoomName; delayMs: number }>(
      `with free as (
         select id from outbox where taken_until is null or taken_until <= now() order by id limit $1 for update skip locked
       ),
       taken as (
         update outbox o set taken_until = now() + ${TAKEN_FOR} from free where o.id = free.id returning o.*
       )
       select id, room, document_id as "documentId", revision,
         greatest(0, ceil(extract(epoch from due_at - now()) * 1000))::int as "delayMs"
       from taken order by id`,
      [within(1, limit, 10_000)],
    );
    return rows.map(({ id, room, documentId, revision, delayMs }) => ({ id, room, job: { documentId, revision }, delayMs }));
  }

  /** The queue has these. */
  async sent(ids: readonly (number | string)[]): Promise<void> {
    if (ids.length > 0) await this.database.rows('delete from outbox where id = any ($1::bigint[])', [ids]);
  }

  async pending(): Promise<number> {
    const [row] = await this.database.rows<{ count: number }>('select count(*)::int as count from outbox');
    return row?.count ?? 0;
  }
}
