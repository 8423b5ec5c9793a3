import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEmbeddedIndex, type SearchEntry } from '#search';
import { toEntry } from '#pipeline';
import { lockDataDir, openStore } from '#store';
import type { RunningCommand } from '../../support/running-command.js';
import { settled, storeFaults } from '../checker.js';
import type { Embedded } from '../embedded.js';
import { AFTER_FLUSH_MS, AFTER_KILL_MS, type EmbeddedRow, type ServersRow, type Tier } from '../row.js';
import type { Servers } from '../servers.js';
import { comesTrue, persist, type Trial } from '../trial.js';

const PREFIX = 'rostra-speeches';
const MANY: Readonly<Record<Tier, number>> = { quick: 60, full: 300 };

/** A document with a revision that is to be replaced. */
interface Revised {
  readonly id: string;
  readonly url: string;
}

async function submitOlder(trial: Trial): Promise<Revised> {
  const page = trial.page();
  const url = `https://speeches.example/${page.fileName}`;
  const id = await persist(() => trial.client.submit(url, page.page));
  trial.accepted.push({ ...page, id, fate: 'replaced' });
  return { id, url };
}

async function submitNewer(trial: Trial, { url }: Revised): Promise<void> {
  const page = trial.page();
  const id = await persist(() => trial.client.submit(url, page.page));
  trial.accepted.push({ ...page, id, fate: 'found' });
}

async function pushToWithdraw(trial: Trial): Promise<string> {
  const page = trial.page();
  const id = await persist(() => trial.client.push(page.fileName, page.page));
  trial.accepted.push({ ...page, id, fate: 'withdrawn' });
  return id;
}

const times = <Result>(count: number, each: () => Promise<Result>): Promise<Result[]> => Promise.all(Array.from({ length: count }, each));

/** Documents on their way, so that some are to be revised and others to be withdrawn. */
async function someToChange(trial: Trial, count: number): Promise<() => Promise<void>> {
  const revised = await times(count, () => submitOlder(trial));
  const withdrawn = await times(count, () => pushToWithdraw(trial));
  await settled(trial);
  return async () => {
    for (const [at, one] of revised.entries()) {
      await submitNewer(trial, one);
      await persist(() => trial.client.withdraw(withdrawn[at] ?? ''));
      await trial.push(1);
    }
  };
}

/** The aliases of the index by now. */
async function aliases(servers: Servers): Promise<string> {
  return (await fetch(`${servers.url('elasticsearch')}/_alias`)).text();
}

async function killAt(command: RunningCommand, reached: () => boolean | Promise<boolean>, laterMs: number, trial: Trial): Promise<void> {
  let seen = false;
  for (; command.lives && !seen; await sleep(10)) seen = await reached();
  if (!seen) trial.violation(`The command has ended before it was there: ${(await command.ended).said.slice(-500)}`);
  await sleep(laterMs);
  await command.kill();
}

async function carriedThrough(command: RunningCommand, trial: Trial): Promise<void> {
  const { code, said } = await command.ended;
  if (code !== 0) trial.violation(`rostra reindex ended with ${code}: ${said.slice(-500)}`);
}

const isOver = async (trial: Trial, ids: readonly string[]): Promise<boolean> =>
  (await trial.client.statuses(ids.map((id) => ({ id })))).every((status) => status === 'announced' || status === 'withdrawn');

