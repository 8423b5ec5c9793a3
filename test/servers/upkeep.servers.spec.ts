import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@elastic/elasticsearch';
import { openStore } from '#store';
import { administer } from '#store/testing';
import { generatePage } from '../../apps/cli/src/bench/generate-pages.js';
import { ArchiveClient } from '../support/archive-client.js';
import { killedAt } from '../support/kill-command.js';
import { type Ended, runCommand } from '../support/run-command.js';
import { type RunningServer, root, startServer } from '../support/running-server.js';

const { TEST_DATABASE_URL: database = '', TEST_ELASTICSEARCH_URL: elasticsearch = '', TEST_BLOBS_URL: blobs = '' } = process.env;
if (!database || !elasticsearch || !blobs) throw new Error('The servers of this suite are not named: start them with scripts/services.sh.');

const rostra = join(root, 'bin/rostra.mjs');
const FIRST = 150;

type Settings = Readonly<Record<string, string>>;

/** The same steps a person takes, with the commands of docs/operations.md. */
describe('looking after an archive on servers', () => {
  let folder: string;
  let settings: Settings;
  let server: RunningServer | null = null;
  let number = 0;
  const databases: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rostra-upkeep-'));
    settings = { ...(await ownDatabase()), ...ownIndex(), BLOBS_URL: `${blobs}/${randomUUID()}`, DATA_DIR: join(folder, 'apps') };
    await serving(settings);
    await push(FIRST);
    await client().settled();
  }, 300_000);

  afterAll(async () => {
    await server?.stop();
    for (const name of databases) await administer(database, `drop database ${name} with (force)`);
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  async function ownDatabase() {
    const name = `rostra_spec_${randomUUID().replaceAll('-', '')}`;
    await administer(database, `create database ${name}`);
    databases.push(name);
    const url = new URL(database);
    url.pathname = `/${name}`;
    return { DATABASE_URL: url.href };
  }

  const ownIndex = (): Settings => ({ ELASTICSEARCH_URL: elasticsearch, ELASTICSEARCH_PREFIX: `rostra-spec-${randomUUID()}` });
  const client = () => new ArchiveClient(server?.base ?? '');

  /** All rooms in one process, on these settings; whoever ran before is stopped. */
  async function serving(on: Settings): Promise<void> {
    await stopped();
    server = await startServer(on);
  }

  async function stopped(): Promise<void> {
    await server?.stop();
    server = null;
  }

  const pageOf = (which: number) => generatePage({ seed: 31, number: which, characters: 1_000 });

  async function push(count: number): Promise<void> {
    for (let left = count; left > 0; left -= 1) {
      const { fileName, page } = pageOf(number);
      number += 1;
      await client().push(fileName, page);
    }
  }

  const run = (args: readonly string[], env: Settings = settings): Promise<Ended> =>
    runCommand(process.execPath, [rostra, ...args], { env });
  const kill = (at: RegExp, args: readonly string[], env = settings) => killedAt(at, process.execPath, [rostra, ...args], env);

  async function expectSound(env: Settings = settings): Promise<void> {
    const { code, stdout, stderr } = await run(['fsck', '--json'], env);
    expect({ code, stderr, differences: JSON.parse(stdout || '{}').differences }).toMatchObject({ code: 0, differences: [] });
  }

  async function expectAllFound(): Promise<void> {
    for (let which = 0; which < number; which += 7) {
      const { phrase, title } = pageOf(which);
      expect(await client().titlesFor(phrase)).toEqual([title]);
    }
    expect(await client().events()).toHaveLength(number);
  }

  async function indexes(prefix: string): Promise<string[]> {
    const elastic = new Client({ node: elasticsearch });
    const found = Object.keys(await elastic.indices.getAlias({ index: `${prefix}-v*` }));
    await elastic.close();
    return found;
  }

  it('builds the index anew while a server goes on writing, and loses nothing', async () => {
    let goesOn = true;
    const pushing = (async () => {
      while (goesOn) await push(1);
    })();
    const { code, stdout } = await run(['reindex', '--json']);
    goesOn = false;
    await pushing;
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({
      code: 0,
      index: expect.stringMatching(/-000002$/),
      removed: [expect.stringMatching(/-000001$/)],
    });
    expect(JSON.parse(stdout).since.at(-1)).toBe(0);
    await client().settled();
    expect(number).toBeGreaterThan(FIRST);
    await expectAllFound();
    await expectSound();
  }, 180_000);

  it('refuses a second reindex while one is at it', async () => {
    const store = await openStore({ kind: 'server', url: settings.DATABASE_URL ?? '', role: 'upkeep' });
    const refused = await store.alone('a reindex', () => run(['reindex']));
    expect(refused).toMatchObject({
      code: 75,
      stdout: '',
      stderr: expect.stringMatching(/^rostra: Another process is at a reindex on this archive\..+\n$/),
    });
    await store.close();
    expect(await run(['reindex'])).toMatchObject({ code: 0 });
  }, 180_000);

  it.each([[/filling the index/], [/comparing/], [/taken over/]])(
    'goes on serving when a reindex is killed at %s, and the next one cleans up',
    async (at) => {
      await kill(at, ['reindex']);
      await expectAllFound();
      expect(await run(['reindex'])).toMatchObject({ code: 0 });
      expect(await indexes(settings.ELASTICSEARCH_PREFIX ?? '')).toHaveLength(1);
      await expectSound();
    },
    180_000,
  );

  it('finds nothing wrong while pages come in', async () => {
    let goesOn = true;
    const pushing = (async () => {
      while (goesOn) await push(1);
    })();
    await expectSound();
    goesOn = false;
    await pushing;
    await client().settled();
  }, 120_000);

  it('comes back from a dump of the database and a copy of its captures, with the index built anew', async () => {
    const target = { ...(await ownDatabase()), ...ownIndex(), DATA_DIR: join(folder, 'restored') };
    const files = join(folder, 'dump');
    // Captures that came between the dump and their copy are more than the rows know: they are accepted again.
    await dumped(settings.DATABASE_URL ?? '', files);
    await push(3);
    await client().settled();
    await stopped();
    const copied = { ...settings, ...(await ownDatabase()), ...ownIndex(), BLOBS_URL: '', DATA_DIR: join(folder, 'copy') };
    await movedTo(copied);
    await cp(join(folder, 'copy', 'blobs'), join(folder, 'restored', 'blobs'), { recursive: true });
    await runCommand('pg_restore', ['--no-owner', `--dbname=${target.DATABASE_URL}`, files]);
    expect(await run(['reindex'], target)).toMatchObject({ code: 0 });
    const found = await run(['fsck', '--json'], target);
    expect(JSON.parse(found.stdout).differences.map(({ kind }: { kind: string }) => kind)).toEqual([
      'blob-unknown',
      'blob-unknown',
      'blob-unknown',
    ]);
    expect(await run(['fsck', '--repair'], target)).toMatchObject({ code: 0 });
    await serving(target);
    await client().settled();
    await expectAllFound();
    await stopped();
    await expectSound(target);
  }, 300_000);

  async function dumped(url: string, to: string): Promise<void> {
    const { code, stderr } = await runCommand('pg_dump', ['--format=directory', `--file=${to}`, '--schema=public', url]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  }

  async function movedTo(target: Settings): Promise<void> {
    const { BLOBS_URL: _, ...rest } = target;
    const file = join(folder, `${randomUUID()}.env`);
    await writeFile(
      file,
      Object.entries(rest)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
    expect(await run(['move', '--to', file])).toMatchObject({ code: 0, stdout: expect.stringMatching(/The target is a whole copy/) });
  }

  it('moves to other servers only when nobody writes, and goes on where a killed move has stopped', async () => {
    const target = { ...(await ownDatabase()), ...ownIndex(), BLOBS_URL: `${blobs}/${randomUUID()}`, DATA_DIR: join(folder, 'moved') };
    const file = join(folder, 'target.env');
    await writeFile(
      file,
      Object.entries(target)
        .map(([name, value]) => `${name}='${value}'\n`)
        .join(''),
    );
    await serving(settings);
    const busy = await run(['move', '--to', file]);
    expect(busy).toMatchObject({
      code: 65,
      stderr: expect.stringMatching(/^rostra: The source is at work .+ Stop its apps.+--while-running.+\n$/),
    });
    expect(await run(['move', '--to', file, '--while-running'])).toMatchObject({ code: 0 });
    await push(2);
    await client().settled();
    await stopped();
    for (const at of [/copying captures/, /copying speeches/, /filling the index/]) await kill(at, ['move', '--to', file]);
    const { code, stdout } = await run(['move', '--to', file]);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringMatching(/gone on with[\s\S]+The target is a whole copy/) });
    await expectSound(target);
    await expectSound();
    await serving(target);
    await expectAllFound();
    await push(1);
    await client().settled();
    await expectAllFound();
    expect(await run(['move', '--to', file])).toMatchObject({ code: 65, stderr: expect.stringMatching(/Apps are running on the target/) });
    await stopped();
    expect(await run(['move', '--to', file])).toMatchObject({ code: 65, stderr: expect.stringMatching(/worked on since/) });
  }, 300_000);
});
