import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestStore } from '../testing/open-test-store.js';
import { openCluster } from './cluster.js';
import { simpleQuery } from './frames.js';

describe('the database in its thread', () => {
  it('keeps nothing of what it has answered', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'rostra-cluster-'));
    await (await openTestStore(dataDir)).close();
    const cluster = await openCluster(join(dataDir, 'db'));
    const ask = async () => expect((await cluster.exec(simpleQuery("select repeat('x', 100000)"))).length).toBeGreaterThan(100_000);
    await ask();
    const before = process.memoryUsage().heapUsed;
    for (let round = 0; round < 400; round += 1) await ask();
    // Kept answers would come to 40 MB.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000);
    await cluster.close();
    await rm(dataDir, { recursive: true, force: true });
  }, 60_000);
});