export const rebuildRows: readonly (ServersRow | EmbeddedRow)[] = [
  {
    name: 'reindex-under-writes',
    on: 'servers',
    what: 'rostra reindex under writes, new revisions and withdrawals, killed while it fills and while it takes over, and run again',
    trials: { quick: 0, full: 4 },
    recoversWithinMs: AFTER_FLUSH_MS,
    async run(trial, servers, tier) {
      await trial.push(MANY[tier]);
      const [first, second, third] = [await someToChange(trial, 4), await someToChange(trial, 4), await someToChange(trial, 4)];
      const filling = servers.running.command('reindex');
      await Promise.all([
        first(),
        killAt(filling, async () => (await aliases(servers)).includes(`${PREFIX}-building`), trial.random.whole(300), trial),
      ]);
      const takingOver = servers.running.command('reindex');
      await Promise.all([
        second(),
        killAt(takingOver, async () => (await aliases(servers)).includes(`${PREFIX}-replaced`), trial.random.whole(100), trial),
      ]);
      await Promise.all([third(), carriedThrough(servers.running.command('reindex'), trial)]);
      trial.faultOver();
    },
  },
  {
    name: 'late-write-after-restart',
    on: 'servers',
    what: 'an indexer stands still before it writes, its documents are revised or withdrawn by another, Elasticsearch is killed and started: then it writes',
    trials: { quick: 0, full: 4 },
    recoversWithinMs: AFTER_FLUSH_MS,
    async run(trial, servers) {
      await trial.client.post('/queues/indexer/pause');
      await servers.arm('indexer', 'indexer.before-engine=stop');
      const revised = await times(4, () => submitOlder(trial));
      const withdrawn = await times(4, () => pushToWithdraw(trial));
      const parsed = async () => (await trial.client.statuses(trial.accepted)).every((status) => status === 'parsed');
      if (!(await comesTrue(parsed, 30_000))) trial.violation('What was pushed does not come to the indexer');
      await trial.client.post('/queues/indexer/resume');
      const first = servers.app('indexer');
      if (!(await comesTrue(() => servers.standsStill(first), 60_000))) trial.violation('The indexer did not come to its failpoint');
      const second = servers.running.another('indexer');
      await second.start();
      for (const one of revised) await submitNewer(trial, one);
      for (const id of withdrawn) await persist(() => trial.client.withdraw(id));
      const ids = trial.accepted.map(({ id }) => id);
      if (!(await comesTrue(() => isOver(trial, ids), 60_000)))
        trial.violation('A second indexer did not take over what the first has in hand');
      // What is withdrawn says so before the indexer has seen it.
      await sleep(3_000);
      await servers.services.kill('elasticsearch');
      await servers.services.startAgain('elasticsearch');
      await servers.clears(trial);
      trial.faultOver();
      first.signal('SIGCONT');
      await sleep(3_000);
      // Before an indexer starts, which compares index and database.
      for (const fault of await storeFaults(servers.store, servers.index)) trial.violation(fault);
      if ((await second.end('SIGTERM')) !== 0) trial.violation('The second indexer did not end cleanly');
      await first.end('SIGTERM');
      await first.start();
    },
  },
  {
    name: 'embedded-late-write-after-restart',
    on: 'embedded',
    what: 'entries of older revisions and of withdrawn documents are given to the embedded index again after its process was killed',
    trials: { quick: 0, full: 3 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, embedded) {
      await embedded.app.start();
      const change = await someToChange(trial, 4);
      const late = await atRest(embedded, 'SIGTERM', async ({ entries }) => entries);
      await embedded.app.start();
      await change();
      await settled(trial);
      await atRest(embedded, 'SIGKILL', async ({ index }) => {
        await index.upsert(late);
        const versions = await index.versions(late.map(({ speechId }) => speechId));
        for (const { speechId, version } of late)
          if (versions.get(speechId) === version) trial.violation(`The late entry of speech ${speechId} is found again`);
      });
      trial.faultOver();
      await embedded.app.start();
    },
  },
  {
    name: 'embedded-reindex-killed',
    on: 'embedded',
    what: 'rostra reindex on the folder of a stopped process, killed in the middle and run again; then it goes on',
    trials: { quick: 0, full: 4 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, embedded, tier) {
      await embedded.app.start();
      await trial.push(MANY[tier] / 2);
      const change = await someToChange(trial, 4);
      await change();
      await settled(trial);
      await embedded.app.end('SIGTERM');
      const building = join(embedded.dataDir, 'search.db.building');
      await killAt(embedded.command('reindex'), () => existsSync(building), trial.random.whole(600), trial);
      await carriedThrough(embedded.command('reindex'), trial);
      trial.faultOver();
      await embedded.app.start();
      await trial.load(4, 2);
    },
  },
];

interface AtRest {
  readonly index: Awaited<ReturnType<typeof openEmbeddedIndex>>;
  /** What the index has to hold by the database. */
  readonly entries: readonly SearchEntry[];
}

/** Looks into the folder while no process has it. */
async function atRest<Result>(
  { app, dataDir }: Embedded,
  signal: 'SIGTERM' | 'SIGKILL',
  work: (rest: AtRest) => Promise<Result>,
): Promise<Result> {
  await app.end(signal);
  const lock = await lockDataDir(dataDir);
  const store = await openStore({ kind: 'embedded', dataDir });
  const index = await openEmbeddedIndex({ dataDir });
  try {
    const ids = (await store.speeches.versionsAfter(null, 1_000)).map(({ speechId }) => speechId);
    return await work({ index, entries: (await store.speeches.indexed(ids)).map(toEntry) });
  } finally {
    await index.close();
    await store.close();
    await lock.release();
  }
}
