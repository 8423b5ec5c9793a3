import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { idOf } from '../testing/builders.js';
import { found } from '../testing/found.js';
import { openEmbeddedIndex } from './embedded-index.js';

/** A process of its own compiles the sources as it loads them. */
const program = fileURLToPath(new URL('../testing/write-until-killed.ts', import.meta.url));
const compiler = new URL('../../../../scripts/source-threads.mjs', import.meta.url).href;

interface Change {
  readonly number: number;
  readonly version: number;
  readonly what: string;
}

/** Starts the writer, kills it with SIGKILL once it has acknowledged this many changes, and gives all that came out, the last for each speech. */
async function acknowledgedBeforeKill(dir: string, run: number, after: number): Promise<Map<number, Change>> {
  const writer = spawn(process.execPath, ['--conditions=source', '--import', compiler, program, dir, String(run)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const changes = new Map<number, Change>();
  let lines = 0;
  for await (const line of createInterface({ input: writer.stdout })) {
    const [number = '', version = '', what = ''] = line.split(' ');
    changes.set(Number(number), { number: Number(number), version: Number(version), what });
    lines += 1;
    if (lines === after) writer.kill('SIGKILL');
  }
  return changes;
}

describe('a process that is killed while it writes to the index', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'rostra-killed-'));
  });
  afterAll(() => rm(dir, { recursive: true }));

  it('loses no acknowledged change and leaves a sound file', async () => {
    const acknowledged = new Map<number, Change>();
    for (const [run, after] of [1, 20, 75, 190].entries()) {
      for (const [number, change] of await acknowledgedBeforeKill(dir, run, after)) acknowledged.set(number, change);
    }
    const index = await openEmbeddedIndex({ dataDir: dir });
    expect(index.emptyBecause).toBeNull();
    const versions = await index.versions([...acknowledged.keys()].map(idOf));
    for (const { number, version, what } of acknowledged.values()) {
      const kept = versions.get(idOf(number));
      // What was written but not acknowledged any more may stand as well; it is newer.
      if (what === 'given' && kept !== undefined) expect(kept).toBeGreaterThanOrEqual(version);
      if (what === 'withdrawn' && kept !== undefined) expect(kept).toBeGreaterThan(version);
      if (kept !== undefined) expect(await found(index, `"第${kept}版"`)).toContain(number);
    }
    expect(await found(index, '')).toHaveLength((await index.entries(null, 100)).length);
    await index.close();
    const database = new DatabaseSync(join(dir, 'search.db'));
    expect(database.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    for (const table of ['fts', 'lines_fts']) database.exec(`insert into ${table}(${table}) values('integrity-check')`);
    const lost = [...acknowledged.values()].filter(({ number, what }) => what === 'given' && !versions.has(idOf(number)));
    for (const { number, version } of lost) {
      const row = database.prepare('select version from meta where speech_id = ?').get(idOf(number));
      // Not found any more: only an unacknowledged withdrawal of a version at least as new can have done that.
      expect(Number(row?.version)).toBeGreaterThanOrEqual(version);
    }
    database.close();
  }, 60_000);
});
