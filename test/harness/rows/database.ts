import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { AFTER_KILL_MS, type ServersRow } from '../row.js';
import type { Servers } from '../servers.js';
import { comesTrue } from '../trial.js';
import { AWAY_MS } from './redis.js';

const PUSHED = 8;
const CRAWLED = 4;
/** Sooner than the reconciler would add a lost wake-up again. */
const RELAYED_WITHIN_MS = 6_000;

const WAITING = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

/** As somebody beside the archive who may do everything. */
export async function asOperator<Result>(servers: Servers, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: servers.url('postgres') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export const databaseRows: readonly ServersRow[] = [
  {
    name: 'postgres-killed',
    on: 'servers',
    what: 'PostgreSQL: kill -9 under load and a new start, which recovers from its log',
    trials: { quick: 1, full: 3 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, servers) {
      const loading = trial.load(PUSHED, CRAWLED);
      await sleep(trial.random.whole(1_000));
      await servers.services.kill('postgres');
      await servers.services.startAgain('postgres');
      trial.faultOver();
      await Promise.all([loading, servers.clears(trial)]);
    },
  },
  {
    name: 'postgres-away',
    on: 'servers',
    what: 'PostgreSQL: refuses connections for 8 s (quick) or 60 s (full); health shows it',
    trials: { quick: 0, full: 2 },
    recoversWithinMs: AFTER_KILL_MS,
    run: (trial, servers, tier) => servers.away('postgres', AWAY_MS[tier], trial, () => trial.load(PUSHED, CRAWLED)),
  },
  {
    name: 'postgres-backends-terminated',
    on: 'servers',
    what: 'PostgreSQL: all backends of the archive terminated each second, five times',
    trials: { quick: 0, full: 3 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, servers) {
      const loading = trial.load(PUSHED * 2, CRAWLED * 2);
      for (let time = 0; time < 5; time += 1) {
        await asOperator(servers, (client) =>
          client.query(
            'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
          ),
        );
        await sleep(700 + trial.random.whole(500));
      }
      trial.faultOver();
      await loading;
    },
  },
  {
    name: 'outbox-gap',
    on: 'servers',
    what: 'outbox: a row of a lower id is committed after higher ones were read',
    trials: { quick: 1, full: 3 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, servers) {
      await trial.client.post('/queues/parser/pause');
      await trial.push(4);
      const early = [...trial.accepted];
      await asOperator(servers, async (client) => {
        await client.query('begin');
        // A new document refers to its source: its commit waits for this row, with the number of its wake-up drawn.
        await client.query(`select id from sources where name = 'push' for update`);
        const late = trial.push(1);
        // on a connection of its own: within one transaction these views do not change
        const waits = () => asOperator(servers, async (other) => (await other.query(WAITING)).rows.length > 0);
        if (!(await comesTrue(waits, 10_000))) trial.violation('No push waits for its commit: the row does not do what it says');
        await trial.client.post('/queues/parser/resume');
        const passed = async () => (await trial.client.statuses(early)).every((status) => status === 'announced');
        if (!(await comesTrue(passed, 30_000))) trial.violation('What came before does not pass');
        await client.query('commit');
        trial.faultOver();
        await late;
      });
      if (!(await comesTrue(async () => (await servers.store.outbox.pending()) === 0, RELAYED_WITHIN_MS)))
        trial.violation('The late row stays in the outbox: whoever reads by number has passed it over');
    },
  },
];
