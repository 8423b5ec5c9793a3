import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../support/running-server.js';

interface Break {
  readonly name: string;
  readonly what: string;
  /** The row that has to notice it. */
  readonly row: string;
  /** File below dist, what stands there, what stands there instead. */
  readonly patches: readonly (readonly [string, string, string])[];
}

/** Builds in which one promise is broken on purpose. A harness that finds nothing in them looks at nothing. */
export const breaks: readonly Break[] = [
  {
    name: 'fence',
    what: 'whoever saves need not hold the document',
    row: 'stop-indexer',
    patches: [
      ['libs/store/src/documents/index-rows.js', 'where d.lease_token = c.token and d.revision = c.revision and', 'where true or'],
      [
        'libs/store/src/documents/save-parsed.js',
        "where id = $1 and lease_token = $2 and revision = $3 and stage = 'fetched' and state = 'active'",
        'where id = $1 and $2::uuid is not null and $3::int is not null',
      ],
    ],
  },
  {
    name: 'bulk-verdicts',
    what: 'the verdicts of a bulk on its items are not read',
    row: 'elasticsearch-write-block',
    patches: [['libs/search/src/elasticsearch/bulk.js', 'function verdictOf(item) {', 'function verdictOf(item) {\n    return null;']],
  },
  {
    name: 'versions',
    what: 'whatever comes last is what the index keeps',
    row: 'late-write-after-restart',
    patches: [['libs/search/src/elasticsearch/bulk.js', "version_type: 'external',", "version: Date.now(), version_type: 'external',"]],
  },
  {
    name: 'outbox-by-number',
    what: 'the outbox is read on from the highest number seen',
    row: 'outbox-gap',
    patches: [
      [
        'libs/store/src/outbox.js',
        'where taken_until is null or taken_until <= now() order by id limit',
        "where (taken_until is null or taken_until <= now()) and id > coalesce((select value::bigint from markers where key = 'outbox-read'), 0) order by id limit",
      ],
      [
        'libs/store/src/outbox.js',
        'async sent(ids) {',
        `async sent(ids) {
        await this.database.rows(
          "insert into markers (key, value) select 'outbox-read', max(id)::text from unnest($1::bigint[]) as u(id) having max(id) is not null on conflict (key) do update set value = greatest(markers.value::bigint, excluded.value::bigint)::text",
          [ids],
        );`,
      ],
    ],
  },
];

/** Copies what is built into a folder of its own and breaks it there. @throws Error when the place to break is no longer there. */
export async function breakBuild({ name, patches }: Break): Promise<{ home: string; remove(): Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), `rostra-broken-${name}-`));
  await cp(join(root, 'package.json'), join(home, 'package.json'));
  await cp(join(root, 'dist'), join(home, 'dist'), { recursive: true });
  await symlink(join(root, 'node_modules'), join(home, 'node_modules'));
  for (const [file, good, bad] of patches) {
    const path = join(home, 'dist', file);
    const text = await readFile(path, 'utf8');
    if (!text.includes(good)) throw new Error(`${file} no longer holds what is to be broken: ${good}`);
    await writeFile(
      path,
      text.replace(good, () => bad),
    );
  }
  return { home, remove: () => rm(home, { recursive: true, force: true }) };
}
