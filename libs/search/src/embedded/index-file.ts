import { existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from './schema.js';
import { isDamage } from './sqlite-errors.js';

/** Why an index starts without entries. */
export type EmptyBecause = 'new' | 'damaged' | 'outdated';

export interface OpenedFile {
  readonly database: DatabaseSync;
  /** Null when the file was taken over as it is. */
  readonly emptyBecause: EmptyBecause | null;
}

/** The writer's cache is small: it works in batches. The file is not mapped: mapped pages would count as memory of the process. */
const WRITER_SETTINGS = `
  pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -16000; pragma temp_store = memory;
  pragma journal_size_limit = 16000000;`;
const READER_SETTINGS = 'pragma cache_size = -32000; pragma temp_store = memory;';
const BUSY_TIMEOUT_MS = 5_000;

/** Opens the index for writing. A damaged file, or one of another schema, is put aside as `*.damaged` or `*.outdated` and an empty one made. */
export function openForWriting(path: string): OpenedFile {
  if (!existsSync(path)) return { database: create(path), emptyBecause: 'new' };
  const trouble = troubleWith(path);
  if (trouble === null) return { database: connect(path, WRITER_SETTINGS), emptyBecause: null };
  putAside(path, trouble);
  return { database: create(path), emptyBecause: trouble };
}

/** Opens the index for reading, beside the writer. Temporary tables are open to it all the same. */
export function openForReading(path: string): DatabaseSync {
  return connect(path, READER_SETTINGS, true);
}

/** Moves the file out of the way, in place of one put aside before. Its journal goes: it would be taken for that of the next file. */
export function putAside(path: string, because: EmptyBecause): void {
  for (const journal of ['-wal', '-shm']) rmSync(path + journal, { force: true });
  renameSync(path, `${path}.${because}`);
}

function create(path: string): DatabaseSync {
  const database = connect(path, WRITER_SETTINGS);
  database.exec(`begin; ${SCHEMA} commit;`);
  return database;
}

function connect(path: string, settings: string, readOnly = false): DatabaseSync {
  const database = new DatabaseSync(path, { readOnly, timeout: BUSY_TIMEOUT_MS });
  try {
    database.exec(settings);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Reads a little of each table; damage further inside shows when it is met. */
function troubleWith(path: string): EmptyBecause | null {
  let database: DatabaseSync | null = null;
  try {
    database = connect(path, WRITER_SETTINGS);
    const { application_id: application } = database.prepare('pragma application_id').get() ?? {};
    const { user_version: version } = database.prepare('pragma user_version').get() ?? {};
    if (application !== APPLICATION_ID || version !== SCHEMA_VERSION) return 'outdated';
    for (const table of ['meta', 'docs', 'lines']) database.prepare(`select * from ${table} order by id desc limit 1`).get();
    for (const table of ['fts', 'lines_fts']) database.prepare(`select rowid from ${table} where ${table} match '"的"*' limit 1`).get();
    return null;
  } catch (error) {
    if (isDamage(error)) return 'damaged';
    throw error;
  } finally {
    database?.close();
  }
}
