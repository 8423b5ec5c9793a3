import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { generatePage } from '../../apps/cli/src/bench/generate-pages.js';
import { ArchiveClient } from '../support/archive-client.js';
import { type RunningServer, startServer } from '../support/running-server.js';

const pages = Array.from({ length: 12 }, (_, number) => generatePage({ seed: 5, number, characters: 1_000 }));

describe('a search index that is spoiled while the archive runs', () => {
  let server: RunningServer;
  let client: ArchiveClient;

  beforeAll(async () => {
    server = await startServer();
    client = new ArchiveClient(server.base);
    await Promise.all(pages.map(({ fileName, page }) => client.push(fileName, page)));
    await client.settled();
  }, 120_000);
  afterAll(() => server?.stop(), 30_000);

  it('is filled again from the database by itself', async () => {
    await spoil(join(server.dataDir, 'search.db'));
    for (const { phrase, title } of pages) {
      while ((await titles(phrase)).join() !== title) await sleep(200);
    }
  }, 60_000);

  async function spoil(path: string): Promise<void> {
    const file = await open(path, 'r+');
    const { size } = await file.stat();
    await file.write(Buffer.alloc(size, 'rubbish'), 0, size, 0);
    await file.close();
  }

  /** While the index is made anew it asks for patience. */
  const titles = (phrase: string) => client.titlesFor(phrase).catch(() => []);
});
