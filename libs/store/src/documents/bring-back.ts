import { stages } from '#stages';
import type { Database } from './database.js';
import { RUN_LEASE } from './reparses/holding.js';
import { sql } from './rows.js';

/** The clocks of two machines run apart by less than this between two looks, in ms. */
const STEP_MS = 1_000;
const LONGEST_LEASE = `interval '${Math.max(...stages.map(({ leaseMs }) => leaseMs))} ms'`;

/**
 * The database's clock decides when a hold runs out and when a document's next time has come. When somebody sets it back, what was written before would hold
 * and wait until the clock is there again; when it is set forward, everything is merely early.
 */
export class Clock {
  private last: { readonly at: number; readonly seen: number } | null = null;

  constructor(private readonly database: Database) {}

  /** Asks the database for its time, and brings the rows back to it when it is earlier than it has to be. The first look always does: it may have been set back before. */
  async look(): Promise<void> {
    const [row] = await this.database.rows<{ at: number }>(`select (extract(epoch from clock_timestamp()) * 1000)::float8 as at`);
    const now = { at: row?.at ?? 0, seen: performance.now() };
    if (this.last === null || now.at - this.last.at < now.seen - this.last.seen - STEP_MS) await this.bringBack();
    this.last = now;
  }

  /**
   * Rows that were written in what is the future now: their times come nearer by the difference. Holds end within one lease; whoever is at work prolongs
   * its own.
   */
  async bringBack(): Promise<void> {
    await this.database.rows(BRING_BACK, [STEP_MS]);
    this.database.signals.notify('outbox');
  }
}

const BRING_BACK = `
  with ahead as (
    select id, updated_at - now() as step from documents
    where stage <> 'announced' and ${sql.workable('documents')} and updated_at > now() + $1::int * interval '1 ms'
    order by id for no key update skip locked
  ),
  documents_back as (
    update documents d set updated_at = now(), stage_since = least(d.stage_since, now()), not_before = d.not_before - a.step,
      lease_until = case when d.lease_until is null then null else now() + ${LONGEST_LEASE} end
    from ahead a where d.id = a.id
    returning d.id, d.not_before
  ),
  outbox_back as (
    update outbox o set taken_until = null, due_at = least(o.due_at, coalesce(b.not_before, now()))
    from documents_back b where o.document_id = b.id
  )
  update reparses set lease_until = now() + ${RUN_LEASE} where lease_until > now() + ${RUN_LEASE}`;
