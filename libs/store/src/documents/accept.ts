import type { DocumentRecord } from '#domain';
import { fetchStage, parseStage } from '#stages';
import type { Database, Statements } from '../database.js';
import { documentColumns, documentOf, sql } from '../rows.js';
import type { Sources } from '../sources.js';
import { storable, storableOrNull } from '../storable.js';
import { captureInsert, captureValues, keyHash, type NewCapture, sha256 } from './new-capture.js';

export interface UrlRequest {
  readonly source: string;
  readonly key: string;
  readonly url: string;
  readonly idempotencyKey?: string;
}

/**
 * `accepted`: new work begins. `unchanged`: the newest capture has the same bytes. `inProgress`: the URL is on its way already.
 * `withdrawn`: the document was taken out and stays out.
 */
export type AcceptOutcome = 'accepted' | 'unchanged' | 'withdrawn' | 'inProgress';

export interface Accepted {
  readonly document: DocumentRecord;
  readonly outcome: AcceptOutcome;
}

/** The same Idempotency-Key came with another request before. */
export class IdempotencyConflict extends Error {
  override readonly name = 'IdempotencyConflict';

  constructor() {
    super('This Idempotency-Key was used for another request; use a new key for new content.');
  }
}

/** The two ways of accepting: a key that is new takes one statement, a known one is locked and looked at. */
interface Ways {
  insert(statements: Statements): Promise<DocumentRecord | null>;
  again(statements: Statements): Promise<Accepted>;
}

type StoredDocument = DocumentRecord & { readonly sha256: string | null };

/** A capture was brought: one commit with its row, the document's next revision, the timeline and the parser's wake-up. */
export async function acceptCapture(database: Database, sources: Sources, capture: NewCapture): Promise<Accepted> {
  const { id: sourceId } = await sources.ensure(capture.source, 'push');
  const { source, key, url, fileName, contentType } = capture;
  return acceptOnce(database, capture.idempotencyKey, [source, key, url, fileName, contentType, capture.sha256], {
    insert: (statements) => insertCaptured(statements, sourceId, capture),
    again: (statements) => captureAgain(statements, capture),
  });
}

/** A URL is to be fetched: the document's row waits for the crawler. */
export async function acceptUrl(database: Database, sources: Sources, request: UrlRequest): Promise<Accepted> {
  const { id: sourceId } = await sources.ensure(request.source, 'url');
  const { source, key, url } = request;
  return acceptOnce(database, request.idempotencyKey, [source, key, url], {
    insert: (statements) => insertUrl(statements, sourceId, request),
    again: (statements) => fetchAgain(statements, request),
  });
}

async function acceptOnce(database: Database, key: string | undefined, request: readonly unknown[], ways: Ways): Promise<Accepted> {
  const accepted = key
    ? await database.transaction((statements) => acceptKeyed(statements, sha256(storable(key)), sha256(JSON.stringify(request)), ways))
    : ((await inserted(database, ways)) ?? (await database.transaction((statements) => ways.again(statements))));
  database.signals.notify('outbox');
  return accepted;
}

async function inserted(statements: Statements, { insert }: Ways): Promise<Accepted | null> {
  const document = await insert(statements);
  return document && { document, outcome: 'accepted' };
}

/** The same key and request get the first answer's outcome again; two at once wait for each other at the key's row. */
async function acceptKeyed(statements: Statements, keyed: string, requested: string, ways: Ways): Promise<Accepted> {
  const fresh = await statements.rows(
    'insert into idempotency_keys (key_hash, request_hash) values ($1, $2) on conflict (key_hash) do nothing returning key_hash',
    [keyed, requested],
  );
  if (fresh.length === 0) return answerAgain(statements, keyed, requested);
  const first = (await inserted(statements, ways)) ?? (await ways.again(statements));
  await statements.rows('update idempotency_keys set document_id = $2, outcome = $3 where key_hash = $1', [
    keyed,
    first.document.id,
    first.outcome,
  ]);
  return first;
}

async function answerAgain(statements: Statements, keyed: string, requested: string): Promise<Accepted> {
  const [row] = await statements.rows<DocumentRecord & { requestHash: string; outcome: AcceptOutcome }>(
    `select ${documentColumns('d')}, k.request_hash as "requestHash", k.outcome
     from idempotency_keys k join documents d on d.id = k.document_id where k.key_hash = $1`,
    [keyed],
  );
  if (!row || row.requestHash !== requested) throw new IdempotencyConflict();
  return { document: documentOf(row), outcome: row.outcome };
}

