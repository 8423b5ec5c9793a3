import { setTimeout as sleep } from 'node:timers/promises';
import { Queues } from '#queue';
import { stages } from '#stages';
import { AFTER_KILL_MS, type ServersRow } from '../row.js';
import type { Servers } from '../servers.js';
import { persist, type Trial } from '../trial.js';

const PUSHED = 8;
const CRAWLED = 4;
const COPIES = 3;

/** Adds jobs for these revisions at every room, each several times over and in any order, beside those the archive adds itself. */
async function disorder(trial: Trial, servers: Servers, ids: readonly string[], revisions: readonly number[]): Promise<void> {
  const queues = new Queues({ kind: 'redis', url: servers.url('redis'), ca: null, prefix: 'rostra' }, () => undefined);
  try {
    await queues.ready();
    const jobs = Array.from({ length: COPIES }, (_, copy) => copy).flatMap((copy) =>
      ids.flatMap((documentId) =>
        revisions.flatMap((revision) =>
          stages.map((stage) => ({
            stage: { ...stage, jobId: () => `${stage.room}-${documentId}-r${revision}-copy-${copy}-${trial.random.whole(1_000_000)}` },
            job: { documentId, revision },
            delayMs: trial.random.whole(1_500),
            place: trial.random.whole(1_000_000),
          })),
        ),
      ),
    );
    await queues.add(jobs.toSorted((a, b) => a.place - b.place));
  } finally {
    await queues.close();
  }
}

export const jobRows: readonly ServersRow[] = [
  {
    name: 'jobs-in-disorder',
    on: 'servers',
    what: 'each job of each room three times more, too early, too late and in any order',
    trials: { quick: 1, full: 5 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, servers) {
      const loading = trial.load(PUSHED, CRAWLED);
      for (let round = 0; round < 3; round += 1) {
        await sleep(trial.random.whole(400));
        await disorder(
          trial,
          servers,
          trial.accepted.map(({ id }) => id),
          [0, 1, 2],
        );
      }
      await loading;
      await disorder(
        trial,
        servers,
        trial.accepted.map(({ id }) => id),
        [0, 1, 2],
      );
      await sleep(2_000);
      trial.faultOver();
    },
  },
  {
    name: 'older-revision-late',
    on: 'servers',
    what: 'two revisions of each document on their way at once, with jobs of the older one that come late',
    trials: { quick: 1, full: 5 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, servers) {
      await Promise.all(Array.from({ length: 4 }, () => revise(trial, servers)));
      trial.faultOver();
    },
  },
  {
    name: 'withdrawn-on-the-way',
    on: 'servers',
    what: 'documents are withdrawn at any moment of their way, and their jobs come late',
    trials: { quick: 0, full: 5 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, servers) {
      await Promise.all(Array.from({ length: 6 }, () => withdraw(trial, servers)));
      trial.faultOver();
    },
  },
];

async function withdraw(trial: Trial, servers: Servers): Promise<void> {
  const page = trial.page();
  const id = await persist(() => trial.client.push(page.fileName, page.page));
  await sleep(trial.random.whole(1_500));
  await persist(() => trial.client.withdraw(id));
  await disorder(trial, servers, [id], [0, 1]);
  trial.accepted.push({ ...page, id, fate: 'withdrawn' });
}

async function revise(trial: Trial, servers: Servers): Promise<void> {
  const [older, newer] = [trial.page(), trial.page()];
  const url = `https://speeches.example/${newer.fileName}`;
  const id = await persist(() => trial.client.submit(url, older.page));
  await sleep(trial.random.whole(1_200));
  await persist(() => trial.client.submit(url, newer.page));
  await disorder(trial, servers, [id], [1]);
  trial.accepted.push({ ...older, id, fate: 'replaced' }, { ...newer, id, fate: 'found' });
}
