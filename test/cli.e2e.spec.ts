import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatePage } from '../apps/cli/src/bench/generate-pages.js';
import { type Ended, type RunOptions, runCommand } from './support/run-command.js';
import { type RunningServer, root, startServer } from './support/running-server.js';

const rostra = join(root, 'bin/rostra.mjs');
const jsonLines = (stdout: string) =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/** Any port that nobody listens on: a server that has just ended had it. */
async function goneServer(): Promise<string> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

describe('rostra', () => {
  let server: RunningServer;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rostra-cli-'));
    server = await startServer();
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 30_000);

  const run = (args: readonly string[], options: RunOptions = {}): Promise<Ended> =>
    runCommand(process.execPath, [rostra, ...args], { ...options, env: { ROSTRA_SERVER: server.base, ...options.env } });

  it('ingests a folder, says of each page what became of it, and takes the second time as unchanged', async () => {
    for (let number = 0; number < 5; number += 1) {
      const { fileName, page } = generatePage({ seed: 11, number, characters: 1_500 });
      await writeFile(join(folder, fileName), page);
    }
    await writeFile(join(folder, 'empty.txt'), '');
    const first = await run(['ingest', folder, '--json']);
    expect(
      jsonLines(first.stdout)
        .map(({ fate }: { fate: string }) => fate)
        .toSorted(),
    ).toEqual(['refused', ...Array(5).fill('searchable')]);
    expect(first.stderr).toMatch(/^6 inputs in [\d.]+ s: 5 searchable \(5 speeches\), 1 refused\n$/);
    expect(first.code).toBe(1);
    await rm(join(folder, 'empty.txt'));
    const second = await run(['ingest', folder]);
    expect(second.stdout.match(/^unchanged {3}/gm)).toHaveLength(5);
    expect(second.code).toBe(0);
  }, 60_000);

  it('finds what it ingested, also for scripts', async () => {
    const { phrase, title } = generatePage({ seed: 11, number: 3, characters: 1_500 });
    const people = await run(['search', phrase]);
    expect(people.stdout).toContain(title);
    expect(people.stdout).toContain(phrase);
    expect(people.stdout).not.toContain('\u001b');
    const coloured = await run(['search', phrase], { env: { FORCE_COLOR: '1' } });
    expect(coloured.stdout).toContain('\u001b[');
    const [answer] = jsonLines((await run(['search', phrase, '--json'])).stdout);
    expect(answer).toMatchObject({ total: 1, hits: [{ title }] });
  }, 30_000);

  it('points at the fault of a query and ends with 65', async () => {
    const { code, stderr } = await run(['search', '治水 (河道']);
    expect(stderr).toMatch(/^rostra: .+\n {2}治水 \(河道\n +\^/);
    expect(code).toBe(65);
  });

  it('tells events from the beginning, one line each', async () => {
    const { code, stdout } = await run(['watch', '--after', '0', '--count', '3', '--json']);
    expect(jsonLines(stdout).map(({ sequence }: { sequence: string }) => sequence)).toEqual(['1', '2', '3']);
    expect(code).toBe(0);
  });

  it('hears of a page that comes while it watches', async () => {
    const { fileName, page, title } = generatePage({ seed: 12, number: 0, characters: 1_000 });
    await writeFile(join(folder, fileName), page);
    const last = jsonLines((await run(['watch', '--after', '0', '--count', '5', '--json'])).stdout).at(-1)?.sequence;
    const [watched] = await Promise.all([run(['watch', '--after', last, '--count', '1']), run(['ingest', join(folder, fileName)])]);
    expect(watched.stdout).toContain(title);
  }, 30_000);

  it('shows queues, failures and its own health', async () => {
    const queues = await run(['queues']);
    for (const stage of ['crawler', 'parser', 'indexer', 'announcer']) expect(queues.stdout).toMatch(new RegExp(`^${stage} +0 `, 'm'));
    expect(await run(['failures'])).toMatchObject({ code: 0, stdout: 'No failures.\n' });
    const retry = (DATA_DIR: string) => run(['failures', 'retry', 'no-such-group'], { env: { DATA_DIR, ADMIN_KEY: '' } });
    expect(await retry(server.dataDir)).toMatchObject({ code: 65, stderr: expect.stringMatching(/No failures/) });
    expect(await retry(folder)).toMatchObject({ code: 65, stderr: expect.stringMatching(/admin\.key/) });
    const doctor = await run(['doctor'], { env: { DATA_DIR: server.dataDir } });
    expect(doctor.stdout).toMatch(/^ok +lock +held by process \d+/m);
    expect(doctor.stdout).toMatch(/^ok +server +ready at/m);
    expect(doctor.code).toBe(0);
  }, 30_000);

  it('leaves an archive to the server that has it, and says so', async () => {
    for (const verb of ['reindex', 'fsck']) {
      const { code, stdout, stderr } = await run([verb], { env: { DATA_DIR: server.dataDir } });
      expect({ code, stdout, stderr }).toEqual({
        code: 75,
        stdout: '',
        stderr: expect.stringMatching(/^rostra: .+ in use by process \d+ .+Stop it.+\n$/),
      });
    }
  }, 30_000);

  it('says in one sentence how to start a server when none is there', async () => {
    const env = { ROSTRA_SERVER: await goneServer() };
    for (const args of [['queues'], ['search', 'x'], ['ingest', folder], ['watch'], ['failures']]) {
      const { code, stdout, stderr } = await run(args, { env });
      expect({ code, stdout, stderr }).toEqual({
        code: 69,
        stdout: '',
        stderr: expect.stringMatching(/^rostra: No Rostra is running at .+npm start.+\n$/),
      });
    }
    const doctor = await run(['doctor', '--data-dir', join(folder, 'none')], { env });
    expect(doctor).toMatchObject({ code: 1, stdout: expect.stringMatching(/^bad +server.+\n.+npm start/m) });
  }, 30_000);

  it('says which version it is', async () => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    expect(await run(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  it('ends with 64 for wrong arguments and 66 for a file that is not there', async () => {
    expect(await run(['search'])).toMatchObject({ code: 64, stderr: expect.stringMatching(/missing required argument/) });
    expect(await run(['ingest', join(folder, 'missing')])).toMatchObject({
      code: 66,
      stdout: expect.stringMatching(/^unreadable {2}.+missing {2}It cannot be read/),
    });
  });

  describe('parse', () => {
    const parse = (args: readonly string[], options: RunOptions = {}) =>
      run(['parse', ...args], { ...options, env: { ROSTRA_SERVER: 'http://127.0.0.1:9' } });

    it('needs no server and writes one line of JSON per input, in their order', async () => {
      const names = ['single-speech.txt', 'compilation-of-three.txt', 'download-page.html'].map((name) => join(root, 'samples', name));
      const { code, stdout } = await parse([...names, join(folder, 'missing'), '-'], {
        input: await readFile(join(root, 'samples/redacted.txt'), 'utf8'),
      });
      const pages = jsonLines(stdout);
      expect(pages.map(({ input }) => input)).toEqual([...names, join(folder, 'missing'), '-']);
      expect(pages.map(({ slices }) => slices)).toEqual([8, 10, 0, undefined, 7]);
      expect(pages.map(({ speeches }) => speeches?.length)).toEqual([1, 3, 1, undefined, 1]);
      expect(pages[3]).toMatchObject({ error: { code: 'unreadable' } });
      expect(code).toBe(1);
    }, 30_000);

    it('writes Markdown and text', async () => {
      const page = join(root, 'samples/single-speech.txt');
      expect((await parse([page, '--format', 'markdown'])).stdout).toMatch(/^# 在2021年澄岚市治水兴城工作会议上的讲话\n/);
      const text = (await parse([page, '--format', 'text'])).stdout;
      expect(text).toContain('污水处理能力八万吨'.slice(4));
      expect(text).not.toMatch(/\n\d、|由会员分享/);
    }, 30_000);

    it('keeps the contract of extraction benches', async () => {
      const paths = ['news-page.html', 'single-speech.txt'].map((name) => join(root, 'samples', name));
      const { code, stdout } = await parse(['--stdin-paths', '--extract'], { input: `${paths.join('\n')}\n` });
      const rows = jsonLines(stdout);
      expect(rows.map(({ id }) => id)).toEqual(paths);
      for (const { text, ms } of rows) {
        expect(text.length).toBeGreaterThan(1_000);
        expect(ms).toBeGreaterThan(0);
      }
      expect(code).toBe(0);
    }, 30_000);

    // only Linux has a device that is always full
    (existsSync('/dev/full') ? it : it.skip)(
      'says when the output cannot be written',
      async () => {
        const { code, stderr } = await runCommand('bash', ['-c', `${process.execPath} ${rostra} parse samples/redacted.txt > /dev/full`]);
        expect({ code, stderr }).toEqual({ code: 74, stderr: expect.stringMatching(/^rostra: The output cannot be written: ENOSPC/) });
      },
      30_000,
    );

    it('stops quietly when the reader has enough', async () => {
      const { code, stdout, stderr } = await runCommand('bash', [
        '-c',
        `${process.execPath} ${rostra} parse --all samples | head -c 1; echo " \${PIPESTATUS[0]}"`,
      ]);
      expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '{ 0\n', stderr: '' });
    }, 30_000);
  });

  it('runs under whatever Node and from whatever folder it is called', async () => {
    const env = {
      PATH: (process.env.PATH ?? '')
        .split(':')
        .filter((part) => !part.endsWith('node_modules/.bin'))
        .join(':'),
    };
    const { code, stdout } = await runCommand(
      'npx',
      ['--prefix', root, 'rostra', 'parse', '--format', 'text', join(root, 'samples/redacted.txt')],
      { env, cwd: folder },
    );
    expect(code).toBe(0);
    expect(stdout).toContain('办好人民满意教育');
  }, 60_000);
});
