import { createHash, type Hash } from 'node:crypto';
import type { EntityMetadata } from 'typeorm';
import type { Database, Statements } from '../database.js';
import { ARCHIVE_ID } from '../markers.js';
import { MOVE_MARKER } from './move-marker.js';

/** Rows of one table and a hash over them, in the order of their keys: equal for equal rows, on every engine. */
export interface TableSum {
  readonly table: string;
  readonly rows: number;
  readonly sha256: string;
}

/** The tables of one archive as they were at one moment. */
export interface Snapshot {
  /** Each row as JSON, page by page in the order of the keys. */
  rowsOf(table: string): AsyncGenerator<readonly string[]>;
  /** What tells the archive from every other, which is no part of its rows; null when it has none yet. */
  archiveId(): Promise<string | null>;
  /** Where the sequences stand, by name. */
  sequences(): Promise<Readonly<Record<string, SequenceState>>>;
  /** Names of the tables, each behind those it refers to. */
  readonly tables: readonly string[];
}

interface SequenceState {
  readonly last: string;
  readonly called: boolean;
}

/** Bytes of JSON that one statement reads or writes, about; rows of a page double or halve to stay near it. */
const PAGE_BYTES = 2_000_000;
const MOST_ROWS = 2_000;

/** Every table of the archive, whatever is in it: for copying it whole. The migrations' own is no part of it. */
export class Tables {
  constructor(private readonly database: Database) {}

  /** Runs the work on what the tables hold at one moment, while writes go on. */
  snapshot<Result>(work: (snapshot: Snapshot) => Promise<Result>): Promise<Result> {
    return this.database.transaction(async (statements) => {
      await statements.rows('set transaction isolation level repeatable read, read only');
      return work({
        tables: this.names,
        rowsOf: (table) => this.rowsOf(statements, table),
        archiveId: () => archiveIdIn(statements),
        sequences: () => this.sequences(statements),
      });
    });
  }

  /**
   * Puts these rows in the place of all that is there, in one commit: whoever looks finds the old or the new, and an interruption leaves the old.
   * `markerOf` gives the marker that comes with them; `tell` hears the rows written so far. Answers sums of what was written.
   * An archive that had a name here keeps it, since its Redis and its index know it by that.
   */
  replaceAll(
    snapshot: Snapshot,
    markerOf: (sums: readonly TableSum[]) => string,
    tell: (table: string, rows: number) => void,
  ): Promise<TableSum[]> {
    return this.database.transaction(async (statements) => {
      const archiveId = (await archiveIdIn(statements)) ?? (await snapshot.archiveId());
      await statements.rows(`truncate ${this.names.map((name) => `"${name}"`).join(', ')}`);
      const sums: TableSum[] = [];
      for (const table of this.names) {
        const sum = new Sum(table);
        for await (const rows of snapshot.rowsOf(table)) {
          await statements.rows(`insert into "${table}" select * from jsonb_populate_recordset(null::"${table}", $1::jsonb)`, [
            `[${rows.join(',')}]`,
          ]);
          sum.add(rows);
          tell(table, sum.rows);
        }
        sums.push(sum.done());
      }
      for (const [name, { last, called }] of Object.entries(await snapshot.sequences())) {
        await statements.rows('select setval($1::text::regclass, $2::bigint, $3::boolean)', [`public."${name}"`, last, called]);
      }
      if (archiveId !== null) await statements.rows('insert into markers (key, value) values ($1, $2)', [ARCHIVE_ID, archiveId]);
      await statements.rows('insert into markers (key, value) values ($1, $2)', [MOVE_MARKER, markerOf(sums)]);
      return sums;
    });
  }

  /** Sums of all tables at one moment. */
  sums(tell: (table: string, rows: number) => void): Promise<TableSum[]> {
    return this.snapshot(async (snapshot) => {
      const sums: TableSum[] = [];
      for (const table of snapshot.tables) {
        const sum = new Sum(table);
        for await (const rows of snapshot.rowsOf(table)) {
          sum.add(rows);
          tell(table, sum.rows);
        }
        sums.push(sum.done());
      }
      return sums;
    });
  }

