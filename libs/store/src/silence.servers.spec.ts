import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { TryLater } from '#domain';
import { openStore } from './store.js';

const url = process.env.TEST_DATABASE_URL;
if (!url) throw new Error('TEST_DATABASE_URL names the PostgreSQL server whose databases this suite makes and drops.');

/** Passes everything on to the server, or keeps it to itself: connections stay open and nobody answers. */
async function quietDoor(target: URL) {
  const sockets = new Set<Socket>();
  let silent = false;
  const server = createServer((outside) => {
    const inside = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [outside, inside],
      [inside, outside],
    ] as const) {
      sockets.add(from);
      from.on('data', (bytes) => void (silent || to.write(bytes)));
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const door = new URL(target);
  door.port = String((server.address() as AddressInfo).port);
  return {
    url: door.href,
    silence: (on: boolean) => {
      silent = on;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(statement);
  await client.end();
}

describe('a database that falls silent in the middle of a transaction', () => {
  it('loses nothing that is accepted afterwards', async () => {
    const name = `rostra_spec_${randomUUID().replaceAll('-', '')}`;
    await administer(`create database ${name}`);
    const own = new URL(url);
    own.pathname = `/${name}`;
    const door = await quietDoor(own);
    // statements are given up after 1 s there, and after 11 s here
    const store = await openStore({ kind: 'server', url: door.url, poolSize: 2, statementTimeoutMs: 1_000 });
    const beside = await openStore({ kind: 'server', url: own.href });
    await store.markers.set('before', 'yes');
    const keyed = (key: string) => {
      const page = `https://${key}.example/`;
      return store.documents.acceptUrl({ source: 'url', key: page, url: page, idempotencyKey: key });
    };
    await keyed('first');
    door.silence(true);
    const stuck = Promise.allSettled([keyed('second'), keyed('third')]);
    await sleep(500);
    for (const { status, ...outcome } of await stuck) {
      expect([status, outcome]).toEqual(['rejected', { reason: expect.any(TryLater) }]);
    }
    door.silence(false);
    const accepted: string[] = [];
    while (accepted.length < 6) {
      await keyed(`later-${accepted.length}`).then(
        ({ document }) => accepted.push(document.id),
        () => sleep(200),
      );
    }
    const seen = await Promise.all(accepted.map((id) => beside.documents.get(id)));
    expect(seen.filter((document) => document === null)).toEqual([]);
    await store.close();
    await beside.close();
    door.close();
    await administer(`drop database ${name} with (force)`);
  }, 90_000);
});