async function insertCaptured(statements: Statements, sourceId: string, capture: NewCapture): Promise<DocumentRecord | null> {
  const [row] = await statements.rows<DocumentRecord>(
    `with d as (
       insert into documents (source_id, key, key_hash, url, revision, sha256, stage, state)
       values ($8, $9, $10, $11, 1, $12, 'fetched', 'active') on conflict (key_hash) do nothing returning *
     ), ${captureRows}
     select ${documentColumns('d')} from d`,
    [...captureValues(capture), sourceId, storable(capture.key), keyHash(capture.key), storableOrNull(capture.url), capture.sha256],
  );
  return row ?? null;
}

/** Capture, timeline and wake-up for `d`, a document that has just come to a new revision. */
const captureRows = `
  captured as (${captureInsert('d')}),
  line as (
    insert into timeline (document_id, revision, step, enters) select id, revision, 'accepted', 'fetched' from d
  ),
  wake as (
    insert into outbox (room, document_id, revision) select '${parseStage.room}', id, revision from d
  )`;

async function captureAgain(statements: Statements, capture: NewCapture): Promise<Accepted> {
  const document = await lockByKey(statements, capture.key);
  if (document.state === 'withdrawn') return { document: documentOf(document), outcome: 'withdrawn' };
  if (document.sha256 === capture.sha256) {
    await statements.rows(`insert into timeline (document_id, revision, step) values ($1, $2, 'unchanged')`, [
      document.id,
      document.revision,
    ]);
    return { document: documentOf(document), outcome: 'unchanged' };
  }
  const [row] = await statements.rows<DocumentRecord>(
    `with d as (
       update documents set revision = revision + 1, url = coalesce($9, url), sha256 = $10, stage = 'fetched', state = 'active',
         reason = null, ${sql.dropLease}, ${sql.newStage}
       where id = $8 returning *
     ),
     forgiven as (delete from dead_letters where document_id = $8),
     ${captureRows}
     select ${documentColumns('d')} from d`,
    [...captureValues(capture), document.id, storableOrNull(capture.url), capture.sha256],
  );
  return { document: row ?? documentOf(document), outcome: 'accepted' };
}

async function insertUrl(statements: Statements, sourceId: string, { key, url }: UrlRequest): Promise<DocumentRecord | null> {
  const [row] = await statements.rows<DocumentRecord>(
    `with d as (
       insert into documents (source_id, key, key_hash, url, revision, stage, state)
       values ($1, $2, $3, $4, 0, 'accepted', 'active') on conflict (key_hash) do nothing returning *
     ), ${fetchRows}
     select ${documentColumns('d')} from d`,
    [sourceId, storable(key), keyHash(key), storable(url)],
  );
  return row ?? null;
}

const fetchRows = `
  line as (
    insert into timeline (document_id, revision, step, enters) select id, revision, 'accepted', 'accepted' from d
  ),
  wake as (
    insert into outbox (room, document_id, revision) select '${fetchStage.room}', id, revision from d
  )`;

/** A document at rest, announced, dead or discarded, is fetched anew; one that is on its way is left alone. */
async function fetchAgain(statements: Statements, { key, url }: UrlRequest): Promise<Accepted> {
  const document = await lockByKey(statements, key);
  if (document.state === 'withdrawn') return { document: documentOf(document), outcome: 'withdrawn' };
  if (document.state === 'active' && document.stage !== 'announced') return { document: documentOf(document), outcome: 'inProgress' };
  const [row] = await statements.rows<DocumentRecord>(
    `with d as (
       update documents set url = $2, stage = 'accepted', state = 'active',
         reason = case when state in ('dead', 'discarded') then null else reason end, ${sql.dropLease}, ${sql.newStage}
       where id = $1 returning *
     ),
     forgiven as (delete from dead_letters where document_id = $1),
     ${fetchRows}
     select ${documentColumns('d')} from d`,
    [document.id, storable(url)],
  );
  return { document: row ?? documentOf(document), outcome: 'accepted' };
}

async function lockByKey(statements: Statements, key: string): Promise<StoredDocument> {
  const [row] = await statements.rows<StoredDocument>(
    `select ${documentColumns('d')}, d.sha256 from documents d where key_hash = $1 for no key update`,
    [keyHash(key)],
  );
  if (!row) throw new Error('A document that was there a moment ago is gone; documents are never deleted.');
  return row;
}