  /** Whether nothing has been put in: all that is there is what the migrations make, and what says of a move, of an index that is to be filled, and which archive it is. */
  async isEmpty(): Promise<boolean> {
    const own = ['event_counter', 'markers'];
    const filled = this.names.filter((name) => !own.includes(name)).map((name) => `exists (select from "${name}")`);
    const [row] = await this.database.rows<{ filled: boolean }>(
      `select ${filled.join(' or ')} or exists (select from markers where key not in ('${MOVE_MARKER}', 'index-emptied', '${ARCHIVE_ID}')) as filled`,
    );
    return row?.filled === false;
  }

  /** What names this archive wherever it is moved to: its first document. Null while it has none. */
  async identity(): Promise<string | null> {
    const [row] = await this.database.rows<{ id: string }>('select id from documents order by created_at, id limit 1');
    return row?.id ?? null;
  }

  private get names(): readonly string[] {
    return inOrder(this.database.dataSource.entityMetadatas).map(({ tableName }) => tableName);
  }

  private async *rowsOf(statements: Statements, table: string): AsyncGenerator<readonly string[]> {
    const metadata = this.database.dataSource.entityMetadatas.find(({ tableName }) => tableName === table);
    if (!metadata) throw new Error(`There is no table ${table}`);
    // Servers differ in how they sort text, unless they are told to go by its bytes.
    const order = metadata.primaryColumns.map(({ databaseName, type }) => `t."${databaseName}"${type === 'text' ? ' collate "C"' : ''}`);
    const own = table === 'markers' ? `where t.key not in ('${MOVE_MARKER}', '${ARCHIVE_ID}')` : '';
    await statements.rows(
      `declare copying no scroll cursor for select to_jsonb(t)::text as row from "${table}" t ${own} order by ${order.join(', ')}`,
    );
    for (let size = 100; ; ) {
      const page = (await statements.rows<{ row: string }>(`fetch ${size} from copying`)).map(({ row }) => row);
      if (page.length > 0) yield page;
      if (page.length < size) break;
      const bytes = page.reduce((sum, row) => sum + row.length, 0);
      size = bytes > PAGE_BYTES ? Math.max(1, Math.floor(size / 2)) : Math.min(MOST_ROWS, size * 2);
    }
    await statements.rows('close copying');
  }

  private async sequences(statements: Statements): Promise<Record<string, SequenceState>> {
    const names = await statements.rows<{ name: string }>(
      `select s.relname as name from pg_class s join pg_depend d on d.objid = s.oid and d.deptype = 'i' join pg_class t on t.oid = d.refobjid
       where s.relkind = 'S' and s.relnamespace = 'public'::regnamespace and t.relname = any ($1::text[]) order by 1`,
      [this.names],
    );
    const states: Record<string, SequenceState> = {};
    for (const { name } of names) {
      const [state] = await statements.rows<SequenceState>(`select last_value::text as last, is_called as called from "${name}"`);
      if (state) states[name] = state;
    }
    return states;
  }
}

async function archiveIdIn(statements: Statements): Promise<string | null> {
  const [row] = await statements.rows<{ value: string }>('select value from markers where key = $1', [ARCHIVE_ID]);
  return row?.value ?? null;
}

class Sum {
  rows = 0;
  private readonly hash: Hash = createHash('sha256');

  constructor(private readonly table: string) {}

  add(rows: readonly string[]): void {
    this.rows += rows.length;
    for (const row of rows) this.hash.update(row).update('\n');
  }

  done(): TableSum {
    return { table: this.table, rows: this.rows, sha256: this.hash.digest('hex') };
  }
}

/** Each table behind those it refers to. */
function inOrder(entities: readonly EntityMetadata[]): EntityMetadata[] {
  const ordered = new Set<EntityMetadata>();
  const take = (entity: EntityMetadata) => {
    if (ordered.has(entity)) return;
    for (const { referencedEntityMetadata } of entity.foreignKeys) if (referencedEntityMetadata !== entity) take(referencedEntityMetadata);
    ordered.add(entity);
  };
  for (const entity of entities) take(entity);
  return [...ordered];
}
