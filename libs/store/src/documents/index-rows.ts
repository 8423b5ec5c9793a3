import { announceStage } from '#stages';
import type { Database } from '../database.js';
import { type IndexedSpeech, indexedColumns, sql } from '../rows.js';
import type { Claim } from './claim.js';

interface SpeechVersion {
  readonly speechId: string;
  readonly version: number;
}

export interface ToIndex {
  readonly claim: Claim;
  readonly upsert: IndexedSpeech[];
  readonly withdraw: SpeechVersion[];
}

export interface ExpectedVersions {
  readonly present: SpeechVersion[];
  readonly absent: SpeechVersion[];
}

/** The versions the search index has to answer with for these documents, and those it must no longer answer with. */
export async function expectedVersions(database: Database, claims: readonly Claim[]): Promise<ExpectedVersions> {
  const rows = await database.rows<SpeechVersion & { withdrawn: boolean }>(
    `select id as "speechId", version, withdrawn from speeches where document_id = any ($1::uuid[])`,
    [claims.map(({ documentId }) => documentId)],
  );
  const versions = (withdrawn: boolean) =>
    rows.filter((row) => row.withdrawn === withdrawn).map(({ speechId, version }) => ({ speechId, version }));
  return { present: versions(false), absent: versions(true) };
}

/** Text of one part of what is to be indexed, in UTF-8 bytes: a batch of the longest documents does not stand in memory at once. */
const PART_BYTES = 8 * 1024 * 1024;

/**
 * What the search index has to hold, and no longer to hold, for these documents: all of it each time, for the index may have been lost. Comes in
 * parts of so much text, a longer document alone.
 */
export async function* toIndex(database: Database, claims: readonly Claim[], partBytes = PART_BYTES): AsyncGenerator<ToIndex[]> {
  for (const part of await inParts(database, claims, partBytes)) yield await readToIndex(database, part);
}

/** The database knows the length of a packed text without unpacking it. */
async function inParts(database: Database, claims: readonly Claim[], partBytes: number): Promise<Claim[][]> {
  const rows = await database.rows<{ documentId: string; bytes: number }>(
    `select document_id as "documentId", sum(octet_length(text))::bigint as bytes from speeches where document_id = any ($1::uuid[]) group by 1`,
    [claims.map(({ documentId }) => documentId)],
  );
  const bytesOf = new Map(rows.map(({ documentId, bytes }) => [documentId, bytes]));
  const parts: Claim[][] = [];
  let room = 0;
  for (const claim of claims) {
    const bytes = bytesOf.get(claim.documentId) ?? 0;
    const last = parts.at(-1);
    if (last && bytes <= room) {
      last.push(claim);
      room -= bytes;
    } else {
      parts.push([claim]);
      room = partBytes - bytes;
    }
  }
  return parts;
}

async function readToIndex(database: Database, claims: readonly Claim[]): Promise<ToIndex[]> {
  const rows = await database.rows<IndexedSpeech & { withdrawn: boolean }>(
    `select ${indexedColumns('s')}, s.withdrawn from speeches s where s.document_id = any ($1::uuid[]) order by s.document_id, s.ordinal, s.id`,
    [claims.map(({ documentId }) => documentId)],
  );
  const ofDocument = Map.groupBy(rows, ({ documentId }) => documentId);
  return claims.map((claim) => {
    const mine = ofDocument.get(claim.documentId) ?? [];
    return {
      claim,
      upsert: mine.filter(({ withdrawn }) => !withdrawn).map(({ withdrawn: _, ...speech }) => speech),
      withdraw: mine.filter(({ withdrawn }) => withdrawn).map(({ id, version }) => ({ speechId: id, version })),
    };
  });
}

/** One commit for all: those still held go on to the announcer. Answers with their ids. */
export async function saveIndexed(database: Database, claims: readonly Claim[], durationMs: number): Promise<string[]> {
  if (claims.length === 0) return [];
  const rows = await database.rows<{ id: string }>(SAVE, [...heldParameters(claims), Math.round(durationMs)]);
  database.signals.notify('outbox');
  return rows.map(({ id }) => id);
}

/** `$1` to `$3` of `heldBy`. */
export const heldParameters = (claims: readonly Claim[]): unknown[] => [
  claims.map(({ documentId }) => documentId),
  claims.map(({ token }) => token),
  claims.map(({ revision }) => revision),
];

/** The rows of the claims that still hold, locked, in one order for everybody. */
export const heldBy = (stage: string): string => `
  held as (
    select d.* from documents d
    join unnest($1::uuid[], $2::uuid[], $3::int[]) as c(id, token, revision) on d.id = c.id
    where d.lease_token = c.token and d.revision = c.revision and d.stage = '${stage}' and ${sql.workable('d')}
    order by d.id for no key update of d
  )`;

const SAVE = `
  with ${heldBy('parsed')},
  moved as (
    update documents d set stage = 'indexed', ${sql.dropLease}, ${sql.newStage} from held h where d.id = h.id returning d.id, d.revision
  ),
  line as (
    insert into timeline (document_id, revision, step, enters, wait_ms, duration_ms, attempt)
    select id, revision, 'indexed', 'indexed', ${sql.waitMs('held')}, $4::int, attempts from held
  ),
  wake as (
    insert into outbox (room, document_id, revision) select '${announceStage.room}', id, revision from moved
  )
  select id from moved`;
