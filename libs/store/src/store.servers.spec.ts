import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openStore } from './store.js';
import { storeContract } from './testing/store-contract.js';

const url = process.env.TEST_DATABASE_URL;
if (!url) throw new Error('TEST_DATABASE_URL names the PostgreSQL server whose databases this suite makes and drops.');

/** A database of its own, dropped at the end. */
async function openOnServer() {
  const name = `rostra_spec_${randomUUID().replaceAll('-', '')}`;
  await administer(`create database ${name}`);
  const own = new URL(url ?? '');
  own.pathname = `/${name}`;
  const store = await openStore({ kind: 'server', url: own.href });
  const close = async () => {
    await store.close();
    await administer(`drop database ${name} with (force)`);
  };
  return { store, close };
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(statement);
  await client.end();
}

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

  it('migrates once when four processes start at the same moment', async () => {
    const { store, close } = await openOnServer();
    const others = await Promise.all([1, 2, 3, 4].map(() => openStore({ kind: 'server', url: store.connectionUrl })));
    await Promise.all(others.map((other) => other.ping()));
    await Promise.all(others.map((other) => other.close()));
    await close();
  });
});
