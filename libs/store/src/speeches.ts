import type { SpeechRecord } from '#domain';
import type { Database } from './database.js';
import { type IndexedSpeech, indexedColumns, type SpeechRow, speechColumns, speechOf, sql } from './rows.js';
import { isUuid, within } from './storable.js';

export interface SpeechStanding {
  readonly version: number;
  readonly withdrawn: boolean;
  readonly onItsWay: boolean;
}

const TO_INDEX = `speeches s join documents d on d.id = s.document_id
  where not s.withdrawn and (s.announced_version is not null or d.stage in ('indexed', 'announced'))`;

/** Speeches as readers get them. One that was withdrawn is not there. */
export class Speeches {
  constructor(private readonly database: Database) {}

  async get(id: string): Promise<SpeechRecord | null> {
    return (await this.many([id])).get(id.toLowerCase()) ?? null;
  }

  /** In the order of the ids; ids of nothing are left out. */
  async many(ids: readonly string[]): Promise<Map<string, SpeechRecord>> {
    const wanted = [...new Set(ids.filter(isUuid).map((id) => id.toLowerCase()))];
    if (wanted.length === 0) return new Map();
    const rows = await this.select('s.id = any ($1::uuid[]) order by array_position($1::uuid[], s.id)', [wanted]);
    return new Map(rows.map((speech) => [speech.id, speech]));
  }

  /** In the order of the page. */
  async ofDocument(documentId: string): Promise<SpeechRecord[]> {
    return isUuid(documentId) ? this.select('s.document_id = $1 order by s.ordinal, s.id', [documentId]) : [];
  }

  /** The first speech of each of the documents that arrived last and can be searched, the newest first; 1 to 100. */
  async latest(limit: number): Promise<SpeechRecord[]> {
    const rows = await this.database.rows<SpeechRow>(
      `select ${speechColumns('s')} from documents d cross join lateral (
         select * from speeches f where f.document_id = d.id and not f.withdrawn and f.announced_version is not null
         order by f.ordinal, f.id limit 1
       ) s
       where d.speech_count > 0 order by d.created_at desc, d.id desc limit $1`,
      [within(1, limit, 100)],
    );
    return rows.map(speechOf);
  }

  /** What the index keeps of each of these speeches, in id order; ids of nothing, and what is withdrawn, are left out. */
  async indexed(ids: readonly string[]): Promise<IndexedSpeech[]> {
    if (ids.length === 0) return [];
    return this.database.rows(
      `select ${indexedColumns('s')} from speeches s where s.id = any ($1::uuid[]) and not s.withdrawn order by s.id`,
      [ids.filter(isUuid)],
    );
  }

  /** How many entries `versionsAfter` has in all. */
  async countToIndex(): Promise<number> {
    const [row] = await this.database.rows<{ count: number }>(`select count(*)::int as count from ${TO_INDEX}`);
    return row?.count ?? 0;
  }

  /** Withdrawn speeches, page by page in id order: the index must not find them again, whatever comes late. */
  async withdrawnAfter(id: string | null, limit: number): Promise<{ speechId: string; version: number }[]> {
    return this.database.rows(
      `select s.id as "speechId", s.version from speeches s where ($1::uuid is null or s.id > $1) and s.withdrawn order by s.id limit $2`,
      [id, within(1, limit, 10_000)],
    );
  }

  /** Where these speeches stand; those nobody knows are left out. `onItsWay`: a room has still to do with its document. */
  async standing(ids: readonly string[]): Promise<Map<string, SpeechStanding>> {
    const rows = await this.database.rows<SpeechStanding & { id: string }>(
      `select s.id, s.version, s.withdrawn, ${sql.workable('d')} and d.stage <> 'announced' as "onItsWay"
       from speeches s join documents d on d.id = s.document_id where s.id = any ($1::uuid[])`,
      [ids.filter(isUuid)],
    );
    return new Map(rows.map(({ id, ...standing }) => [id, standing]));
  }

  /**
   * What the search index has to hold, page by page in id order; `null` begins. A speech that was announced once stays there until it is
   * withdrawn, wherever its document is on its way; one the indexer has never passed is left to it.
   */
  async versionsAfter(id: string | null, limit: number): Promise<{ speechId: string; version: number }[]> {
    return this.database.rows(
      `select s.id as "speechId", s.version from ${TO_INDEX} and ($1::uuid is null or s.id > $1) order by s.id limit $2`,
      [id, within(1, limit, 10_000)],
    );
  }

  private async select(condition: string, parameters: readonly unknown[]): Promise<SpeechRecord[]> {
    const rows = await this.database.rows<SpeechRow>(
      `select ${speechColumns('s')} from speeches s where not s.withdrawn and ${condition}`,
      parameters,
    );
    return rows.map(speechOf);
  }
}
