import type { DocumentRecord, DocumentState } from '#domain';
import type { DocumentJob, StageContract } from '#stages';
import type { Database } from '../database.js';
import { documentColumns, documentOf, sql } from '../rows.js';

/** The right to work on one revision at one stage. Whatever is saved with it changes nothing once somebody else holds the document. */
export interface Claim {
  readonly documentId: string;
  readonly revision: number;
  readonly token: string;
  readonly stage: StageContract;
  /** This one included. */
  readonly attempts: number;
  readonly crashes: number;
  /** Whether it was in hand when a process died. */
  readonly suspect: boolean;
  readonly document: DocumentRecord;
  readonly stateBefore: DocumentState;
  /** Name of the source the document counts to. */
  readonly source: string;
}

export interface Claimed {
  readonly claims: Claim[];
  readonly skipped: { readonly job: DocumentJob; readonly reason: SkipReason }[];
}

export type SkipReason = 'superseded' | 'already done' | 'withdrawn' | 'dead letter' | 'leased' | 'suspect';

export interface ClaimOptions {
  /** `leave` passes over documents that were in hand when a process died and names them as `suspect`; default `take`. */
  readonly suspects?: 'take' | 'leave';
}

/** A document with this many crashes is not tried again by itself. */
export const MOST_CRASHES = 3;
export const CRASH_GROUP = 'crashed-its-worker';
export const CRASH_MESSAGE = `Its worker died ${MOST_CRASHES} times while it had this document.`;
export const LOST_WORKER = 'The worker that had it did not come back.';

type Row = DocumentRecord & { ord: number; token: string | null; suspect: boolean; source: string; before: SkipReason };

/**
 * Takes what can be taken, in one commit. A lease that ran out in somebody's hands counts as a crash of the document; the third makes it
 * a dead letter. A document locked by another claim at this very moment counts as leased, or is waited for where it is the only one.
 */
export async function claim(
  database: Database,
  stage: StageContract,
  jobs: readonly DocumentJob[],
  worker: string,
  { suspects = 'take' }: ClaimOptions = {},
): Promise<Claimed> {
  const unique = newestOfEach(jobs);
  const [first] = unique;
  if (!first) return { claims: [], skipped: [] };
  const simple = unique.length === 1 ? await claimSimply(database, stage, first, worker) : null;
  if (simple) return { claims: [simple], skipped: [] };
  const rows = await database.rows<Row>(claimSql(suspects), [
    unique.map(({ documentId }) => documentId),
    unique.map(({ revision }) => revision),
    stage.takes,
    stage.leaseMs,
    worker,
    CRASH_GROUP,
    CRASH_MESSAGE,
    LOST_WORKER,
  ]);
  const claims: Claim[] = [];
  const skipped: Claimed['skipped'] = [];
  for (const row of rows) {
    const job = unique[row.ord - 1];
    if (!job) continue;
    if (row.token) claims.push(claimOf(row, row.token, stage));
    else skipped.push({ job, reason: row.before });
  }
  return { claims, skipped };
}

/**
 * Nearly every claim is of one document that nobody has lost: that needs none of what the whole statement is prepared for, and takes the database a
 * fifth of the time. Null when there is more to it.
 */
async function claimSimply(database: Database, stage: StageContract, job: DocumentJob, worker: string): Promise<Claim | null> {
  const [row] = await database.rows<Row>(CLAIM_SIMPLY, [job.documentId, job.revision, stage.takes, stage.leaseMs, worker]);
  return row?.token ? claimOf(row, row.token, stage) : null;
}

/** Of several jobs for one document the newest revision's: an older one that comes late must not hide it. */
function newestOfEach(jobs: readonly DocumentJob[]): DocumentJob[] {
  const inOrder = jobs.toSorted((a, b) => a.revision - b.revision);
  return [...new Map(inOrder.map((job) => [job.documentId, job])).values()];
}

/**
 * Prolongs claims by their stage's lease, in one statement. One that somebody else has taken over, or that is done, stays as it is; a row in the
 * middle of a commit is passed over, so that the two never wait for each other.
 */
