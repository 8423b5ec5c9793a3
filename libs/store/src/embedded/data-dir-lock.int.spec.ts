import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from '../testing/child.js';
import { DataDirInUse, lockDataDir } from './data-dir-lock.js';
import { socketFolder } from './private-folder.js';

describe('the lock of the data directory', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'rostra-lock-'));
  });
  afterEach(async () => {
    for (const dataDir of folders()) await rm(await socketFolder(dataDir), { recursive: true, force: true });
    await rm(root, { recursive: true, force: true });
  });

  const refusal = async (dataDir: string): Promise<DataDirInUse> => {
    const error = await lockDataDir(dataDir).then(
      () => null,
      (reason: unknown) => reason,
    );
    if (error instanceof DataDirInUse) return error;
    throw new Error(`The lock was given, or refused for another reason: ${error}`);
  };

  /** Long paths do not fit into the address of a socket. */
  const folders = () => [join(root, 'data'), join(root, '很长的路径'.repeat(12), 'data')];

  it.each([0, 1])(
    'refuses a second process within two seconds and says who holds it, until that one is killed (path %i)',
    async (at) => {
      const dataDir = folders()[at] ?? '';
      const child = runChild(`
      await store.lockDataDir(${JSON.stringify(dataDir)});
      console.log('held');
      setInterval(() => {}, 1000);`);
      expect(await child.lines(1)).toEqual(['held']);
      const startedAt = performance.now();
      const error = await refusal(dataDir);
      expect(performance.now() - startedAt).toBeLessThan(2_000);
      expect(error.holder?.pid).toBe(child.process.pid);
      expect(error.message).toContain(`by process ${child.process.pid} since 2`);
      expect(error.message).toContain('set DATA_DIR to another folder');
      await child.kill();
      await (await lockDataDir(dataDir)).release();
    },
    20_000,
  );

  it('goes to one of many that find a dead socket at the same moment', async () => {
    const dataDir = join(root, 'data');
    const child = runChild(`await store.lockDataDir(${JSON.stringify(dataDir)}); console.log('held'); setInterval(() => {}, 1000);`);
    await child.lines(1);
    await child.kill();
    const takers = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataDir(dataDir)));
    const winners = takers.flatMap((taker) => (taker.status === 'fulfilled' ? [taker.value] : []));
    expect(winners).toHaveLength(1);
    for (const taker of takers) if (taker.status === 'rejected') expect(taker.reason).toBeInstanceOf(DataDirInUse);
    await winners[0]?.release();
  }, 20_000);

  it('can be taken again after it was released, and is the same by another path to the folder', async () => {
    const lock = await lockDataDir(join(root, 'data'));
    expect((await refusal(join(root, 'x', '..', 'data'))).holder?.pid).toBe(process.pid);
    await lock.release();
    await (await lockDataDir(join(root, 'data'))).release();
  });
});
