import { stages } from '#stages';
import type { Database } from '../database.js';
import { RUN_LEASE } from '../reparses/holding.js';
import { sql } from '../rows.js';

/** Two statements that begin at the same moment may see clocks that are apart by less than this. */
const APART = `interval '1 second'`;
const milliseconds = (each: readonly number[]): string => `interval '${Math.max(...each)} ms'`;
const LONGEST_LEASE = milliseconds(stages.map(({ leaseMs }) => leaseMs));
const LONGEST_STAY = milliseconds(stages.map(({ stuckAfterMs }) => stuckAfterMs));

/**
 * The database's clock decides when a hold runs out and when a document's next time has come. When it was set back, what had been written before would hold and wait
 * until it is there again. Rows that were written in what is the future now are brought back: their next time comes nearer by the difference, holds end within
 * one lease, which whoever is at work prolongs, and the reconciler sees to them at once. A clock that is set forward makes everything merely early.
 */
export async function bringBack(database: Database): Promise<void> {
  await database.rows(BRING_BACK);
}

const BRING_BACK = `
  with ahead as (
    select id, updated_at - now() as step from documents d
    where d.stage <> 'announced' and ${sql.workable('d')} and d.updated_at > now() + ${APART}
    order by id for no key update skip locked
  ),
  back as (
    update documents d set updated_at = now() - ${LONGEST_STAY}, stage_since = least(d.stage_since, now() - ${LONGEST_STAY}),
      not_before = d.not_before - a.step, lease_until = case when d.lease_until is null then null else now() + ${LONGEST_LEASE} end
    from ahead a where d.id = a.id
    returning d.id, d.not_before
  ),
  woken as (
    update outbox o set taken_until = null, due_at = least(o.due_at, coalesce(b.not_before, now())) from back b where o.document_id = b.id
  )
  update reparses set lease_until = now() + ${RUN_LEASE} where lease_until > now() + ${RUN_LEASE}`;