export async function renew(database: Database, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return;
  await database.rows(
    `with held as (
       select d.id, c.lease_ms from documents d join unnest($1::uuid[], $2::uuid[], $3::int[]) as c(id, token, lease_ms)
         on d.id = c.id and d.lease_token = c.token
       order by d.id for no key update of d skip locked
     )
     update documents d set lease_until = now() + h.lease_ms * interval '1 ms' from held h where d.id = h.id`,
    [claims.map(({ documentId }) => documentId), claims.map(({ token }) => token), claims.map(({ stage }) => stage.leaseMs)],
  );
}

function claimOf(row: Row, token: string, stage: StageContract): Claim {
  const { id: documentId, revision, attempts, crashes, suspect, state: stateBefore, source } = row;
  return { documentId, revision, token, stage, attempts, crashes, suspect, document: documentOf(row), stateBefore, source };
}

const CLAIM_SIMPLY = `
  update documents d set lease_token = gen_random_uuid(), lease_until = now() + $4::int * interval '1 ms', lease_holder = $5,
    claimed_at = now(), attempts = d.attempts + 1, updated_at = now()
  from sources s
  where d.id = $1 and d.revision = $2 and d.stage = $3 and ${sql.workable('d')} and d.lease_token is null and not d.suspect and d.crashes = 0
    and s.id = d.source_id
  returning d.lease_token as token, d.suspect, s.name as source, ${documentColumns('d')}`;

const claimSql = (suspects: 'take' | 'leave') => `
  with wanted as (
    select * from unnest($1::uuid[], $2::int[]) with ordinality as w(id, revision, ord)
  ),
  held as (
    select d.id, d.lease_token is not null as lost, d.crashes + (d.lease_token is not null)::int as crashes,
      d.state = 'active' and d.crashes + (d.lease_token is not null)::int >= ${MOST_CRASHES} as hopeless
    from documents d
    where (d.id, d.revision) in (select id, revision from wanted) and d.stage = $3 and ${sql.workable('d')} and ${sql.free('d')}
      ${suspects === 'leave' ? 'and not d.suspect and d.lease_token is null' : ''}
    order by d.id for no key update skip locked
  ),
  fallen as (
    update documents d set state = 'dead', reason = $7, crashes = h.crashes, updated_at = now(), ${sql.dropLease}
    from held h where d.id = h.id and h.hopeless
    returning d.id, d.revision, d.stage, d.attempts, $6::text as error_group, $7::text as message
  ),
  taken as (
    update documents d set lease_token = gen_random_uuid(), lease_until = now() + $4::int * interval '1 ms', lease_holder = $5,
      claimed_at = now(), attempts = d.attempts + 1, crashes = h.crashes,
      suspect = d.suspect or h.lost, updated_at = now()
    from held h where d.id = h.id and not h.hopeless
    returning d.*
  ),
  ${sql.letters(
    'fallen',
    `select d.id, d.revision, 'crashed' as step, d.attempts, $8::text as reason from held h join documents d on d.id = h.id where h.lost`,
  )}
  select w.ord::int, t.lease_token as token, t.suspect, s.name as source, ${documentColumns('t')},
    case
      when b.id is null or b.revision <> w.revision then 'superseded'
      when b.state in ('dead', 'discarded') or f.id is not null then 'dead letter'
      when not ${sql.workable('b')} then 'withdrawn'
      when b.stage <> $3 then
        case when array_position(array['accepted', 'fetched', 'parsed', 'indexed', 'announced'], b.stage)
          > array_position(array['accepted', 'fetched', 'parsed', 'indexed', 'announced'], $3) then 'already done' else 'superseded' end
      when not ${sql.free('b')} then 'leased'
      when b.suspect or b.lease_token is not null then 'suspect'
      else 'leased'
    end as before
  from wanted w left join taken t on t.id = w.id left join fallen f on f.id = w.id
    left join documents b on b.id = w.id left join sources s on s.id = b.source_id
  order by w.ord`;
