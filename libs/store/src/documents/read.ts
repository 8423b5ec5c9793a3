import { type CaptureRecord, type DocumentRecord, type DocumentStatus, type PageResult, type TimelineEntry } from '#domain';
import type { Database } from '../database.js';
import { PageResultEntity } from '../entities/page-result.entity.js';
import { TimelineEntity } from '../entities/timeline.entity.js';
import { captureColumns, documentColumns, type SpeechRow, speechColumns, speechOf } from '../rows.js';
import { isUuid, storable, within } from '../storable.js';
import { keyHash } from './new-capture.js';

export async function readDocument(database: Database, id: string): Promise<DocumentRecord | null> {
  if (!isUuid(id)) return null;
  const [row] = await database.rows<DocumentRecord>(`select ${documentColumns('d')} from documents d where id = $1`, [id]);
  return row ?? null;
}

export async function readByKey(database: Database, key: string): Promise<DocumentRecord | null> {
  const [row] = await database.rows<DocumentRecord>(`select ${documentColumns('d')} from documents d where key_hash = $1`, [keyHash(key)]);
  return row ?? null;
}

/** Newest first. */
export async function readCaptures(database: Database, documentId: string): Promise<CaptureRecord[]> {
  if (!isUuid(documentId)) return [];
  return database.rows(`select ${captureColumns('c')} from captures c where document_id = $1 order by revision desc`, [documentId]);
}

/** The name of the newest file that came for each of the documents; those that came without one are left out. */
export async function readFileNames(database: Database, documentIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await database.rows<{ documentId: string; fileName: string }>(
    `select distinct on (document_id) document_id as "documentId", file_name as "fileName" from captures
     where document_id = any ($1::uuid[]) and file_name is not null order by document_id, revision desc`,
    [documentIds.filter(isUuid)],
  );
  return new Map(rows.map(({ documentId, fileName }) => [documentId, fileName]));
}

export async function readCapture(database: Database, documentId: string, revision: number): Promise<CaptureRecord | null> {
  const [row] = await database.rows<CaptureRecord>(
    `select ${captureColumns('c')} from captures c where document_id = $1 and revision = $2`,
    [documentId, revision],
  );
  return row ?? null;
}

/** In the order things happened. */
export async function readTimeline(database: Database, documentId: string): Promise<TimelineEntry[]> {
  if (!isUuid(documentId)) return [];
  const lines = await database.dataSource.getRepository(TimelineEntity).find({ where: { documentId }, order: { id: 'ASC' } });
  return lines.map(({ at, revision, step, durationMs, attempt, parserVersion, reason }) => {
    return { at, revision, step, durationMs, attempt, parserVersion, reason };
  });
}

/** The whole page result with its speeches; null when there is none, or when another revision's has taken its place. */
export async function readPageResult(database: Database, documentId: string, revision?: number): Promise<PageResult | null> {
  if (!isUuid(documentId)) return null;
  const page = await database.dataSource.getRepository(PageResultEntity).findOne({ where: { documentId }, order: { id: 'DESC' } });
  if (!page || (revision !== undefined && revision !== page.revision)) return null;
  return wholePage(database, page);
}

/** The page result of a row with its speeches. */
export async function wholePage(database: Database, page: PageResultEntity): Promise<PageResult> {
  const rows = await database.rows<SpeechRow>(
    `select ${speechColumns('s')} from speeches s where document_id = $1 and version = $2 and not withdrawn order by ordinal`,
    [page.documentId, page.id],
  );
  const speeches = rows.map(speechOf).map((speech) => {
    const { title, kind, salutation, date, year, occasion, speaker, text, blocks, outline, redactions, confidence } = speech;
    return { title, kind, salutation, date, year, occasion, speaker, text, blocks, outline, redactions, confidence };
  });
  // Results stored before packed captures were read say nothing of parts.
  return { ...page.result, parts: page.result.parts ?? null, speeches, removals: page.removals, gaps: page.gaps };
}

export interface DocumentFilter {
  readonly status?: DocumentStatus;
  /** Name of a source. */
  readonly source?: string;
  /** Group of a dead letter. */
  readonly group?: string;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
  /** 1 to 500, default 50. */
  readonly limit?: number;
}

export interface DocumentPage {
  readonly documents: DocumentRecord[];
  /** null on the last page. */
  readonly nextCursor: string | null;
}

/** The cursor did not come from a list of this archive. */
export class BadCursor extends Error {
  override readonly name = 'BadCursor';

  constructor() {
    super('The cursor is not one of ours; leave it out to begin at the first page.');
  }
}

const STATUS: Readonly<Record<DocumentStatus, string>> = {
  queued: `d.state = 'active' and d.stage = 'accepted'`,
  fetched: `d.state = 'active' and d.stage = 'fetched'`,
  parsed: `d.state = 'active' and d.stage = 'parsed'`,
  indexed: `d.state = 'active' and d.stage = 'indexed'`,
  announced: `d.state = 'active' and d.stage = 'announced' and d.speech_count > 0`,
  empty: `d.state = 'active' and d.stage = 'announced' and d.speech_count = 0`,
  failed: `d.state = 'dead'`,
  discarded: `d.state = 'discarded'`,
  withdrawn: `d.state = 'withdrawn'`,
};

/** Newest first, page by page. Documents that arrive meanwhile do not shift the pages. Throws BadCursor. */
export async function listDocuments(database: Database, filter: DocumentFilter): Promise<DocumentPage> {
  const limit = within(1, filter.limit ?? 50, 500);
  const parameters: unknown[] = [limit + 1];
  const conditions: string[] = filter.status ? [STATUS[filter.status]] : [];
  const bind = (...values: unknown[]) => values.map((value) => `$${parameters.push(value)}`);
  if (filter.source !== undefined) {
    conditions.push(`d.source_id = (select id from sources where name = ${bind(storable(filter.source))})`);
  }
  if (filter.group !== undefined) {
    conditions.push(`d.id in (select document_id from dead_letters where error_group = ${bind(storable(filter.group))})`);
  }
  if (filter.cursor !== undefined) {
    const [createdAt, id] = bind(...readCursor(filter.cursor));
    conditions.push(`(d.created_at, d.id) < (${createdAt}::timestamptz, ${id}::uuid)`);
  }
  const documents = await database.rows<DocumentRecord>(
    `select ${documentColumns('d')} from documents d ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''}
     order by d.created_at desc, d.id desc limit $1`,
    parameters,
  );
  const page = documents.slice(0, limit);
  const last = page.at(-1);
  return { documents: page, nextCursor: last && documents.length > limit ? writeCursor(last) : null };
}

const writeCursor = ({ createdAt, id }: DocumentRecord): string => Buffer.from(`${createdAt.toISOString()} ${id}`).toString('base64url');

function readCursor(cursor: string): [createdAt: Date, id: string] {
  const [instant = '', id = ''] = Buffer.from(cursor, 'base64url').toString('latin1').split(' ');
  const createdAt = new Date(instant);
  if (Number.isNaN(createdAt.getTime()) || createdAt.toISOString() !== instant || !isUuid(id)) throw new BadCursor();
  return [createdAt, id];
}
