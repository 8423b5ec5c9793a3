import type { Database } from '../database.js';
import { keyHash } from '../documents/new-capture.js';
import { sql } from '../rows.js';
import { within } from '../storable.js';
import { findFaults, mendFaults, type RowFault, type RowFaultKind, rowChecks } from './faults.js';

/** What the rows say of one body. */
export interface BodyStanding {
  readonly sha256: string;
  readonly size: number;
  /** `kept`: a document stands on it. `leaving`: only withdrawn documents did, and one is still on its way out. `gone`: it has to be gone. */
  readonly fate: 'kept' | 'leaving' | 'gone';
  /** One document that stands or stood on it, and whether it is its present revision. */
  readonly documentId: string;
  readonly present: boolean;
}

export interface RowCounts {
  readonly documents: number;
  readonly captures: number;
  readonly speeches: number;
  readonly events: number;
}

/** Comparing rows with each other, and answering what a comparison with blobs and index has to know. Changes nothing but in `mend`. */
export class Examination {
  constructor(private readonly database: Database) {}

  async counts(): Promise<RowCounts> {
    const [row] = await this.database.rows<RowCounts>(
      `select (select count(*) from documents)::int as documents, (select count(*) from captures)::int as captures,
         (select count(*) from speeches where not withdrawn)::int as speeches, (select count(*) from events)::int as events`,
    );
    return row ?? { documents: 0, captures: 0, speeches: 0, events: 0 };
  }

  faults(kind: RowFaultKind): Promise<RowFault[]> {
    return findFaults(this.database, kind);
  }

  /** Whether `mend` can do something about this kind. */
  isMendable(kind: RowFaultKind): boolean {
    return rowChecks[kind].mend !== null;
  }

  mend(kind: RowFaultKind, ids: readonly string[]): Promise<string[]> {
    return mendFaults(this.database, kind, ids);
  }

  /** The bodies that rows tell of, page by page in the order of their names; null begins. */
  bodiesAfter(sha256: string | null, limit: number): Promise<BodyStanding[]> {
    return this.database.rows(
      `${BODIES} where c.sha256 in (select distinct sha256 from captures where sha256 > $1 order by sha256 limit $2) group by c.sha256 order by c.sha256`,
      [sha256 ?? '', within(1, limit, 10_000)],
    );
  }

  /** Those of these bodies that rows tell of. */
  bodies(names: readonly string[]): Promise<BodyStanding[]> {
    return this.database.rows(`${BODIES} where c.sha256 = any ($1::text[]) group by c.sha256 order by c.sha256`, [names]);
  }

  /** When the newest capture of the document of this key came; null when there is none. */
  async newestCaptureOf(key: string): Promise<Date | null> {
    const [row] = await this.database.rows<{ at: Date | null }>(
      'select max(c.received_at) as at from captures c join documents d on d.id = c.document_id where d.key_hash = $1',
      [keyHash(key)],
    );
    return row?.at ?? null;
  }
}

const BODIES = `
  select c.sha256, max(c.size) as size,
    case when bool_or(d.state <> 'withdrawn') then 'kept' when bool_or(${sql.workable('d')} and d.stage <> 'announced') then 'leaving' else 'gone' end as fate,
    (array_agg(d.id order by d.state = 'withdrawn', c.revision = d.revision desc, d.id))[1] as "documentId",
    bool_or(d.state <> 'withdrawn' and c.revision = d.revision) as present
  from captures c join documents d on d.id = c.document_id`;
