import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { appNames } from '../../support/running-apps.js';
import { AFTER_KILL_MS, type ServersRow, type Tier } from '../row.js';
import type { Servers } from '../servers.js';
import { comesTrue, type Trial } from '../trial.js';
import { asOperator } from './database.js';

const PUSHED = 12;
const CRAWLED = 6;
const ROUNDS: Readonly<Record<Tier, number>> = { quick: 6, full: 15 };
const HELD_MS: Readonly<Record<Tier, number>> = { quick: 4_000, full: 8_000 };
const LEAST_TIMEOUT_MS = '1000';

/** Whoever waits for a lock that this session holds. */
const BLOCKED = 'select from pg_stat_activity where $1 = any (pg_blocking_pids(pid))';
const DEADLOCKS = 'select deadlocks::int as deadlocks from pg_stat_database where datname = current_database()';
const LOCK_WAITS_MS = 4_000;
const LOAD_EVERY_MS = 1_500;

/** Rows that statements of the archive lock one after the other, and how somebody else takes the last first. */
const TABLES: readonly (readonly [what: string, last: string, first: string])[] = [
  [
    'documents',
    `select id from documents where stage <> 'announced' order by id desc limit 1 for update`,
    `select id from documents where stage <> 'announced' order by id limit 1 for update`,
  ],
  ['the log', 'select value from event_counter for update', `select id from documents where stage = 'indexed' order by id for update`],
  ['speeches', `select id from speeches order by id desc limit 20 for update`, `select id from documents order by id for update`],
  ['the outbox', 'select id from outbox order by id desc limit 1 for update', 'select id from outbox order by id limit 1 for update'],
];

/** How many deadlocks the server has ended. Its figures come late. */
const deadlocks = (servers: Servers): Promise<number> =>
  asOperator(servers, async (client) => (await client.query<{ deadlocks: number }>(DEADLOCKS)).rows[0]?.deadlocks ?? 0);

/** Takes one row, waits until the archive waits for it, and then wants what the archive holds: one of the two has to give way. */
async function cross(servers: Servers, [, last, first]: (typeof TABLES)[number]): Promise<void> {
  const client = new pg.Client({ connectionString: servers.url('postgres') });
  await client.connect();
  client.on('error', () => undefined);
  try {
    // whose patience ends first is who gives way
    await client.query(`set deadlock_timeout = '20s'`);
    await client.query('begin');
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    await client.query(last);
    const blocks = () => asOperator(servers, async (other) => (await other.query(BLOCKED, [rows[0]?.pid])).rows.length > 0);
    if (await comesTrue(blocks, LOCK_WAITS_MS)) await client.query(first).catch(() => undefined);
    await client.query('rollback');
  } finally {
    await client.end();
  }
}

async function underPressure(trial: Trial, work: () => Promise<void>): Promise<void> {
  let over = false;
  const loading = (async () => {
    while (!over) await Promise.all([trial.load(PUSHED, CRAWLED), sleep(LOAD_EVERY_MS)]);
  })();
  loading.catch(() => undefined);
  await work();
  over = true;
  trial.faultOver();
  await loading;
}

export const lockRows: readonly ServersRow[] = [
  {
    name: 'postgres-deadlocks',
    on: 'servers',
    what: 'PostgreSQL: somebody locks documents, speeches, outbox and log in the opposite order; the transactions of the archive are ended',
    trials: { quick: 0, full: 3 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, servers, tier) {
      const before = await deadlocks(servers);
      await underPressure(trial, async () => {
        for (let round = 0; round < ROUNDS[tier]; round += 1) {
          await sleep(trial.random.whole(300));
          const table = TABLES[round % TABLES.length];
          if (table) await cross(servers, table);
        }
      });
      if (!(await comesTrue(async () => (await deadlocks(servers)) > before, 10_000)))
        trial.violation('No deadlock came about: the row does not do what it says');
    },
  },
  {
    name: 'postgres-locks-held',
    on: 'servers',
    what: 'PostgreSQL: somebody holds all documents, then the log, for longer than a statement may wait (1 s), again and again',
    trials: { quick: 0, full: 3 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, servers, tier) {
      await Promise.all(appNames.map((name) => servers.again(name, { DATABASE_TIMEOUT_MS: LEAST_TIMEOUT_MS })));
      await underPressure(trial, async () => {
        for (const statement of ['select id from documents for update', 'select value from event_counter for update']) {
          await sleep(trial.random.whole(1_000));
          await asOperator(servers, async (client) => {
            await client.query('begin');
            await client.query(statement);
            await sleep(HELD_MS[tier]);
            await client.query('rollback');
          });
        }
      });
      await Promise.all(appNames.map((name) => servers.again(name)));
    },
  },
];
