import type { DataSource } from 'typeorm';
import { dataSourceFor } from '../../data-source.js';
import { migrations } from '../../migrations/index.js';
import type { GetStore } from './steps.js';

type Columns = ReadonlyMap<string, readonly string[]>;

/** Names of the columns by table. */
async function columnsOf(dataSource: DataSource): Promise<Columns> {
  const rows = await dataSource.query<{ table: string; columns: string[] }[]>(
    `select table_name as table, array_agg(column_name::text order by ordinal_position) as columns from information_schema.columns
     where table_schema = 'public' and table_name <> 'migrations' group by 1`,
  );
  return new Map(rows.map(({ table, columns }) => [table, columns]));
}

/** A hash over the rows of each column. */
async function contents(dataSource: DataSource, columns: Columns): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const [table, names] of columns)
    for (const name of names) {
      const [{ hash }] = await dataSource.query<[{ hash: string }]>(
        `select count(*) || ' ' || coalesce(md5(string_agg(t."${name}"::text, ',' order by t::text)), '') as hash from "${table}" t`,
      );
      hashes[`${table}.${name}`] = hash;
    }
  return hashes;
}

/** Over whatever the store holds by then. */
export function backingOutContract(store: GetStore): void {
  describe('a change of its tables that is taken back and made again', () => {
    it.each(
      migrations
        .slice(1)
        .toReversed()
        .map(({ name }, at) => [name, at + 1] as const),
    )(
      'keeps everything the tables before it had a place for: %s',
      async (_name, steps) => {
        const dataSource = await dataSourceFor(store().connectionUrl, {
          poolSize: 2,
          statementTimeoutMs: 0,
          applicationName: 'rostra-spec',
        }).initialize();
        try {
          const before = await contents(dataSource, await columnsOf(dataSource));
          for (let left = steps; left > 0; left -= 1) await dataSource.undoLastMigration({ transaction: 'all' });
          const earlier = await columnsOf(dataSource);
          await dataSource.runMigrations({ transaction: 'all' });
          const after = await contents(dataSource, await columnsOf(dataSource));
          const kept = Object.keys(before).filter((column) => {
            const [table = '', field = ''] = column.split('.');
            return earlier.get(table)?.includes(field);
          });
          expect(kept.length).toBeGreaterThan(50);
          expect(Object.fromEntries(kept.map((column) => [column, after[column]]))).toEqual(
            Object.fromEntries(kept.map((column) => [column, before[column]])),
          );
          const lossless = migrations.slice(-steps).every((each) => new each().loses === null);
          if (lossless) expect(after).toEqual(before);
        } finally {
          await dataSource.destroy();
        }
      },
      60_000,
    );
  });
}
