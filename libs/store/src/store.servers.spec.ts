import pg from 'pg';
import { openStore } from './store.js';
import { aCapture } from './testing/builders.js';
import { openServerStore } from './testing/open-server-store.js';
import { storeContract } from './testing/store-contract.js';

const url = process.env.TEST_DATABASE_URL;
if (!url) throw new Error('TEST_DATABASE_URL names the PostgreSQL server whose databases this suite makes and drops.');

const server: string = url;
const openOnServer = () => openServerStore(server);

storeContract('server', openOnServer);

describe('the store on a server with several processes', () => {
  it('takes a wake-up whose lower id was committed after a higher one', async () => {
    const { store, close } = await openOnServer();
    const slow = new pg.Client(store.connectionUrl);
    const fast = new pg.Client(store.connectionUrl);
    await Promise.all([slow.connect(), fast.connect()]);
    const insert = `insert into outbox (room, document_id, revision) values ('parser', gen_random_uuid(), 1) returning id`;
    await slow.query('begin');
    const { rows: lower } = await slow.query(insert);
    const { rows: higher } = await fast.query(insert);
    expect(Number(lower[0].id)).toBeLessThan(Number(higher[0].id));
    expect((await store.outbox.take(10)).map(({ id }) => String(id))).toEqual([higher[0].id]);
    await slow.query('commit');
    expect((await store.outbox.take(10)).map(({ id }) => String(id))).toEqual([lower[0].id]);
    await Promise.all([slow.end(), fast.end()]);
    await close();
  });

  it('copies its tables as they stood at one moment, while others write', async () => {
    const { store, close } = await openOnServer();
    const push = () => store.documents.acceptCapture(aCapture());
    await push();
    const counts = await store.tables.snapshot(async ({ tables, rowsOf }) => {
      const rows: number[] = [];
      for (const table of tables.filter((name) => ['documents', 'captures', 'outbox', 'timeline'].includes(name))) {
        let count = 0;
        for await (const page of rowsOf(table)) count += page.length;
        rows.push(count);
        await push();
      }
      return rows;
    });
    expect(counts).toEqual([1, 1, 1, 1]);
    await close();
  });

  it('lets one process at a work of a name, and the next when that has ended', async () => {
    const { store, url: own, close } = await openOnServer();
    const other = await openStore({ kind: 'server', url: own });
    const done = await store.alone('a reindex', async () => {
      await expect(other.alone('a reindex', async () => 'twice')).rejects.toThrow(/Another process is at a reindex/);
      return other.alone('a move', async () => 'another work');
    });
    expect([done, await other.alone('a reindex', async () => 'next')]).toEqual(['another work', 'next']);
    expect([await other.connectedApps(), await store.connectedApps()]).not.toContain(0);
    await other.close();
    await close();
  });

  it('migrates once when four processes start at the same moment', async () => {
    const { store, close } = await openOnServer();
    const others = await Promise.all([1, 2, 3, 4].map(() => openStore({ kind: 'server', url: store.connectionUrl })));
    await Promise.all(others.map((other) => other.ping()));
    await Promise.all(others.map((other) => other.close()));
    await close();
  });
});
