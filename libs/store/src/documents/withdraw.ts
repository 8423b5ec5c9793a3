import type { CaptureRecord, DocumentRecord } from '#domain';
import { indexStage } from '#stages';
import type { Database } from '../database.js';
import { documentColumns, sql } from '../rows.js';
import { isUuid, storable } from '../storable.js';
import { readDocument } from './read.js';

/**
 * Takes a document out for good, in one commit: its text goes from the database now, and the indexer and announcer are woken to take it out of
 * index and log. What reparses keep of it goes as well, in a statement that sees what they wrote while this one waited for the document.
 * Withdrawing again changes nothing; null when there is no such document.
 */
export async function withdraw(database: Database, documentId: string, reason: string): Promise<DocumentRecord | null> {
  if (!isUuid(documentId)) return null;
  const row = await database.transaction(async (statements) => {
    const [withdrawn] = await statements.rows<DocumentRecord>(WITHDRAW, [documentId, storable(reason)]);
    if (withdrawn) await statements.rows(FORGET_CANDIDATES, [documentId]);
    return withdrawn;
  });
  if (!row) return readDocument(database, documentId);
  database.signals.notify('outbox');
  return row;
}

const WITHDRAW = `
  with d as (
    update documents set state = 'withdrawn', stage = 'parsed', reason = $2, speech_count = 0, ${sql.dropLease}, ${sql.newStage}
    where id = $1 and state <> 'withdrawn'
    returning *
  ),
  emptied as (
    update speeches s set withdrawn = true, version = nextval('page_results_id_seq'), text = '', blocks = '[]', outline = '[]', redactions = '[]'
    from d where s.document_id = d.id
  ),
  forgotten as (delete from page_results p using d where p.document_id = d.id),
  forgiven as (delete from dead_letters l using d where l.document_id = d.id),
  line as (
    insert into timeline (document_id, revision, step, enters, reason) select id, revision, 'withdrawn', stage, $2 from d
  ),
  wake as (
    insert into outbox (room, document_id, revision) select '${indexStage.room}', id, revision from d
  )
  select ${documentColumns('d')} from d`;

const FORGET_CANDIDATES = `
  update reparse_candidates set next = null, previous = null, title = null, message = null, switched = 'overtaken' where document_id = $1`;

/** Hashes of all captures of the document. */
export async function hashesOf(database: Database, documentId: string): Promise<string[]> {
  const rows = await database.rows<{ sha256: string }>('select distinct sha256 from captures where document_id = $1', [documentId]);
  return rows.map(({ sha256 }) => sha256);
}

/** Whether a document that is not withdrawn stands on these bytes. */
export async function standsOn(database: Database, sha256: string): Promise<boolean> {
  const rows = await database.rows(
    `select 1 from captures c join documents d on d.id = c.document_id where c.sha256 = $1 and d.state <> 'withdrawn' limit 1`,
    [sha256],
  );
  return rows.length > 0;
}

/** A capture with what a description of its bytes says. */
export interface DescribedCapture extends Omit<CaptureRecord, 'id' | 'site'> {
  readonly key: string;
  readonly source: string;
}

/** The captures with these bytes of documents that are not withdrawn, in the order they came in. */
export function capturesOn(database: Database, sha256: string): Promise<DescribedCapture[]> {
  return database.rows(
    `select c.document_id as "documentId", c.revision, c.sha256, c.size, c.content_type as "contentType", c.url, c.final_url as "finalUrl",
       c.file_name as "fileName", c.headers, c.captured_at as "capturedAt", c.received_at as "receivedAt", d.key, s.name as source
     from captures c join documents d on d.id = c.document_id join sources s on s.id = d.source_id
     where c.sha256 = $1 and d.state <> 'withdrawn' order by c.received_at`,
    [sha256],
  );
}
