import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../../apps/cli/src/bench/random.js';
import type { Servers } from '../servers.js';
import { persist, type Trial } from '../trial.js';

/** Longest time between two things that happen to one document, in ms. */
const LATER_MS = 45_000;

type Story = (trial: Trial, servers: Servers, random: Random) => Promise<void>;

const pushed: Story = (trial) => trial.push(1);

/** Every third page of the site is refused at first. */
const crawled: Story = async (trial, servers, random) => {
  const page = trial.page();
  const url = servers.site.put(page.fileName, page.page, random.whole(3) === 0 ? 1 : 0);
  const id = await persist(() => trial.client.submit(url));
  trial.accepted.push({ ...page, id, fate: 'found' });
};

const revised: Story = async (trial, _servers, random) => {
  const [older, newer] = [trial.page(), trial.page()];
  const url = `https://speeches.example/${newer.fileName}`;
  const laterMs = random.whole(LATER_MS);
  const id = await persist(() => trial.client.submit(url, older.page));
  await sleep(laterMs);
  await persist(() => trial.client.submit(url, newer.page));
  trial.accepted.push({ ...older, id, fate: 'replaced' }, { ...newer, id, fate: 'found' });
};

const withdrawn: Story = async (trial, _servers, random) => {
  const page = trial.page();
  const laterMs = random.whole(LATER_MS);
  const id = await persist(() => trial.client.push(page.fileName, page.page));
  await sleep(laterMs);
  await persist(() => trial.client.withdraw(id));
  trial.accepted.push({ ...page, id, fate: 'withdrawn' });
};

/** Of ten documents. */
const MIX: readonly Story[] = [pushed, pushed, pushed, pushed, pushed, crawled, crawled, crawled, revised, withdrawn];

/** So many documents, evenly over the time; each is accepted when its story is told. */
export async function loadEvenly(
  trial: Trial,
  servers: Servers,
  { documents, forMs }: { readonly documents: number; readonly forMs: number },
): Promise<void> {
  const startedAt = performance.now();
  const stories: Promise<void>[] = [];
  for (let number = 0; number < documents; number += 1) {
    await sleep(Math.max(0, startedAt + (number * forMs) / documents - performance.now()));
    const story = trial.random.one(MIX);
    stories.push(
      story(trial, servers, trial.random).catch((error: unknown) =>
        trial.violation(`A document was not accepted for as long as clients are patient: ${error}`),
      ),
    );
  }
  await Promise.all(stories);
}
