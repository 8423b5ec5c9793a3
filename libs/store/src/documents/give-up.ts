import type { Database } from '../database.js';
import { sql } from '../rows.js';
import { storable, within } from '../storable.js';
import { type Claim, CRASH_GROUP, MOST_CRASHES } from './claim.js';

export type Fate = 'retry' | 'dead';

/** Gives the document back as if it had not been taken: the lease goes and the attempt is not counted. It waits so many ms for its next time. */
export async function release(database: Database, claim: Claim, retryInMs = 0): Promise<void> {
  await database.rows(
    `update documents set attempts = greatest(attempts - 1, 0), ${sql.dropLease}, updated_at = now(),
       not_before = case when $4::int > 0 then now() + $4::int * interval '1 ms' else not_before end
     where ${HELD}`,
    [...fence(claim), within(0, retryInMs, 86_400_000)],
  );
}

/** The work failed. It is tried again after the delay, or becomes a dead letter once the stage's attempts are used up. */
export function fault(database: Database, claim: Claim, error: { readonly message: string }, retryInMs: number): Promise<Fate> {
  return setBack(database, claim, {
    step: 'retry',
    message: error.message,
    group: `fault-${claim.stage.room}`,
    retryInMs,
    hopeless: `attempts >= ${claim.stage.retry.attempts}`,
    crash: 0,
  });
}

/** The worker that had the document died, and the process lived. The third time makes a dead letter. */
export function crashed(database: Database, claim: Claim, error: { readonly message: string }): Promise<Fate> {
  return setBack(database, claim, {
    step: 'crashed',
    message: error.message,
    group: CRASH_GROUP,
    retryInMs: claim.stage.retry.firstDelayMs,
    hopeless: `crashes + 1 >= ${MOST_CRASHES}`,
    crash: 1,
  });
}

/** Trying again makes no sense: a dead letter now. */
export async function bury(database: Database, claim: Claim, error: { readonly code: string; readonly message: string }): Promise<void> {
  await setBack(database, claim, {
    step: 'retry',
    message: error.message,
    group: error.code,
    retryInMs: claim.stage.retry.maxDelayMs,
    hopeless: 'true',
    crash: 0,
  });
}

interface Setback {
  readonly step: 'retry' | 'crashed';
  readonly message: string;
  readonly group: string;
  readonly retryInMs: number;
  /** SQL over the document's row: whether this was the last time. */
  readonly hopeless: string;
  readonly crash: 0 | 1;
}

const HELD = 'id = $1 and lease_token = $2 and revision = $3';
const fence = ({ documentId, token, revision }: Claim) => [documentId, token, revision];

/** A withdrawn document never becomes a dead letter: its way out of index and log is tried until it succeeds. Does nothing for a lost claim. */
async function setBack(database: Database, claim: Claim, setback: Setback): Promise<Fate> {
  const [row] = await database.rows<{ dead: boolean }>(setBackSql(setback), [
    ...fence(claim),
    storable(setback.message),
    storable(setback.group),
    within(0, setback.retryInMs, 86_400_000),
  ]);
  if (row && !row.dead) database.signals.notify('outbox');
  return row?.dead ? 'dead' : 'retry';
}

const setBackSql = ({ step, hopeless, crash }: Setback) => `
  with held as (
    select *, state = 'active' and ${hopeless} as hopeless from documents where ${HELD} for no key update
  ),
  moved as (
    update documents d set state = case when h.hopeless then 'dead' else d.state end,
      reason = case when h.hopeless then $4 else d.reason end, crashes = d.crashes + ${crash},
      not_before = now() + $6::int * interval '1 ms', ${sql.dropLease}, updated_at = now()
    from held h where d.id = h.id
    returning d.*, h.hopeless
  ),
  wake as (
    insert into outbox (room, document_id, revision, due_at)
    select ${sql.room('stage')}, id, revision, not_before from moved where not hopeless
  ),
  fallen as (
    select id, revision, stage, attempts, $5::text as error_group, $4::text as message from moved where hopeless
  ),
  ${sql.letters(
    'fallen',
    `select id, revision, '${step}' as step, attempts, $4::text as reason from moved where not hopeless or '${step}' = 'crashed'`,
  )}
  select hopeless as dead from moved`;
