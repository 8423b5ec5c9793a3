import { execFile } from 'node:child_process';
import { chmod, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { EXIT, Failure } from '../../exit.js';
import { root } from '../own-process.js';
import { scratchFolder } from '../own-server.js';
import { cpuSecondsOfTree } from '../proc.js';

export const serviceNames = ['elasticsearch', 'postgres', 'redis', 's3'] as const;
export type ServiceName = (typeof serviceNames)[number];

const run = promisify(execFile);

/** PostgreSQL, Redis, Elasticsearch and an S3 server, as scripts/services.sh makes them in a folder. */
export class OwnServices {
  private archives = 0;

  private constructor(
    private readonly dir: string,
    private readonly urls: Readonly<Record<string, string>>,
    private readonly isOwn: boolean,
  ) {}

  /** Those that run in a folder already, which go on afterwards; without one, servers of the bench's own. Rejects with what the script said. */
  static async start(running: string | null): Promise<OwnServices> {
    if (running !== null) return new OwnServices(running, await urlsIn(running), false);
    const dir = await scratchFolder('services');
    // PostgreSQL and Elasticsearch run as another user where this one is root.
    await chmod(dir, 0o755);
    try {
      await script('start', dir);
      return new OwnServices(dir, await urlsIn(dir), true);
    } catch (error) {
      await remove(dir);
      throw error;
    }
  }

  /** Settings of an archive that is empty: a database, keys, an index and a prefix in the bucket that nobody has used. */
  async emptyArchive(): Promise<NodeJS.ProcessEnv> {
    const { DATABASE_URL = '', BLOBS_URL = '' } = this.urls;
    this.archives += 1;
    const name = `bench${process.pid}n${this.archives}`;
    const client = new pg.Client({ connectionString: DATABASE_URL });
    await client.connect();
    await client.query(`create database ${name}`).finally(() => client.end());
    const database = new URL(DATABASE_URL);
    database.pathname = `/${name}`;
    return {
      ...this.urls,
      DATABASE_URL: database.href,
      BLOBS_URL: `${BLOBS_URL}/${name}`,
      REDIS_PREFIX: name,
      ELASTICSEARCH_PREFIX: name,
    };
  }

  /** Takes the index of an archive away, so that the next round has the memory of Elasticsearch to itself. */
  async forget({ ELASTICSEARCH_URL, ELASTICSEARCH_PREFIX }: NodeJS.ProcessEnv): Promise<void> {
    const found = await fetch(`${ELASTICSEARCH_URL}/${ELASTICSEARCH_PREFIX}-read/_alias`);
    for (const index of Object.keys((await found.json()) as object)) await fetch(`${ELASTICSEARCH_URL}/${index}`, { method: 'DELETE' });
  }

  /** Processor time of each server so far, in seconds. */
  async cpuSeconds(): Promise<Record<ServiceName, number>> {
    const seconds = serviceNames.map(async (name) => {
      const pid = Number(await readFile(join(this.dir, name, 'pid'), 'utf8'));
      return [name, await cpuSecondsOfTree(pid)] as const;
    });
    return Object.fromEntries(await Promise.all(seconds)) as Record<ServiceName, number>;
  }

  async stop(): Promise<void> {
    if (this.isOwn) await remove(this.dir);
  }
}

async function urlsIn(dir: string): Promise<Readonly<Record<string, string>>> {
  const port = async (name: ServiceName): Promise<string> => {
    const text = await readFile(join(dir, name, 'port'), 'utf8').catch(() => '');
    if (text === '')
      throw new Failure(EXIT.usage, `No ${name} has been started in ${dir}. Start the servers with: bash scripts/services.sh start ${dir}`);
    return text.trim();
  };
  return {
    DATABASE_URL: `postgres://rostra@127.0.0.1:${await port('postgres')}/rostra`,
    REDIS_URL: `redis://127.0.0.1:${await port('redis')}`,
    ELASTICSEARCH_URL: `http://127.0.0.1:${await port('elasticsearch')}`,
    BLOBS_URL: `http://rostra:rostra-secret@127.0.0.1:${await port('s3')}/rostra-test`,
  };
}

async function script(action: 'start' | 'stop', dir: string): Promise<void> {
  await run('bash', [join(root, 'scripts/services.sh'), action, dir]);
}

async function remove(dir: string): Promise<void> {
  await script('stop', dir);
  await rm(dir, { recursive: true, force: true });
}
