import type { ReparseRecord } from '#domain';
import type { Database } from '../database.js';
import { RUN_COLUMNS, SUMMARY } from './report.js';

/** The right to work on the one run that has work. Saves check it; switches are fenced by the document as well. */
export interface HeldRun {
  readonly run: ReparseRecord;
  readonly token: string;
  /** Deaths of a process that held the run since the dry run last came on, or since it had the suspect in hand. */
  readonly crashes: number;
}

/** How long a process may hold a run without a word. */
export const RUN_LEASE = `interval '60 seconds'`;
const AT_WORK = `('comparing', 'applying', 'rollingBack')`;

/**
 * Takes the run that is at work, or holds on to it for another minute; null when there is none or another process has it. A lease that ran out
 * in somebody's hands counts as a crash of the run.
 */
export async function holdReparse(database: Database, token: string): Promise<HeldRun | null> {
  const [row] = await database.rows<ReparseRecord & { crashes: number }>(
    `update reparses r set lease_token = $1, lease_until = now() + ${RUN_LEASE},
       crashes = r.crashes + coalesce(r.lease_token <> $1, false)::int
     where r.state in ${AT_WORK} and (r.lease_token is null or r.lease_token = $1 or r.lease_until <= now())
     returning ${RUN_COLUMNS}, r.crashes`,
    [token],
  );
  if (!row) return null;
  const { crashes, ...run } = row;
  return { run, token, crashes };
}

/** This document is taken in hand alone. Answers how often a process has died since it was first. */
export async function suspectReparse(database: Database, { run, token }: HeldRun, documentId: string): Promise<number> {
  const [row] = await database.rows<{ crashes: number }>(
    `update reparses set suspect = $3, crashes = case when suspect = $3 then crashes else 0 end
     where id = $1 and lease_token = $2 returning crashes`,
    [run.id, token, documentId],
  );
  return row?.crashes ?? 0;
}

/** Lets go of it, for a process that ends in peace. */
export async function releaseReparse(database: Database, token: string): Promise<void> {
  await database.rows('update reparses set lease_token = null, lease_until = null where lease_token = $1', [token]);
}

/** Gives up a dry run that this server's parser cannot go on with. */
export async function abandonReparse(database: Database, { run, token }: HeldRun): Promise<void> {
  await database.rows(
    `update reparses r set state = 'closed', state_since = now(), lease_token = null, lease_until = null, summary = ${SUMMARY}
     where r.id = $1 and r.lease_token = $2 and r.state = 'comparing'`,
    [run.id, token],
  );
}

/** For a process that has just taken over the embedded database, alone: whoever held a run is dead. */
export async function releaseAbandonedReparse(database: Database): Promise<void> {
  await database.rows('update reparses set crashes = crashes + 1, lease_token = null, lease_until = null where lease_token is not null');
}
