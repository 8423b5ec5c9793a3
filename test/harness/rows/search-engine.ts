import { setTimeout as sleep } from 'node:timers/promises';
import { TOO_MANY, UNREADABLE } from '../bulk-judge.js';
import { settled } from '../checker.js';
import { AFTER_FLUSH_MS, AFTER_KILL_MS, type ServersRow, type Tier } from '../row.js';
import type { Servers } from '../servers.js';
import { comesTrue, type Trial } from '../trial.js';

const PUSHED = 8;
const CRAWLED = 4;
const AWAY_MS: Readonly<Record<Tier, number>> = { quick: 8_000, full: 300_000 };
const STALLED_MS: Readonly<Record<Tier, number>> = { quick: 15_000, full: 90_000 };
/** What two processors take for a thousand documents that have waited, in ms. */
const WORK_OF_MANY_MS = 60_000;
const INDEX = 'rostra-speeches-write';

export async function tell(servers: Servers, method: string, path: string, body?: object): Promise<void> {
  const answer = await fetch(`${servers.url('elasticsearch')}/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (!answer.ok) throw new Error(`Elasticsearch answered ${method} ${path} with ${answer.status}: ${await answer.text()}`);
}

/** The name of the index behind the alias, which alone can be deleted; empty while there is none. */
async function indexName(servers: Servers): Promise<string> {
  const answer = await fetch(`${servers.url('elasticsearch')}/_alias/${INDEX}`);
  return answer.ok ? (Object.keys((await answer.json()) as object)[0] ?? '') : '';
}

/** Searching is what notices that an index is gone when nobody writes. */
async function allFound(trial: Trial): Promise<boolean> {
  const found = await Promise.all(trial.accepted.map(async ({ phrase, title }) => (await trial.client.titlesFor(phrase)).join() === title));
  return found.every(Boolean);
}

/** While the engine takes nothing, no document may say that the engine has it. */
export async function nothingPretended(trial: Trial, servers: Servers, forMs: number): Promise<void> {
  const pretends = async () => {
    const statuses = await trial.client.statuses(trial.accepted);
    return statuses.some((status) => status === 'indexed' || status === 'announced');
  };
  if (await comesTrue(pretends, forMs)) {
    const ids = (await Promise.all(trial.accepted.map(({ id }) => servers.store.speeches.ofDocument(id)))).flat().map(({ id }) => id);
    trial.violation(`Documents are said to be indexed while the engine has ${(await servers.index.versions(ids)).size} of their speeches`);
  }
}

export const searchEngineRows: readonly ServersRow[] = [
  {
    name: 'elasticsearch-away',
    on: 'servers',
    what: 'Elasticsearch: refuses connections for 8 s (quick) or for 5 min during 1,000 documents (full); health shows it',
    trials: { quick: 0, full: 1 },
    recoversWithinMs: AFTER_FLUSH_MS + WORK_OF_MANY_MS,
    run: (trial, servers, tier) =>
      servers.away('elasticsearch', AWAY_MS[tier], trial, () => (tier === 'quick' ? trial.load(PUSHED, CRAWLED) : trial.load(900, 100))),
  },
  {
    name: 'elasticsearch-answer-cut',
    on: 'servers',
    what: 'Elasticsearch: the answers to three bulks are cut off after they were applied',
    trials: { quick: 1, full: 3 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, servers) {
      servers.wires.elasticsearch.cutAnswers('POST /_bulk', 3);
      await trial.load(PUSHED, CRAWLED);
      if (!(await comesTrue(() => servers.wires.elasticsearch.cutsLeft === 0, 30_000)))
        trial.violation('No answer to a bulk came by to be cut');
      trial.faultOver();
    },
  },
  {
    name: 'elasticsearch-stalled',
    on: 'servers',
    what: 'Elasticsearch: takes requests and keeps its answers back for 15 s (quick) or 90 s (full); health shows it',
    trials: { quick: 0, full: 2 },
    recoversWithinMs: AFTER_FLUSH_MS,
    async run(trial, servers, tier) {
      const loading = trial.load(PUSHED, CRAWLED);
      servers.wires.elasticsearch.set('stall');
      if (!(await comesTrue(() => servers.isMissed('elasticsearch'), 10_000)))
        trial.violation('/health/ready does not show a stalled Elasticsearch within 10 s');
      await sleep(STALLED_MS[tier]);
      servers.wires.elasticsearch.set('pass');
      trial.faultOver();
      await Promise.all([loading, servers.clears(trial)]);
    },
  },
  {
    name: 'elasticsearch-killed',
    on: 'servers',
    what: 'Elasticsearch: kill -9 of the node when half of a bulk is there, and a new start',
    trials: { quick: 0, full: 3 },
    recoversWithinMs: AFTER_FLUSH_MS,
    async run(trial, servers) {
      const killed = new Promise<void>((resolve, reject) => {
        servers.judge.inTheMiddle(() => servers.services.kill('elasticsearch').then(resolve, reject));
      });
      const loading = trial.load(PUSHED, CRAWLED);
      await killed;
      await servers.services.startAgain('elasticsearch');
      trial.faultOver();
      await Promise.all([loading, servers.clears(trial)]);
    },
  },
  {
    name: 'elasticsearch-index-deleted',
    on: 'servers',
    what: 'Elasticsearch: the index is deleted by hand; it is made anew and filled from the database',
    trials: { quick: 0, full: 3 },
    recoversWithinMs: AFTER_FLUSH_MS,
    async run(trial, servers) {
      await trial.push(PUSHED / 2);
      const loading = trial.load(PUSHED / 2, CRAWLED);
      await tell(servers, 'DELETE', await indexName(servers));
      await loading;
      trial.faultOver();
      if (!(await comesTrue(() => allFound(trial), AFTER_FLUSH_MS))) trial.violation('Not every speech is found again within 60 s');
    },
  },
  {
    name: 'elasticsearch-index-remade',
    on: 'servers',
    what: 'Elasticsearch: the index is deleted, and the api that finds and makes it anew is killed in that moment; it is filled from the database',
    trials: { quick: 0, full: 5 },
    recoversWithinMs: AFTER_FLUSH_MS,
    async run(trial, servers) {
      await trial.load(PUSHED, CRAWLED);
      await settled(trial);
      // Those that write are not to find it first.
      for (const name of ['indexer', 'announcer'] as const) servers.app(name).signal('SIGSTOP');
      await tell(servers, 'DELETE', await indexName(servers));
      const asking = trial.client.titlesFor('index').catch(() => undefined);
      while ((await indexName(servers)) === '') await sleep(5);
      await servers.app('api').end('SIGKILL');
      await asking;
      for (const name of ['indexer', 'announcer'] as const) servers.app(name).signal('SIGCONT');
      trial.faultOver();
      await servers.app('api').start();
      if (!(await comesTrue(() => allFound(trial), AFTER_FLUSH_MS))) trial.violation('Not every speech is found again within 60 s');
    },
  },
  {
    name: 'elasticsearch-write-block',
    on: 'servers',
    what: 'Elasticsearch: refuses each item of each bulk (write block) for 6 s; nothing says meanwhile that it is indexed',
    trials: { quick: 1, full: 3 },
    recoversWithinMs: AFTER_FLUSH_MS,
    async run(trial, servers) {
      await tell(servers, 'PUT', `${INDEX}/_settings`, { 'index.blocks.write': true });
      await trial.load(PUSHED / 2, 0);
      await nothingPretended(trial, servers, 6_000);
      await tell(servers, 'PUT', `${INDEX}/_settings`, { 'index.blocks.write': false });
      trial.faultOver();
    },
  },
  {
    name: 'elasticsearch-overloaded',
    on: 'servers',
    what: 'Elasticsearch: answers each bulk with 429 for 5 s, then refuses 30 % of all items with 429 for 5 s',
    trials: { quick: 0, full: 3 },
    recoversWithinMs: AFTER_FLUSH_MS,
    async run(trial, servers) {
      const before = servers.judge.refusals;
      servers.judge.overload(true);
      const loading = trial.load(PUSHED * 2, CRAWLED);
      await sleep(5_000);
      servers.judge.refuse(() => (trial.random.whole(10) < 3 ? TOO_MANY : null));
      if (servers.judge.refusals === before) trial.violation('No bulk came by to be refused');
      servers.judge.overload(false);
      await Promise.all([loading, sleep(5_000)]);
      servers.judge.refuse(null);
      trial.faultOver();
    },
  },
  {
    name: 'elasticsearch-refuses-one',
    on: 'servers',
    what: 'Elasticsearch: refuses one document among 12 (quick) or 500 (full) for good: a dead letter, its neighbours arrive',
    trials: { quick: 1, full: 2 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, servers, tier) {
      const bad = trial.page();
      servers.judge.refuse((document) => (document.includes(bad.phrase) ? UNREADABLE : null));
      const loading = tier === 'quick' ? trial.load(PUSHED, CRAWLED) : trial.load(480, 20);
      const id = await trial.client.push(bad.fileName, bad.page);
      trial.accepted.push({ ...bad, id, fate: 'dead' });
      await loading;
      trial.faultOver();
    },
  },
  {
    name: 's3-away',
    on: 'servers',
    what: 'the store of captures: refuses connections for 8 s (quick) or 60 s (full); health shows it',
    trials: { quick: 0, full: 2 },
    recoversWithinMs: AFTER_KILL_MS,
    run: (trial, servers, tier) => servers.away('s3', AWAY_MS[tier], trial, () => trial.load(PUSHED, CRAWLED)),
  },
];
