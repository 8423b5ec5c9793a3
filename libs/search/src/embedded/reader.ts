import type { DatabaseSync } from 'node:sqlite';
import type { Heading } from '#domain';
import { highlights } from '../highlights/highlights.js';
import { matches } from '../matching/matches.js';
import { SearchedSpeech } from '../matching/searched-speech.js';
import type { QueryNode } from '../query/query-node.js';
import type { SearchEntry, SearchRequest, SpeechHit, SpeechHits } from '../search-index.js';
import { MAX_CHECKED, tooManyToCheck } from '../too-many-to-check.js';
import { type Check, compile } from './compile.js';
import { facetCounts } from './facets.js';
import { narrowing, restrictionOf } from './filters.js';
import { rankHits } from './ranking.js';
import { Statements, sql } from './sql.js';
import { suggestions } from './suggestions.js';
import type { SpeechVersion } from './writer.js';

interface DocumentRow {
  readonly id: number;
  readonly speech_id: string;
  readonly document_id: string;
  readonly version: number;
  readonly year: number | null;
  readonly site: string | null;
  readonly kind: string;
  readonly title: string;
  readonly text: Uint8Array;
  readonly outline: string;
  readonly speaker: string | null;
  readonly date: string | null;
  readonly score: number;
}

const ROW = 'm.id, m.speech_id, m.document_id, m.version, m.year, m.site, m.kind, d.title, d.text, d.outline, d.speaker, d.date';

/** Answers from one state of the index per call, whatever the writer does meanwhile. */
export class IndexReader {
  private readonly statements: Statements;

  constructor(private readonly database: DatabaseSync) {
    this.statements = new Statements(database);
    database.exec(`create temp table hits(id integer primary key, score real not null);
      create temp table checked(number integer, id integer, primary key(number, id)) without rowid;`);
  }

  /** One page of hits; `offset` hits stand before it. The cursor is for the caller. */
  search(request: SearchRequest, offset: number): Omit<SpeechHits, 'nextCursor' | 'tookMs'> {
    return this.inOneState(() => {
      const { query, sort = 'relevance', size = 10 } = request;
      const plan = compile(query, restrictionOf(request));
      for (const check of plan.checks) this.check(check);
      const ranked = rankHits(this.statements, plan, sort === 'relevance');
      const filter = narrowing(request);
      const total = this.statements.get<{ total: number }>({
        text: `select count(*) as total from temp.hits h join meta m on m.id = h.id where ${filter.text}`,
        values: filter.values,
      });
      const rows = this.page(request, ranked ? 'relevance' : sort === 'oldest' ? 'oldest' : 'newest', offset, size);
      return {
        hits: rows.map((row) => hitOf(row, query)),
        total: total?.total ?? 0,
        facets: facetCounts(this.statements, request),
      };
    });
  }

  versions(speechIds: readonly string[]): SpeechVersion[] {
    const text = 'select speech_id as speechId, version from meta where live = 1 and speech_id in (select value from json_each(?))';
    return this.statements.all<SpeechVersion>(sql(text, JSON.stringify(speechIds)));
  }

  entries(afterSpeechId: string | null, limit: number): SpeechVersion[] {
    const text = 'select speech_id as speechId, version from meta where live = 1 and speech_id > ? order by speech_id limit ?';
    return this.statements.all<SpeechVersion>(sql(text, afterSpeechId ?? '', limit));
  }

  suggest(prefix: string, limit: number) {
    return suggestions(this.statements, prefix, limit);
  }

  ping(): void {
    this.statements.get(sql('select id from meta limit 1'));
  }

  private inOneState<T>(read: () => T): T {
    this.database.exec('begin; delete from temp.hits; delete from temp.checked;');
    try {
      return read();
    } finally {
      if (this.database.isTransaction) this.database.exec('commit');
    }
  }

  private check({ number, candidates, node }: Check): void {
    const { text, values } = candidates;
    const ids = this.statements.all<{ id: number }>({ text: `select id from (${text}) limit ${MAX_CHECKED + 1}`, values });
    if (ids.length > MAX_CHECKED) throw tooManyToCheck();
    const one = `select ${ROW}, 0 as score from meta m join docs d on d.id = m.id where m.id = ?`;
    for (const { id } of ids) {
      const row = this.statements.get<DocumentRow>(sql(one, id));
      if (row && matches(new SearchedSpeech(entryOf(row)), node)) {
        this.statements.run(sql('insert into temp.checked(number, id) values (?, ?)', number, id));
      }
    }
  }

  private page(request: SearchRequest, order: 'relevance' | 'newest' | 'oldest', offset: number, size: number): DocumentRow[] {
    const { text, values } = narrowing(request);
    const ids = `select h.id, h.score, row_number() over (order by ${ORDERS[order]}) as place
      from temp.hits h join meta m on m.id = h.id where ${text} order by ${ORDERS[order]} limit ? offset ?`;
    const rows = `select ${ROW}, p.score from (${ids}) p join meta m on m.id = p.id join docs d on d.id = p.id order by p.place`;
    return this.statements.all<DocumentRow>({ text: rows, values: [...values, size, offset] });
  }
}

/** Ties are settled by the speech's id, so that pages never overlap. Speeches without a date come last. */
const ORDERS = {
  relevance: 'h.score desc, m.speech_id',
  newest: 'm.first_day is null, m.first_day desc, m.speech_id',
  oldest: 'm.first_day is null, m.first_day, m.speech_id',
} as const;

function hitOf(row: DocumentRow, query: QueryNode | null): SpeechHit {
  const { speech_id: speechId, document_id: documentId, score } = row;
  return { speechId, documentId, score, ...highlights(entryOf(row), query) };
}

function entryOf(row: DocumentRow): SearchEntry {
  const { speech_id: speechId, document_id: documentId, version, title, speaker, site, kind, year, date } = row;
  const text = Buffer.from(row.text.buffer, row.text.byteOffset, row.text.byteLength).toString('utf16le');
  return {
    speechId,
    documentId,
    version,
    title,
    text,
    speaker,
    site,
    kind,
    year,
    date,
    outline: JSON.parse(row.outline) as Heading[],
  };
}
