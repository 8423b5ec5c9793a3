import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatePage } from '../../apps/cli/src/bench/generate-pages.js';
import { ArchiveClient } from '../support/archive-client.js';
import { killedAt } from '../support/kill-command.js';
import { runCommand } from '../support/run-command.js';
import { root, startServer } from '../support/running-server.js';

const pages = Array.from({ length: 220 }, (_, number) => generatePage({ seed: 22, number, characters: 1_000 }));
const rostra = join(root, 'bin/rostra.mjs');

describe('looking after an archive, killed in the middle', () => {
  let folder: string;
  let source: string;
  let target: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rostra-upkeep-'));
    [source, target] = [join(folder, 'source'), join(folder, 'target')];
    await writeFile(join(folder, 'target.env'), `DATA_DIR=${target}\n`);
    const server = await startServer({ DATA_DIR: source });
    const client = new ArchiveClient(server.base);
    for (const { fileName, page } of pages) await client.push(fileName, page);
    await client.settled();
    await server.stop();
  }, 300_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const run = (args: readonly string[], DATA_DIR = source) => runCommand(process.execPath, [rostra, ...args], { env: { DATA_DIR } });
  const kill = (pattern: RegExp, args: readonly string[]) => killedAt(pattern, process.execPath, [rostra, ...args], { DATA_DIR: source });
  const isSound = async (dataDir: string) => {
    const { code, stdout } = await run(['fsck', '--fast', '--json'], dataDir);
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({
      code: 0,
      checked: { documents: pages.length, events: pages.length },
      differences: [],
    });
  };

  it.each([[/filling the index/], [/comparing/], [/taken over/]])(
    'a reindex killed at %s leaves the archive sound, and the next one ends',
    async (at) => {
      await kill(at, ['reindex']);
      await isSound(source);
      expect(await run(['reindex'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^search\.db is live: 220 speeches/) });
      await isSound(source);
      expect((await readdir(source)).filter((name) => name.startsWith('search.db'))).toEqual(['search.db']);
    },
    180_000,
  );

  it('a move killed at any of its steps goes on when it is called again, and the source is as it was', async () => {
    const killed: boolean[] = [];
    for (const at of [/copying captures/, /copying page_results/, /copying speeches/, /filling the index/, /reading .+ back/]) {
      killed.push(await kill(at, ['move', '--to', join(folder, 'target.env')]));
    }
    expect(killed.filter(Boolean).length).toBeGreaterThan(2);
    const { code, stdout } = await run(['move', '--to', join(folder, 'target.env')]);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringMatching(/gone on with[\s\S]+The target is a whole copy/) });
    await isSound(target);
    await isSound(source);
    const server = await startServer({ DATA_DIR: target });
    const client = new ArchiveClient(server.base);
    for (const { phrase, title, page, fileName } of pages.slice(0, 10)) {
      expect(await client.titlesFor(phrase)).toEqual([title]);
      expect(await client.raw(await client.push(fileName, page))).toBe(page);
    }
    expect(await client.events()).toHaveLength(pages.length);
    await server.stop();
  }, 300_000);
});
