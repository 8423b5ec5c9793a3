import type { DocumentJob, StageContract } from '#stages';
import type { Database } from '../database.js';
import { sql } from '../rows.js';
import { CRASH_GROUP, CRASH_MESSAGE, LOST_WORKER, MOST_CRASHES } from './claim.js';

/**
 * Documents nobody holds and nobody has touched for `forMs`, the longest waiting first, without the first `skip`: their wake-up may be lost. The database's clock decides,
 * as it does for leases.
 */
export async function stuck(database: Database, stage: StageContract, limit: number, skip: number, forMs: number): Promise<DocumentJob[]> {
  return database.rows<DocumentJob>(
    `select d.id as "documentId", d.revision from documents d
     where d.stage = '${stage.takes}' and d.stage <> 'announced' and ${sql.workable('d')}
       and greatest(d.stage_since, d.updated_at, d.not_before, d.lease_until) <= now() - $1::int * interval '1 ms'
     order by d.stage_since, d.id limit $2 offset $3`,
    [forMs, limit, skip],
  );
}

/**
 * For a process that has just taken over the embedded database, alone: every lease belongs to a dead process, and every unfinished document
 * gets its wake-up again, at the time its retry was due. What was in hand becomes suspect. The parser gives suspects a process of their own, so
 * the death of this one says nothing against its documents. The other rooms run suspects alone: there a document counts a crash when it was the
 * only one in hand. It waits longer each time: a process that is killed for other reasons soon after each start must not make dead letters of
 * innocent documents. Answers how many go on.
 */
export async function releaseAbandoned(database: Database): Promise<number> {
  const [row] = await database.rows<{ resumed: number }>(RELEASE, [CRASH_GROUP, CRASH_MESSAGE, LOST_WORKER]);
  database.signals.notify('outbox');
  return row?.resumed ?? 0;
}

/** 5 s after the first crash, a minute after the second; the parser need not wait. */
const AFTER_CRASH = "case when stage = 'fetched' then interval '0' else interval '5 seconds' * power(12, crashes) end";

/** Fetches run beside the other rooms' suspects, for they wait for the network; so each of the two groups has its own blame. */
const RELEASE = `
  with unfinished as (
    select d.*, d.lease_token is not null as lost from documents d where d.stage <> 'announced' and ${sql.workable('d')}
    for no key update
  ),
  blamed as (
    select id, revision, stage, attempts, state, stage_since, lost,
      case when lost then now() + ${AFTER_CRASH} else coalesce(not_before, now()) end as due,
      case when not lost or stage = 'fetched' then crashes
        when count(*) filter (where lost) over (partition by stage = 'accepted') = 1 then crashes + 1
        else greatest(crashes, 1) end as crashes
    from unfinished
  ),
  judged as (
    select *, lost and state = 'active' and crashes >= ${MOST_CRASHES} as hopeless from blamed
  ),
  freed as (
    update documents d set crashes = j.crashes, suspect = true, state = case when j.hopeless then 'dead' else d.state end,
      reason = case when j.hopeless then $2 else d.reason end, not_before = j.due, ${sql.dropLease}, updated_at = now()
    from judged j where d.id = j.id and j.lost
  ),
  forgotten as (delete from outbox),
  woken as (
    insert into outbox (room, document_id, revision, due_at)
    select ${sql.room('stage')}, id, revision, due from judged where not hopeless
    order by stage_since, id
    returning id
  ),
  fallen as (
    select id, revision, stage, attempts, $1::text as error_group, $2::text as message from judged where hopeless
  ),
  ${sql.letters('fallen', `select id, revision, 'crashed' as step, attempts, $3::text as reason from judged where lost`)}
  select count(*)::int as resumed from woken`;
