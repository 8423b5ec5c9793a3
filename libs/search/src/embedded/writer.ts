import type { DatabaseSync } from 'node:sqlite';
import { daySpanOf, yearOf } from '../matching/dating.js';
import { headingKey } from '../matching/sections.js';
import { foldedTag } from '../query/tags.js';
import { dayNumber } from '../request-filters.js';
import type { SearchEntry } from '../search-index.js';
import { Statements, sql } from './sql.js';
import { indexTokens } from '../tokens/phrase-forms.js';

export interface SpeechVersion {
  readonly speechId: string;
  readonly version: number;
}

interface MetaRow {
  readonly id: number;
  readonly version: number;
  readonly live: number;
}

const BATCH = 50;

/** The one that changes the index. Each batch is one transaction: all of it is found, or nothing. */
export class IndexWriter {
  private readonly statements: Statements;

  constructor(private readonly database: DatabaseSync) {
    this.statements = new Statements(database);
  }

  upsert(entries: readonly SearchEntry[]): void {
    this.inBatches(entries, (entry) => {
      const known = this.known(entry.speechId);
      const isOlder = known && (known.version > entry.version || (known.version === entry.version && known.live === 0));
      if (isOlder) return;
      if (known) this.remove(known.id);
      this.insert(entry, this.putMeta(entry));
    });
  }

  withdraw(speeches: readonly SpeechVersion[]): void {
    this.inBatches(speeches, ({ speechId, version }) => {
      const known = this.known(speechId);
      if (known && known.version > version) return;
      if (known) this.remove(known.id);
      this.putStub(speechId, version);
    });
  }

  private inBatches<T>(items: readonly T[], each: (item: T) => void): void {
    for (let from = 0; from < items.length; from += BATCH) {
      this.database.exec('begin immediate');
      try {
        items.slice(from, from + BATCH).forEach(each);
        this.database.exec('commit');
      } catch (error) {
        if (this.database.isTransaction) this.database.exec('rollback');
        throw error;
      }
    }
  }

  private known(speechId: string): MetaRow | undefined {
    return this.statements.get<MetaRow>(sql('select id, version, live from meta where speech_id = ?', speechId));
  }

  private remove(id: number): void {
    this.statements.run(sql('delete from fts where rowid = ?', id));
    this.statements.run(sql('delete from docs where id = ?', id));
    this.statements.run(sql('delete from lines_fts where rowid in (select id from lines where speech = ?)', id));
    this.statements.run(sql('delete from lines where speech = ?', id));
  }

  private putMeta(entry: SearchEntry): number {
    const span = daySpanOf(entry);
    const row = this.statements.get<{ id: number }>(
      sql(
        `insert into meta(speech_id, document_id, version, live, year, site, site_key, kind, kind_key, first_day, last_day)
         values (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)
         on conflict(speech_id) do update set document_id = excluded.document_id, version = excluded.version, live = 1,
           year = excluded.year, site = excluded.site, site_key = excluded.site_key, kind = excluded.kind, kind_key = excluded.kind_key,
           first_day = excluded.first_day, last_day = excluded.last_day
         returning id`,
        entry.speechId,
        entry.documentId,
        entry.version,
        yearOf(entry),
        entry.site,
        foldedTag(entry.site),
        entry.kind,
        foldedTag(entry.kind),
        dayNumber(span?.first ?? null),
        dayNumber(span?.last ?? null),
      ),
    );
    if (!row) throw new Error('The index gave no row for a speech.');
    return row.id;
  }

  private putStub(speechId: string, version: number): void {
    const text = `insert into meta(speech_id, document_id, version, live) values (?, '', ?, 0)
      on conflict(speech_id) do update set document_id = '', version = excluded.version, live = 0`;
    this.statements.run(sql(text, speechId, version));
  }

  private insert(entry: SearchEntry, id: number): void {
    const { title, text, outline, speaker, date } = entry;
    const original = [id, title, Buffer.from(text, 'utf16le'), JSON.stringify(outline), speaker, date] as const;
    this.statements.run(sql('insert into docs(id, title, text, outline, speaker, date) values (?, ?, ?, ?, ?, ?)', ...original));
    this.statements.run(sql('insert into fts(rowid, title, body) values (?, ?, ?)', id, indexTokens(title), indexTokens(text)));
    this.insertLine(id, 'title', title, title);
    for (const heading of outline) this.insertLine(id, 'heading', heading.text, heading.marker + heading.text);
    if (speaker !== null) this.insertLine(id, 'speaker', speaker, speaker);
  }

  private insertLine(speech: number, field: 'title' | 'heading' | 'speaker', text: string, searched: string): void {
    const key = field === 'heading' ? headingKey(searched) : '';
    const row = this.statements.get<{ id: number }>(
      sql('insert into lines(speech, field, text, key) values (?, ?, ?, ?) returning id', speech, field, text, key),
    );
    this.statements.run(sql(`insert into lines_fts(rowid, ${field}) values (?, ?)`, row?.id ?? null, indexTokens(searched)));
  }
}
