import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatePage } from '../../apps/cli/src/bench/generate-pages.js';
import { ArchiveClient } from '../support/archive-client.js';
import { type RunningServer, startServer } from '../support/running-server.js';

const DOCUMENTS = 60;

describe('an archive that is stopped in the middle of its work', () => {
  let dataDir: string;
  let server: RunningServer;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rostra-stop-'));
    server = await startServer({ DATA_DIR: dataDir });
  }, 60_000);

  afterAll(async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, 30_000);

  it('refuses a second process on its folder within 2 s, and says who holds it', async () => {
    const startedAt = performance.now();
    await expect(startServer({ DATA_DIR: dataDir })).rejects.toThrow(/in use by process \d+ since/);
    expect(performance.now() - startedAt).toBeLessThan(2_000 + PROCESS_START_MS);
  }, 30_000);

  it('finishes what it has in hand within 10 s, and goes on with the rest at the next start', async () => {
    const pages = Array.from({ length: DOCUMENTS }, (_, number) => generatePage({ seed: 3, number, characters: 8_000 }));
    await Promise.all(pages.map(({ fileName, page }) => new ArchiveClient(server.base).push(fileName, page)));
    const startedAt = performance.now();
    expect(await server.stop()).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(10_500);
    server = await startServer({ DATA_DIR: dataDir });
    const documents = await new ArchiveClient(server.base).settled();
    expect(documents.map(({ status, crashes }) => ({ status, crashes }))).toEqual(
      Array.from({ length: DOCUMENTS }, () => ({ status: 'announced', crashes: 0 })),
    );
  }, 120_000);
});

/** What Node and the modules take before the folder is looked at, on a busy machine. */
const PROCESS_START_MS = 4_000;
