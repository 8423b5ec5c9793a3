import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AppName, appNames } from '../../support/running-apps.js';
import { AFTER_KILL_MS, type ServersRow, type Tier } from '../row.js';
import type { Servers } from '../servers.js';
import { comesTrue, type Trial } from '../trial.js';
import { asOperator } from './database.js';
import { poisonText } from './one-process.js';

const PUSHED = 10;
const CRAWLED = 5;
/** An app that is told to end has this long, and a little for the ending itself. */
const GRACE_MS = 10_000;
/** Nobody has to wait for a lease of a process that ended in peace: only for its successor and the work. */
const GIVEN_BACK_MS = 25_000;
/** A page that needs longer than the grace time to arrive. */
const SLOW_MS = 20_000;
const PAUSE_MS: Readonly<Record<Tier, number>> = { quick: 25_000, full: 90_000 };
/** The tries of a page that crashes are put off, and one of them waits for the lease of a dead process. */
const THREE_CRASHES_MS = 90_000;

/** Documents that a process of this id still has in hand. */
async function heldBy(servers: Servers, pid: number): Promise<number> {
  return asOperator(servers, async (client) => {
    const { rows } = await client.query(`select from documents where lease_token is not null and lease_holder like $1`, [`%:${pid}`]);
    return rows.length;
  });
}

const told = (name: AppName): ServersRow => ({
  name: `term-${name}`,
  on: 'servers',
  what: `SIGTERM of the ${name} with work in flight: it ends with 0 in time and holds nothing any more; what it had is done within 25 s`,
  trials: { quick: 0, full: 3 },
  recoversWithinMs: GIVEN_BACK_MS,
  async run(trial, servers) {
    const app = servers.app(name);
    const loading = Promise.all([trial.load(PUSHED, CRAWLED), ...(name === 'crawler' ? [trial.crawlSlowly(2, SLOW_MS)] : [])]);
    await sleep(200 + trial.random.whole(1_500));
    const { pid } = app;
    const toldAt = performance.now();
    const code = await app.end('SIGTERM');
    const took = performance.now() - toldAt;
    if (code !== 0) trial.violation(`The ${name} ended with ${code} when it was told to`);
    if (took > GRACE_MS) trial.violation(`The ${name} took ${Math.round(took)} ms to end`);
    const held = await heldBy(servers, pid ?? 0);
    if (held > 0) trial.violation(`The ${name} has ended and still holds ${held} documents`);
    servers.site.hurry();
    trial.faultOver();
    await app.start();
    await loading;
  },
});

const paused = (name: AppName): ServersRow => ({
  name: `pause-${name}`,
  on: 'servers',
  what: `SIGSTOP of the ${name} at a random moment of the work for 25 s (quick) or 90 s (full), longer than its leases, then SIGCONT`,
  trials: { quick: 0, full: 2 },
  recoversWithinMs: AFTER_KILL_MS,
  async run(trial, servers, tier) {
    const loading = trial.load(PUSHED, CRAWLED);
    await sleep(trial.random.whole(1_500));
    servers.app(name).signal('SIGSTOP');
    await sleep(PAUSE_MS[tier]);
    servers.app(name).signal('SIGCONT');
    trial.faultOver();
    await loading;
  },
});

async function pushPoison(trial: Trial): Promise<string> {
  const body = `${trial.random.whole(1_000_000)}\n${poisonText}`;
  const id = await trial.client.push('poison.txt', body);
  trial.accepted.push({ id, phrase: `无此页${id.slice(0, 8)}`, title: '', page: body, fate: 'dead' });
  return id;
}

/** The settings under which a poisonous page is accepted and takes its parser along. */
const POISONED = { PARSER_HEAP_MB: '24', MAX_BODY_BYTES: String(100 * 1024 * 1024) };
/** The same page with memory enough, so that it is parsed for seconds. */
const LARGE = { PARSER_HEAP_MB: '1024', PARSER_DEADLINE_MS: '60000', MAX_BODY_BYTES: POISONED.MAX_BODY_BYTES };

/** Starts both apps that have to know what is allowed, and at the end both again as they were. */
async function under(servers: Servers, settings: Readonly<Record<string, string>>, work: () => Promise<void>): Promise<void> {
  const both = async (more: Readonly<Record<string, string>>) => {
    for (const name of ['api', 'parser'] as const) await servers.again(name, more);
  };
  await both(settings);
  try {
    await work();
  } finally {
    await both({});
  }
}

const isOver = async (trial: Trial, id: string): Promise<boolean> =>
  (await trial.client.get<{ status: string }>(`/documents/${id}`)).status === 'failed';

const poison: ServersRow = {
  name: 'poison',
  on: 'servers',
  what: 'a page that takes the thread of its parser along each time: a dead letter after three crashes, its neighbours arrive',
  trials: { quick: 0, full: 3 },
  recoversWithinMs: THREE_CRASHES_MS,
  async run(trial, servers) {
    await under(servers, POISONED, async () => {
      const loading = trial.load(PUSHED, CRAWLED);
      const id = await pushPoison(trial);
      trial.faultOver();
      await loading;
      if (!(await comesTrue(() => isOver(trial, id), THREE_CRASHES_MS)))
        trial.violation(`The page is no dead letter after ${THREE_CRASHES_MS / 1_000} s`);
    });
  },
};

/** Processes that this one has started. */
async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return text.split(' ').filter(Boolean).map(Number);
}

const poisonKills: ServersRow = {
  name: 'poison-kills-process',
  on: 'servers',
  what: 'a page whose process dies by kill -9 each time it is parsed: a dead letter after three crashes, its neighbours arrive, the parser dies once',
  trials: { quick: 0, full: 3 },
  recoversWithinMs: THREE_CRASHES_MS,
  async run(trial, servers) {
    const parser = servers.app('parser');
    // by the lease, which outlives the process
    const deaths = new Set<string>();
    await under(servers, LARGE, async () => {
      const id = await pushPoison(trial);
      const loading = trial.load(PUSHED, CRAWLED);
      trial.faultOver();
      const lease = () => asOperator(servers, async (client) => (await client.query<Lease>(LEASE, [id])).rows[0]);
      const dies = async () => {
        for (const child of await childrenOf(parser.pid ?? 0)) if (await hasMuch(child)) process.kill(child, 'SIGKILL');
        const held = await lease();
        if (!held || held.suspect || deaths.has(held.token)) return;
        deaths.add(held.token);
        await parser.end('SIGKILL');
        await parser.start(LARGE);
      };
      const over = async () => {
        await dies();
        return isOver(trial, id);
      };
      if (!(await comesTrue(over, THREE_CRASHES_MS))) trial.violation(`The page is no dead letter after ${THREE_CRASHES_MS / 1_000} s`);
      await loading;
    });
    if (deaths.size !== 1) trial.violation(`The parser died ${deaths.size} times of one page`);
  },
};
interface Lease {
  readonly token: string;
  readonly suspect: boolean;
}
const LEASE = `select lease_token as token, suspect from documents where id = $1 and stage = 'fetched' and lease_until > now()`;

/** A process apart with a page of the usual size stays far below. */
const MUCH_KB = 200 * 1024;

async function hasMuch(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) > MUCH_KB;
}

export const interruptionRows: readonly ServersRow[] = [
  ...appNames.map(told),
  ...(['crawler', 'parser', 'indexer', 'announcer'] as const).map(paused),
  poison,
  poisonKills,
];
