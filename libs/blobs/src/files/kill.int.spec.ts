import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openFileBlobs } from './file-blobs.js';

/** The built program: a process of its own cannot run TypeScript. */
const program = fileURLToPath(new URL('../testing/put-until-killed.js', import.meta.url)).replace(
  '/libs/blobs/src/',
  '/dist/libs/blobs/src/',
);

/** Starts the writer, kills it with SIGKILL once it has acknowledged this many puts, and gives all lines that came out. */
async function acknowledgedBeforeKill(dir: string, run: number, after: number): Promise<readonly string[]> {
  const writer = spawn(process.execPath, [program, dir, String(run)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  for await (const line of createInterface({ input: writer.stdout })) {
    lines.push(line);
    if (lines.length === after) writer.kill('SIGKILL');
  }
  return lines;
}

describe('a process that is killed while it puts', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'rostra-killed-'));
  });
  afterAll(() => rm(dir, { recursive: true }));

  it('leaves every acknowledged body readable with its description, and no unfinished file', async () => {
    const acknowledged: string[] = [];
    for (const [run, after] of [1, 5, 23, 64, 150].entries()) acknowledged.push(...(await acknowledgedBeforeKill(dir, run, after)));
    expect(acknowledged.length).toBeGreaterThanOrEqual(243);
    const blobs = await openFileBlobs(dir);
    for (const line of acknowledged) {
      const [sha256 = '', key] = line.split(' ');
      expect((await blobs.read(sha256)).byteLength).toBeGreaterThan(0);
      expect((await blobs.describe(sha256)).map((description) => description.key)).toContain(key);
    }
    expect(await readdir(join(dir, 'tmp'))).toEqual([]);
    for (const name of await blobs.list(null, 10_000)) expect(await blobs.describe(name)).not.toEqual([]);
    await blobs.close();
  });
});
