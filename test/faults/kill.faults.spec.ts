import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { generatePage } from '../../apps/cli/src/bench/generate-pages.js';
import { randomFrom } from '../../apps/cli/src/bench/random.js';
import { ArchiveClient } from '../support/archive-client.js';
import { type RunningServer, startServer } from '../support/running-server.js';

const KILLS = 20;
const AT_ONCE = 4;
const CHARACTERS = 1_500;

/** Repeats a run: the pages and the moments of the kills come from it. */
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const random = randomFrom(seed);

interface Pushed {
  readonly id: string;
  readonly phrase: string;
  readonly title: string;
  readonly page: string;
}

describe(`an archive that is killed ${KILLS} times at random moments (SEED=${seed})`, () => {
  let dataDir: string;
  let server: RunningServer;
  const accepted: Pushed[] = [];
  let number = 0;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rostra-kill-'));
    for (let round = 0; round < KILLS; round += 1) await pushUntilKilled(3 + random.whole(20), random.whole(200));
    server = await startServer({ DATA_DIR: dataDir });
    await new ArchiveClient(server.base).settled();
  }, 600_000);

  afterAll(async () => {
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, 30_000);

  /** Counted in pushes, so that a slow machine kills in the middle of the work as well. */
  async function pushUntilKilled(pushes: number, afterMs: number): Promise<void> {
    const enough = accepted.length + pushes;
    const running = await startServer({ DATA_DIR: dataDir });
    const client = new ArchiveClient(running.base);
    let lives = true;
    const pushing = Promise.all(Array.from({ length: AT_ONCE }, () => pushWhile(() => lives, client)));
    while (accepted.length < enough) await Promise.race([sleep(5), pushing]);
    await sleep(afterMs);
    lives = false;
    await running.kill();
    await pushing;
  }

  /** Remembers exactly what was answered: a push whose answer never came may or may not be there. Every push must be accepted until the kill. */
  async function pushWhile(lives: () => boolean, client: ArchiveClient): Promise<void> {
    while (lives()) {
      const { fileName, phrase, title, page } = generatePage({ seed, number: number++, characters: CHARACTERS });
      try {
        accepted.push({ id: await client.push(fileName, page), phrase, title, page });
      } catch (error) {
        if (lives()) throw error;
      }
    }
  }

  it('has accepted enough to lose', () => expect(accepted.length).toBeGreaterThan(KILLS * 3));

  it('ends every document it accepted as searchable or as a visible dead letter with its crashes', async () => {
    const ends = new Map((await new ArchiveClient(server.base).settled()).map((document) => [document.id, document]));
    const lost = accepted.filter(({ id }) => !ends.has(id));
    const others = [...ends.values()].filter(({ status, crashes }) => status !== 'announced' && !(status === 'failed' && crashes >= 3));
    expect({ lost, others }).toEqual({ lost: [], others: [] });
    // A kill that strikes three times while the same document is alone in hand looks like its fault; that must stay a rare bad luck.
    const dead = [...ends.values()].filter(({ status }) => status === 'failed');
    expect(dead.length).toBeLessThan(accepted.length / 50);
  });

  it('finds the speech of each by a phrase of its own, and its exact bytes', async () => {
    const client = new ArchiveClient(server.base);
    const ends = new Map((await client.documents()).map((document) => [document.id, document.status]));
    const faults: string[] = [];
    for (const { id, phrase, title, page } of accepted) {
      const titles = ends.get(id) === 'announced' ? await client.titlesFor(phrase) : [title];
      if (titles.join() !== title) faults.push(`${id}: ${titles.join()}`);
      if ((await client.raw(id)) !== page) faults.push(`${id}: other bytes`);
    }
    expect(faults).toEqual([]);
  }, 60_000);

  it('has a log without gaps that tells of each speech once', async () => {
    const client = new ArchiveClient(server.base);
    const events = await client.events();
    expect(events.map(({ sequence }) => Number(sequence))).toEqual(events.map((_, index) => index + 1));
    expect(new Set(events.map(({ subject }) => subject)).size).toBe(events.length);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    const announced = (await client.documents()).filter(({ status }) => status === 'announced');
    expect(events).toHaveLength(announced.length);
  });
});
