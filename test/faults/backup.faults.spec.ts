import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatePage } from '../../apps/cli/src/bench/generate-pages.js';
import { ArchiveClient } from '../support/archive-client.js';
import { type Ended, runCommand } from '../support/run-command.js';
import { root, startServer } from '../support/running-server.js';

const pages = Array.from({ length: 6 }, (_, number) => generatePage({ seed: 21, number, characters: 1_000 }));

describe('looking after an embedded archive by command', () => {
  let folder: string;
  let dataDir: string;
  let backup: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rostra-upkeep-'));
    dataDir = join(folder, 'data');
    backup = join(folder, 'backup');
    await served(async (client) => {
      await Promise.all(pages.map(({ fileName, page }) => client.push(fileName, page)));
      await client.settled();
    });
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
    runCommand(process.execPath, [join(root, 'bin/rostra.mjs'), ...args], { env: { DATA_DIR: dataDir, ...env } });

  /** Runs the archive for as long as the work takes. */
  async function served<Result>(work: (client: ArchiveClient) => Promise<Result>): Promise<Result> {
    const server = await startServer({ DATA_DIR: dataDir });
    try {
      return await work(new ArchiveClient(server.base));
    } finally {
      await server.stop();
    }
  }

  it('finds nothing wrong, builds the index anew, and finds nothing wrong again', async () => {
    const sound = { code: 0, stdout: expect.stringMatching(/^Looked at 6 captures, 6 documents, 6 speeches, 6 events: no difference\n$/) };
    expect(await run(['fsck'])).toMatchObject(sound);
    const { code, stdout } = await run(['reindex', '--json']);
    expect({ code, report: JSON.parse(stdout) }).toMatchObject({ code: 0, report: { index: 'search.db', speeches: 6, since: [0] } });
    expect(await run(['fsck', '--fast'])).toMatchObject(sound);
    expect((await readdir(dataDir)).filter((name) => name.startsWith('search.db'))).toEqual(['search.db']);
  }, 60_000);

  it('comes back whole from a copy of its folder, whatever became of the first', async () => {
    await cp(dataDir, backup, { recursive: true });
    const [first = ''] = await readdir(join(dataDir, 'blobs'));
    await rm(join(dataDir, 'blobs', first), { recursive: true });
    await writeFile(join(dataDir, 'search.db'), 'rubbish');
    const broken = await run(['fsck', '--repair', '--json']);
    const { differences } = JSON.parse(broken.stdout);
    expect(broken.code).toBe(1);
    expect(differences).toContainEqual(expect.objectContaining({ kind: 'blob-missing', isMended: false }));
    expect(
      differences.filter(({ kind, isMended }: { kind: string; isMended: boolean }) => kind === 'index-missing' && isMended),
    ).toHaveLength(6);

    await rm(dataDir, { recursive: true });
    await cp(backup, dataDir, { recursive: true });
    expect(await run(['fsck'])).toMatchObject({ code: 0 });
    await served(async (client) => {
      for (const { phrase, title } of pages) expect(await client.titlesFor(phrase)).toEqual([title]);
      expect(await client.events()).toHaveLength(6);
    });
  }, 120_000);

  it('makes a lost database anew from the captures alone', async () => {
    for (const name of ['db', 'db.ready']) await rm(join(dataDir, name), { recursive: true });
    const { code, stdout } = await run(['fsck', '--repair', '--json']);
    const { differences } = JSON.parse(stdout);
    expect({ code, unknown: differences.filter(({ kind }: { kind: string }) => kind === 'blob-unknown').length }).toEqual({
      code: 0,
      unknown: 6,
    });
    await served(async (client) => {
      await client.settled();
      for (const { phrase, title } of pages) expect(await client.titlesFor(phrase)).toEqual([title]);
      expect(await client.events()).toHaveLength(6);
    });
  }, 120_000);

  it('refuses wrong settings and a target that is none, in one sentence each', async () => {
    const target = join(folder, 'target.env');
    const refused = async (text: string, code: number, sentence: RegExp) => {
      await writeFile(target, text);
      expect(await run(['move', '--to', target])).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(sentence) });
    };
    await refused('DATABASE_URI=postgres://a/b', 78, /^rostra: In line 1 of .+DATABASE_URI is no setting.+\n$/);
    await refused('# a target\nDATABASE_URL', 78, /^rostra: In line 2 of .+write NAME=VALUE.+\n$/);
    await refused('DATABASE_URL=mysql://a/b', 78, /DATABASE_URL: write postgres:/);
    await refused(`DATA_DIR="${dataDir}"`, 65, /^rostra: Source and target name the same database.+\n$/);
    expect(await run(['move', '--to', join(folder, 'none')])).toMatchObject({ code: 66, stderr: expect.stringMatching(/cannot be read/) });
    expect(await run(['fsck'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' })).toMatchObject({
      code: 69,
      stderr: expect.stringMatching(/^rostra: PostgreSQL \(DATABASE_URL\) cannot be reached.+\n$/),
    });
  }, 60_000);
});
