import { setTimeout as sleep } from 'node:timers/promises';
import { type AppName, appNames } from '../../support/running-apps.js';
import { AFTER_KILL_MS, type ServersRow, type Tier } from '../row.js';
import { comesTrue } from '../trial.js';

const PUSHED = 6;
const CRAWLED = 3;

const killed = (name: AppName): ServersRow => ({
  name: `kill-${name}`,
  on: 'servers',
  what: `kill -9 of the ${name} at a random moment of the work`,
  trials: { quick: 0, full: 5 },
  recoversWithinMs: AFTER_KILL_MS,
  async run(trial, servers) {
    const loading = trial.load(PUSHED, CRAWLED);
    await sleep(trial.random.whole(1_500));
    await servers.app(name).end('SIGKILL');
    trial.faultOver();
    await servers.app(name).start();
    await loading;
  },
});

/** Where kill -9 hurts most, with what has happened by then. */
const POINTS: readonly (readonly [AppName, string, string, number])[] = [
  ['api', 'before-commit', 'the bytes are kept, the rows are not', 0],
  ['api', 'after-commit', 'the rows are kept, the client has no answer', 1],
  ['crawler', 'before-commit', 'the page is fetched and kept, the rows are not', 0],
  ['parser', 'before-commit', 'the result is made, the rows are not', 0],
  ['parser', 'after-commit', 'the rows are kept, the queue does not know', 0],
  ['indexer', 'after-engine-ack', 'the engine has acknowledged, the rows are not kept', 0],
  ['indexer', 'after-commit', 'the rows are kept, the queue does not know', 0],
  ['announcer', 'before-commit', 'a search finds the speeches, the events are not kept', 0],
  ['announcer', 'after-commit', 'the events are kept, the queue does not know', 0],
];

const killedAt = ([name, point, state, quick]: (typeof POINTS)[number]): ServersRow => ({
  name: `kill-${name}-${point}`,
  on: 'servers',
  what: `kill -9 of the ${name}: ${state}`,
  trials: { quick, full: 3 },
  recoversWithinMs: AFTER_KILL_MS,
  async run(trial, servers) {
    await servers.arm(name, `${name}.${point}=kill@${1 + trial.random.whole(2)}`);
    let isOver = false;
    const loading = trial.loadUntil(PUSHED, CRAWLED, () => isOver);
    await servers.died(name, trial);
    isOver = true;
    trial.faultOver();
    await servers.app(name).start();
    await loading;
  },
});

const PAUSE_MS: Readonly<Record<Tier, number>> = { quick: 20_000, full: 90_000 };

/** It stands still with the work done and not committed; a second one takes over; then it goes on and commits, too late. */
const stoppedAt = (name: AppName, point: string, quick: number): ServersRow => ({
  name: `stop-${name}`,
  on: 'servers',
  what: `SIGSTOP of the ${name} between its work and its commit, a second one takes over, SIGCONT`,
  trials: { quick, full: 2 },
  recoversWithinMs: AFTER_KILL_MS,
  async run(trial, servers, tier) {
    await servers.arm(name, `${name}.${point}=stop`);
    const loading = trial.load(PUSHED, CRAWLED);
    if (!(await comesTrue(() => servers.standsStill(servers.app(name)), 60_000)))
      trial.violation(`The ${name} did not come to its failpoint`);
    const stoodAt = performance.now();
    const second = servers.running.another(name);
    await second.start();
    await loading;
    const through = async () => (await trial.client.statuses(trial.accepted)).every((status) => status === 'announced');
    if (!(await comesTrue(through, 60_000))) trial.violation(`A second ${name} did not take over what the first has in hand`);
    await sleep(Math.max(0, PAUSE_MS[tier] - (performance.now() - stoodAt)));
    trial.faultOver();
    servers.app(name).signal('SIGCONT');
    await sleep(2_000);
    if ((await second.end('SIGTERM')) !== 0) trial.violation(`The second ${name} did not end cleanly`);
    await servers.app(name).end('SIGTERM');
    await servers.app(name).start();
  },
});

const rolling: ServersRow = {
  name: 'rolling-restart',
  on: 'servers',
  what: 'SIGTERM and a new start of each app in turn, with work in flight; each ends with 0',
  trials: { quick: 0, full: 3 },
  recoversWithinMs: AFTER_KILL_MS,
  async run(trial, servers, tier) {
    const loading = tier === 'quick' ? trial.load(30, 10) : trial.load(300, 100);
    for (const name of appNames) {
      const code = await servers.app(name).end('SIGTERM');
      if (code !== 0) trial.violation(`The ${name} ended with ${code} when it was told to`);
      await servers.app(name).start();
    }
    trial.faultOver();
    await loading;
  },
};

const doubled: ServersRow = {
  name: 'two-of-each',
  on: 'servers',
  what: 'two of each room, so two of each relay and reconciler and more; one of each is killed in the middle',
  trials: { quick: 0, full: 3 },
  recoversWithinMs: AFTER_KILL_MS,
  async run(trial, servers) {
    const seconds = appNames.filter((name) => name !== 'api').map((name) => servers.running.another(name));
    await Promise.all(seconds.map((app) => app.start()));
    const loading = trial.load(PUSHED * 4, CRAWLED * 4);
    await sleep(500 + trial.random.whole(1_500));
    await Promise.all(seconds.map((app) => app.end('SIGKILL')));
    trial.faultOver();
    await loading;
  },
};

export const processRows: readonly ServersRow[] = [
  ...appNames.map(killed),
  ...POINTS.map(killedAt),
  stoppedAt('parser', 'before-commit', 0),
  stoppedAt('indexer', 'after-engine-ack', 1),
  stoppedAt('announcer', 'before-commit', 0),
  rolling,
  doubled,
];
