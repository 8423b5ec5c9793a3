import type { DocumentJob, StageContract } from '#stages';
import type { Database } from '../database.js';
import { sql } from '../rows.js';
import { CRASH_GROUP, CRASH_MESSAGE, LOST_WORKER, MOST_CRASHES } from './claim.js';

/** Documents nobody holds and nobody has touched for longer than the stage allows, the longest waiting first: their wake-up may be lost. */
export async function stuck(database: Database, stage: StageContract, now: Date, limit: number): Promise<DocumentJob[]> {
  return database.rows<DocumentJob>(
    `select d.id as "documentId", d.revision from documents d
     where d.stage = '${stage.takes}' and d.stage <> 'announced' and ${sql.workable('d')}
       and (d.lease_until is null or d.lease_until <= $1) and (d.not_before is null or d.not_before <= $1)
       and greatest(d.stage_since, d.updated_at, d.not_before, d.lease_until) <= $1::timestamptz - $2::int * interval '1 ms'
     order by d.stage_since limit $3`,
    [now, stage.stuckAfterMs, limit],
  );
}

/**
 * For a process that has just taken over the embedded database, alone: every lease belongs to a dead process and counts a crash of its document,
 * and every unfinished document gets its wake-up again, at the time its retry was due. Answers how many go on.
 */
export async function releaseAbandoned(database: Database): Promise<number> {
  const [row] = await database.rows<{ resumed: number }>(RELEASE, [CRASH_GROUP, CRASH_MESSAGE, LOST_WORKER]);
  database.signals.notify('outbox');
  return row?.resumed ?? 0;
}

const RELEASE = `
  with unfinished as (
    select d.*, d.lease_token is not null as lost,
      d.state = 'active' and d.lease_token is not null and d.crashes + 1 >= ${MOST_CRASHES} as hopeless
    from documents d where d.stage <> 'announced' and ${sql.workable('d')}
    for no key update
  ),
  freed as (
    update documents d set crashes = d.crashes + 1, state = case when u.hopeless then 'dead' else d.state end,
      reason = case when u.hopeless then $2 else d.reason end, ${sql.dropLease}, updated_at = now()
    from unfinished u where d.id = u.id and u.lost
  ),
  forgotten as (delete from outbox),
  woken as (
    insert into outbox (room, document_id, revision, due_at)
    select ${sql.room('stage')}, id, revision, coalesce(not_before, now()) from unfinished where not hopeless
    order by stage_since, id
    returning id
  ),
  fallen as (
    select id, revision, stage, attempts, $1::text as error_group, $2::text as message from unfinished where hopeless
  ),
  ${sql.letters('fallen', `select id, revision, 'crashed' as step, attempts, $3::text as reason from unfinished where lost`)}
  select count(*)::int as resumed from woken`;
