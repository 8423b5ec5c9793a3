import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { AFTER_FLUSH_MS, type ServersRow, type Tier } from '../row.js';
import type { Servers } from '../servers.js';
import { comesTrue, persist, type Trial } from '../trial.js';
import { command } from './redis.js';

const PUSHED = 12;
const CRAWLED = 6;
const FULL_MS: Readonly<Record<Tier, number>> = { quick: 12_000, full: 40_000 };
const MOST_SHRINKS = 200;
const ROUNDS: Readonly<Record<Tier, number>> = { quick: 2, full: 5 };

/** Health has to say within 10 s that this Redis is not fit, with the word that a person needs. */
async function shows(word: RegExp, trial: Trial, servers: Servers): Promise<void> {
  let said = '';
  const says = async () => {
    said = (await servers.readiness()).checks.queues?.message ?? '';
    return word.test(said);
  };
  if (!(await comesTrue(says, 10_000))) trial.violation(`/health/ready does not show it within 10 s; it says: ${said || 'all is well'}`);
}

/** Sets Redis up otherwise while the work goes on, and afterwards as it was, whatever comes of it. */
async function otherwise(servers: Servers, work: (redis: Redis) => Promise<void>): Promise<void> {
  await command(servers, async (redis) => {
    try {
      await work(redis);
    } finally {
      await redis.config('SET', 'maxmemory', 0);
      await redis.config('SET', 'maxmemory-policy', 'noeviction');
    }
  });
}

async function figure(redis: Redis, name: string): Promise<number> {
  return Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(await redis.info())?.[1]);
}

/** Lets Redis have a little less than it holds, again and again, until it has thrown about half of its keys away, the least used first. */
async function evictHalf(redis: Redis, trial: Trial): Promise<number> {
  const before = await figure(redis, 'evicted_keys');
  const keys = await redis.dbsize();
  for (let round = 0; round < MOST_SHRINKS && (await redis.dbsize()) > keys / 2; round += 1) {
    await redis.config('SET', 'maxmemory', (await figure(redis, 'used_memory')) - 200 - trial.random.whole(2_000));
    // any command makes it look for room
    await redis.set('something-else', 'x').catch(() => undefined);
    await redis.config('SET', 'maxmemory', 0);
  }
  return (await figure(redis, 'evicted_keys')) - before;
}

export const redisMemoryRows: readonly ServersRow[] = [
  {
    name: 'redis-full',
    on: 'servers',
    what: 'Redis: no memory left for 12 s (quick) or 40 s (full) under load; health shows it',
    trials: { quick: 0, full: 3 },
    recoversWithinMs: AFTER_FLUSH_MS,
    async run(trial, servers, tier) {
      await trial.load(PUSHED / 2, 0);
      const loading = trial.load(PUSHED, CRAWLED);
      await sleep(trial.random.whole(800));
      await otherwise(servers, async (redis) => {
        await redis.config('SET', 'maxmemory', 1);
        const since = performance.now();
        await shows(/maxmemory/, trial, servers);
        await sleep(Math.max(0, FULL_MS[tier] - (performance.now() - since)));
      });
      trial.faultOver();
      await Promise.all([loading, servers.clears(trial)]);
    },
  },
  {
    name: 'redis-evicting',
    on: 'servers',
    what: 'Redis: set to allkeys-lru while it runs, with so little memory that it throws keys away; health shows it with the remedy',
    trials: { quick: 1, full: 3 },
    recoversWithinMs: AFTER_FLUSH_MS,
    async run(trial, servers, tier) {
      const crawling = trial.crawl(CRAWLED);
      crawling.catch(() => undefined);
      await otherwise(servers, async (redis) => {
        await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
        for (let round = 0; round < ROUNDS[tier]; round += 1) {
          await persist(() => trial.client.post('/queues/parser/pause'));
          await trial.push(PUSHED);
          const evicted = await evictHalf(redis, trial);
          if (evicted === 0) trial.violation('Redis threw nothing away: the row does not do what it says');
          await persist(() => trial.client.post('/queues/parser/resume'));
        }
        await shows(/noeviction/, trial, servers);
      });
      trial.faultOver();
      await Promise.all([crawling, servers.clears(trial)]);
    },
  },
];
