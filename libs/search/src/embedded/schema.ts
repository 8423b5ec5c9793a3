/** Grows with every change of tables, tokens or folding: an index of another version is made anew. */
export const SCHEMA_VERSION = 1;

/** Marks a SQLite file as ours (the letters RSTR). */
export const APPLICATION_ID = 0x52535452;

/** Every non-ASCII character is part of a word; so are these, which stand inside words and numbers. */
const TOKENIZER = `tokenize="ascii tokenchars '.,:;_'"`;

/**
 * `meta` is narrow, so that filters and facets stay in the cache; a withdrawn speech keeps its row there with live = 0. `docs` has the
 * originals for highlights and checks, the text in UTF-16: smaller for Han text, and read many times faster. `fts` and `lines_fts` keep
 * tokens only. `lines` has one row per title, heading and speaker.
 */
export const SCHEMA = `
  create table meta(
    id integer primary key, speech_id text not null unique, document_id text not null, version integer not null, live integer not null,
    year integer, site text, site_key text, kind text, kind_key text, first_day integer, last_day integer);
  create table docs(id integer primary key, title text not null, text blob not null, outline text not null, speaker text, date text);
  create virtual table fts using fts5(title, body, content='', contentless_delete=1, ${TOKENIZER});
  insert into fts(fts, rank) values('rank', 'bm25(3.0, 1.0)');
  create table lines(id integer primary key, speech integer not null, field text not null, text text not null, key text not null);
  create index lines_of_speech on lines(speech);
  create virtual table lines_fts using fts5(title, heading, speaker, content='', contentless_delete=1, ${TOKENIZER});
  pragma application_id = ${APPLICATION_ID};
  pragma user_version = ${SCHEMA_VERSION};
`;
