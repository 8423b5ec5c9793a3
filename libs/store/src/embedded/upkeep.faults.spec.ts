import pg from 'pg';
import { pushed } from '../testing/contract/steps.js';
import { openTestStore, type TestStore } from '../testing/open-test-store.js';
import { Upkeep } from './upkeep.js';

describe('the upkeep of the embedded database', () => {
  let opened: TestStore;
  let client: pg.Client;
  beforeAll(async () => {
    opened = await openTestStore();
    client = new pg.Client(opened.store.connectionUrl);
    await client.connect();
  }, 60_000);
  afterAll(async () => {
    await client.end();
    await opened.close();
  });

  const statements = { rows: async <Row>(sql: string): Promise<Row[]> => (await client.query(sql)).rows };
  const size = async () => Number((await client.query("select pg_total_relation_size('outbox') as size")).rows[0].size);

  it('keeps a table that is filled and emptied all the time from growing', async () => {
    const upkeep = new Upkeep(statements);
    const churn = async () => {
      await client.query(
        `insert into outbox (room, document_id, revision) select 'parser', gen_random_uuid(), 1 from generate_series(1, 2000)`,
      );
      await client.query('delete from outbox');
    };
    await churn();
    const once = await size();
    for (let round = 0; round < 5; round += 1) {
      await upkeep.run();
      await churn();
    }
    expect(await size()).toBeLessThan(2 * once);
    expect(await upkeep.run()).toBeGreaterThan(0);
    expect(await upkeep.run()).toBe(0);
    await pushed(opened.store);
    expect(await opened.store.outbox.take(10)).toHaveLength(1);
  });

  it('runs by itself until it is stopped', async () => {
    let runs = 0;
    let wake = () => {};
    const counted = {
      rows: async <Row>(sql: string): Promise<Row[]> => {
        runs += 1;
        wake();
        if (runs === 1) throw new Error('once');
        return statements.rows(sql);
      },
    };
    const upkeep = new Upkeep(counted, 1);
    upkeep.start();
    while (runs < 4)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    await upkeep.stop();
    const seen = runs;
    await statements.rows('select pg_sleep(0.05)');
    expect(runs).toBe(seen);
  });
});
