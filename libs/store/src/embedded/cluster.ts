import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { simpleQuery } from './frames.js';
import type { Engine } from './wire-server.js';

export interface ClusterOptions {
  /** Folder of the database itself. */
  readonly folder: string;
  /** A tar file made by dumpDataDir to start from instead of an empty database, for specs. */
  readonly template?: string | undefined;
}

/** Small buffers halve the memory of the process; a just-in-time compiler does not exist in WebAssembly. */
const SETTINGS = ['shared_buffers = 8MB', 'jit = off', 'max_wal_size = 128MB', "TimeZone = 'UTC'"];

/** Written once the folder is whole: a process that dies while it makes the database leaves nothing that could be mistaken for one. */
const markerOf = (folder: string) => `${folder}.ready`;

export interface Cluster extends Engine {
  dump(path: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens the database in the folder and makes it first when there is none. */
export async function openCluster({ folder, template }: ClusterOptions): Promise<Cluster> {
  const database = existsSync(markerOf(folder)) ? await PGlite.create({ dataDir: folder }) : await createCluster(folder, template);
  const { rows } = await database.query<{ server_version: string }>('show server_version');
  await database.exec('set client_min_messages to warning');
  return {
    serverVersion: rows[0]?.server_version ?? '18',
    exec: async (messages) => Buffer.from(await database.execProtocolRaw(messages, { syncToFs: false })),
    dump: async (path) => writeFile(path, Buffer.from(await (await database.dumpDataDir('none')).arrayBuffer())),
    close: async () => {
      await database.execProtocolRaw(simpleQuery('CHECKPOINT'));
      await database.close();
    },
  };
}

/** Made in memory and then written out: creating it file by file takes half as long again. */
async function createCluster(folder: string, template?: string): Promise<PGlite> {
  await rm(folder, { recursive: true, force: true });
  const image = template ? new Blob([await readFile(template)]) : await freshImage();
  const database = await PGlite.create({ dataDir: folder, loadDataDir: image, postgresqlconf: SETTINGS });
  await writeFile(markerOf(folder), '');
  return database;
}

async function freshImage(): Promise<Blob> {
  const database = await PGlite.create();
  const image = await database.dumpDataDir('none');
  await database.close();
  return image;
}
