import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { AFTER_FLUSH_MS, AFTER_KILL_MS, type ServersRow, type Tier } from '../row.js';
import type { Servers } from '../servers.js';
import { comesTrue } from '../trial.js';

const PUSHED = 8;
const CRAWLED = 4;
export const AWAY_MS: Readonly<Record<Tier, number>> = { quick: 8_000, full: 60_000 };

/** On a connection of the harness's own. */
export async function command(servers: Servers, work: (redis: Redis) => Promise<unknown>): Promise<void> {
  const redis = new Redis(servers.url('redis'));
  try {
    await work(redis);
  } finally {
    redis.disconnect();
  }
}

export const redisRows: readonly ServersRow[] = [
  {
    name: 'redis-flushed',
    on: 'servers',
    what: 'Redis: FLUSHALL at three random moments of the work',
    trials: { quick: 1, full: 5 },
    recoversWithinMs: AFTER_FLUSH_MS,
    async run(trial, servers) {
      const loading = trial.load(PUSHED * 2, CRAWLED * 2);
      for (let flush = 0; flush < 3; flush += 1) {
        await sleep(trial.random.whole(800));
        await command(servers, (redis) => redis.flushall());
      }
      trial.faultOver();
      await loading;
    },
  },
  {
    name: 'redis-killed',
    on: 'servers',
    what: 'Redis: kill -9, and back without its memory',
    trials: { quick: 0, full: 3 },
    recoversWithinMs: AFTER_FLUSH_MS,
    async run(trial, servers) {
      const loading = trial.load(PUSHED, CRAWLED);
      await sleep(trial.random.whole(1_000));
      await servers.services.kill('redis');
      await sleep(1_000);
      await servers.services.startAgain('redis');
      trial.faultOver();
      await Promise.all([loading, servers.clears(trial)]);
    },
  },
  {
    name: 'redis-away',
    on: 'servers',
    what: 'Redis: refuses connections for 8 s (quick) or 60 s (full); health shows it',
    trials: { quick: 1, full: 2 },
    recoversWithinMs: AFTER_KILL_MS,
    run: (trial, servers, tier) => servers.away('redis', AWAY_MS[tier], trial, () => trial.load(PUSHED, CRAWLED)),
  },
  {
    name: 'redis-away-at-start',
    on: 'servers',
    what: 'Redis: away while the indexer starts, which waits for it',
    trials: { quick: 0, full: 2 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, servers) {
      await servers.app('indexer').end('SIGTERM');
      servers.wires.redis.set('reset');
      const starting = servers.app('indexer').start();
      const loading = trial.load(PUSHED, CRAWLED);
      await sleep(6_000);
      if (!servers.app('indexer').lives) trial.violation('The indexer ended instead of waiting for Redis');
      servers.wires.redis.set('pass');
      trial.faultOver();
      await Promise.all([starting, loading]);
    },
  },
  {
    name: 'redis-half-open',
    on: 'servers',
    what: 'Redis: connections that take everything and never answer, for 15 s; health shows it',
    trials: { quick: 0, full: 3 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, servers) {
      const loading = trial.load(PUSHED, CRAWLED);
      await sleep(trial.random.whole(500));
      servers.wires.redis.set('blackhole');
      if (!(await comesTrue(() => servers.isMissed('redis'), 10_000)))
        trial.violation('/health/ready does not show a half-open Redis within 10 s');
      await sleep(12_000);
      servers.wires.redis.set('pass');
      trial.faultOver();
      await Promise.all([loading, servers.clears(trial)]);
    },
  },
  {
    name: 'redis-clients-killed',
    on: 'servers',
    what: 'Redis: all clients killed each second, ten times',
    trials: { quick: 0, full: 3 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, servers) {
      const loading = trial.load(PUSHED * 2, CRAWLED * 2);
      for (let time = 0; time < 10; time += 1) {
        await command(servers, (redis) => redis.client('KILL', 'TYPE', 'normal'));
        await sleep(1_000);
      }
      trial.faultOver();
      await loading;
    },
  },
];
