import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openStore, type Store } from '../store.js';

/** A store on a database of its own on this server, dropped when it is closed. */
export async function openServerStore(server: string): Promise<{ readonly store: Store; readonly url: string; close(): Promise<void> }> {
  const name = `rostra_spec_${randomUUID().replaceAll('-', '')}`;
  await administer(server, `create database ${name}`);
  const own = new URL(server);
  own.pathname = `/${name}`;
  const store = await openStore({ kind: 'server', url: own.href, role: 'upkeep' });
  const close = async () => {
    await store.close();
    await administer(server, `drop database ${name} with (force)`);
  };
  return { store, url: own.href, close };
}

/** Statements past the store, to plant what never happens by itself. */
export async function administer(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
