import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPostgresBackend, Queue, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import type { BlobDescription, BlobStore } from '#blobs';
import type { DatabaseConfig } from '#store';
import { makeEarlierTables } from '#store/testing';
import { root } from './running-server.js';

/**
 * Archives as a Rostra of an earlier schema left them when it was told to end, by the name of its newest migration: rows as `pg_dump` wrote them, bodies
 * with their descriptions. In each room a document waits: for the crawler and the parser with its wake-up in the outbox, for the indexer with a job in
 * the queue, for the announcer in the hands of a process that is gone. Others are announced, withdrawn, failed, discarded, and pushed in a second
 * revision that nobody has parsed.
 */
export const earlierArchives = ['AddReparses1764250000000', 'AddSiteRules1764350000000'] as const;

export interface EarlierDocument {
  readonly id: string;
  /** What it waited for, or how it had ended. */
  readonly name: string;
  readonly fate: 'found' | 'replaced' | 'withdrawn' | 'discarded' | 'dead';
  /** Of the speech; missing where there is none. */
  readonly title?: string;
  readonly phrase?: string;
  /** What stands at its address; missing where that was fetched. */
  readonly body?: string;
}

interface Fixture {
  readonly documents: readonly EarlierDocument[];
  readonly captures: readonly { readonly body: string; readonly description: BlobDescription }[];
}

interface Engines {
  readonly database: DatabaseConfig;
  readonly blobs: BlobStore;
  /** With the prefix of its keys; null when the jobs are in the database. */
  readonly redis: { readonly url: string; readonly prefix: string } | null;
  /** Address of a page that the archive was told to fetch. */
  site(name: string, body: string): string;
}

const OnPostgres = withBackend(createPostgresBackend);

/** Fills empty engines with the archive of this name, and answers its documents. */
export async function layEarlierArchive(newest: string, { database, blobs, redis, site }: Engines): Promise<readonly EarlierDocument[]> {
  const folder = join(root, 'test/fixtures/archives', newest);
  const { documents, captures }: Fixture = JSON.parse(await readFile(join(folder, 'documents.json'), 'utf8'));
  for (const { body, description } of captures) await blobs.put(Buffer.from(body), description);
  const [waiting] = documents.filter(({ body }) => body !== undefined);
  const url = site('waiting.txt', waiting?.body ?? '');
  const moved = `update documents set url = '${url}', key = '${url}', key_hash = '${createHash('sha256').update(url).digest('hex')}' where id = '${waiting?.id}';`;
  const tables = `${await readFile(join(folder, 'tables.sql'), 'utf8')}${moved}`;
  const parsed = documents.find(({ name }) => name === 'parsed')?.id ?? '';
  await makeEarlierTables(database, newest, tables, (own) => addJob(redis, own, parsed));
  return documents;
}

/** As an earlier Rostra has written it, word for word. */
async function addJob(redis: Engines['redis'], database: string, documentId: string): Promise<void> {
  const connection = redis && new Redis(redis.url, { maxRetriesPerRequest: null });
  const queue =
    connection && redis
      ? new Queue('speech.index', { connection, prefix: redis.prefix })
      : new OnPostgres.Queue('speech.index', { connection: { connectionString: database, schema: 'bullmq', migrate: true, max: 4 } });
  const jobId = `indexer-${documentId}-r1`;
  const backoff = { type: 'exponential', delay: 1_000 };
  await queue.add('indexer', { documentId, revision: 1 }, { jobId, attempts: 8, backoff, removeOnComplete: true, removeOnFail: true });
  await queue.close();
  connection?.disconnect();
}
