import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, 30_000);

  it('refuses a second process on its folder within 2 s, and says who holds it', async () => {
    const startedAt = performance.now();
    await expect(startServer({ DATA_DIR: dataDir })).rejects.toThrow(/in use by process \d+ since/);
    expect(performance.now() - startedAt).toBeLessThan(2_000 + PROCESS_START_MS);
  }, 30_000);

  /** From the life line: the row forgets crashes with every stage that is passed. */
  async function crashesOf(id: string): Promise<number> {
    const { timeline } = await new ArchiveClient(server.base).get<{ timeline: { step: string }[] }>(`/documents/${id}/timeline`);
    return timeline.filter(({ step }) => step === 'crashed').length;
  }

  it('finishes what it has in hand within 10 s, and goes on with the rest at the next start', async () => {
    const pages = Array.from({ length: DOCUMENTS }, (_, number) => generatePage({ seed: 3, number, characters: 8_000 }));
    await Promise.all(pages.map(({ fileName, page }) => new ArchiveClient(server.base).push(fileName, page)));
    const startedAt = performance.now();
    expect(await server.stop()).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(10_500);
    server = await startServer({ DATA_DIR: dataDir });
    const documents = await new ArchiveClient(server.base).settled();
    expect(documents.map(({ status }) => status)).toEqual(Array.from({ length: DOCUMENTS }, () => 'announced'));
    for (const { id } of documents) expect(await crashesOf(id)).toBe(0);
  }, 120_000);
});

describe('an archive that is stopped while a slow site answers', () => {
  it('gives the page back to the next start, and blames nobody', async () => {
    const site = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      const drip = setInterval(() => response.write('<p>慢'), 300);
      response.once('close', () => clearInterval(drip));
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    const { port } = site.address() as AddressInfo;
    const dataDir = await mkdtemp(join(tmpdir(), 'rostra-slow-'));
    const server = await startServer({ DATA_DIR: dataDir, FETCH_PRIVATE: 'on' });
    const asked = new Promise((resolve) => site.once('request', resolve));
    const answer = await fetch(`${server.base}/api/v1/documents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: `http://127.0.0.1:${port}/slow.html` }),
    });
    const { id } = (await answer.json()) as { id: string };
    await asked;
    const startedAt = performance.now();
    expect(await server.stop()).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    site.closeAllConnections();
    const again = await startServer({ DATA_DIR: dataDir, FETCH_PRIVATE: 'on' });
    const { timeline } = await new ArchiveClient(again.base).get<{ timeline: { step: string }[] }>(`/documents/${id}/timeline`);
    expect(timeline.filter(({ step }) => step === 'crashed')).toEqual([]);
    await again.stop();
    site.closeAllConnections();
    site.close();
    await rm(dataDir, { recursive: true, force: true });
  }, 90_000);
});

/** What Node and the modules take before the folder is looked at, on a busy machine. */
const PROCESS_START_MS = 4_000;
