import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sitePage, siteUrl } from '../libs/parsing/src/testing/invented-site.js';
import { ArchiveClient } from './support/archive-client.js';
import { type Ended, runCommand } from './support/run-command.js';
import { type RunningServer, root, startServer } from './support/running-server.js';

const CARD = '青岭晚报是青岭市民自己的报纸';
const SITE = 'wanbao.example';

describe('a rule of a site, from the pages that repeat a card to an archive without it', () => {
  let server: RunningServer;
  let archive: ArchiveClient;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rostra-rules-'));
    server = await startServer();
    archive = new ArchiveClient(server.base);
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 30_000);

  async function rostra(...args: readonly string[]): Promise<Ended> {
    const env = { ROSTRA_SERVER: server.base, DATA_DIR: server.dataDir };
    const ended = await runCommand(process.execPath, [join(root, 'bin/rostra.mjs'), ...args], { env });
    if (ended.code !== 0) throw new Error(`rostra ${args.join(' ')} ended with ${ended.code}:\n${ended.stdout}${ended.stderr}`);
    return ended;
  }

  /** Dry run of the site and its application; answers the report. */
  async function reparsed() {
    const compared = JSON.parse((await rostra('reparse', '--dry-run', '--site', SITE, '--json')).stdout);
    await rostra('reparse', '--apply');
    return compared;
  }

  const found = async (words: string) => (await archive.titlesFor(words)).length;

  it('is learned, looked at, accepted, applied to what comes and to what is stored, and taken back', async () => {
    for (const number of [1, 2, 3, 4, 5]) {
      const file = join(folder, `${number}.html`);
      await writeFile(file, sitePage({ number }));
      await rostra('ingest', file, '--url', siteUrl(number));
    }
    const other = join(folder, 'other.html');
    await writeFile(other, sitePage({ number: 9 }));
    await rostra('ingest', other, '--url', 'https://other.example/9.html');
    expect(await found(CARD)).toBe(6);

    const { offered } = JSON.parse((await rostra('rules', 'learn', SITE, '--json')).stdout);
    expect(offered).toMatchObject([{ selector: '.writer-box', status: 'offered', evidence: { pages: 5, of: 5 } }]);
    const [{ id }] = offered;
    expect((await rostra('rules', 'list', '--status', 'offered')).stdout).toContain('.writer-box');
    const preview = (await rostra('rules', 'preview', id)).stdout;
    expect(preview).toContain('5 of 5 stored pages would change');
    expect(preview).toContain(CARD);
    expect(await found(CARD)).toBe(6);

    expect((await rostra('rules', 'accept', id)).stdout).toContain(`rostra reparse --dry-run --site ${SITE}`);
    const sixth = join(folder, '6.html');
    await writeFile(sixth, sitePage({ number: 6 }));
    await rostra('ingest', sixth, '--url', siteUrl(6));
    expect(await found(CARD)).toBe(6);

    const before = await archive.events();
    const { total, counts, kinds } = await reparsed();
    expect({ total, changed: counts.changed, text: kinds.text, rules: kinds.rules }).toEqual({ total: 5, changed: 5, text: 5, rules: 5 });
    expect(await found(CARD)).toBe(1);
    const events = (await archive.events()).slice(before.length);
    expect(events.map(({ type }) => type)).toEqual(Array(5).fill('rostra.speech.reparsed'));
    expect((await reparsed()).total).toBe(0);

    await rostra('rules', 'off', id);
    expect((await reparsed()).total).toBe(6);
    expect(await found(CARD)).toBe(7);
    expect(JSON.parse((await rostra('rules', 'learn', SITE, '--json')).stdout).offered).toEqual([]);
  }, 180_000);

  it('is refused without the key and for a selector that cannot be used, with its place', async () => {
    const env = { ROSTRA_SERVER: server.base, DATA_DIR: server.dataDir };
    const wrong = await runCommand(process.execPath, [join(root, 'bin/rostra.mjs'), 'rules', 'add', SITE, 'p:has(a)'], { env });
    expect(wrong.code).not.toBe(0);
    expect(wrong.stderr).toMatch(/:has is not known here.*character 2/);
    const keyless = await fetch(`${server.base}/api/v1/site-rules`, { method: 'POST' });
    expect(keyless.status).toBe(401);
    expect((await readFile(join(server.dataDir, 'admin.key'), 'utf8')).trim()).not.toBe('');
  }, 60_000);
});
