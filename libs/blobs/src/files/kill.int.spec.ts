import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acknowledgedBeforeKill, expectAllKept } from '../testing/killed-writer.js';
import { openFileBlobs } from './file-blobs.js';

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
    await expectAllKept(blobs, acknowledged);
    expect(await readdir(join(dir, 'tmp'))).toEqual([]);
    await blobs.close();
  });
});
