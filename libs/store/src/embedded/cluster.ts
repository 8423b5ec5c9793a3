import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import type { Engine } from './wire-server.js';

export interface ClusterOptions {
  /** Folder of the database itself. */
  readonly folder: string;
  /** A tar file made by dumpDataDir to start from instead of an empty database, for specs. */
  readonly template?: string | undefined;
}

/** Small buffers halve the memory of the process; a just-in-time compiler does not exist in WebAssembly. */
const SETTINGS = ['shared_buffers = 8MB', 'jit = off', 'min_wal_size = 32MB', 'max_wal_size = 64MB', "TimeZone = 'UTC'"];

/** Written once the folder is whole: a process that dies while it makes the database leaves nothing that could be mistaken for one. */
const markerOf = (folder: string) => `${folder}.ready`;

export interface Cluster extends Engine {
  dump(path: string): Promise<void>;
  close(): Promise<void>;
}

export const isMade = (folder: string): boolean => existsSync(markerOf(folder));

/** Opens a database that was made before. */
export async function openCluster(folder: string): Promise<Cluster> {
  const database = await PGlite.create({ dataDir: folder });
  const { rows } = await database.query<{ server_version: string }>('show server_version');
  return {
    serverVersion: rows[0]?.server_version ?? '18',
    exec: (messages) => execute(database, messages),
    dump: async (path) => writeFile(path, Buffer.from(await (await database.dumpDataDir('none')).arrayBuffer())),
    close: async () => {
      await database.exec('CHECKPOINT');
      await database.close();
    },
  };
}

/** Through the stream, because PGlite's plain call also parses every answer and keeps all of them. */
async function execute(database: PGlite, messages: Buffer): Promise<Buffer> {
  const chunks: Buffer[] = [];
  // The bytes are a view of the engine's memory and change with the next write.
  await database.execProtocolRawStream(messages, { syncToFs: false, onRawData: (chunk) => chunks.push(Buffer.from(chunk)) });
  return Buffer.concat(chunks);
}

/** Makes the database in memory and then writes it out: creating it file by file takes half as long again. Begins anew over a half-made one. */
export async function makeCluster({ folder, template }: ClusterOptions): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const image = template ? new Blob([await readFile(template)]) : await freshImage();
  const database = await PGlite.create({ dataDir: folder, loadDataDir: image, postgresqlconf: SETTINGS });
  await database.close();
  await writeFile(markerOf(folder), '');
}

async function freshImage(): Promise<Blob> {
  const database = await PGlite.create();
  const image = await database.dumpDataDir('none');
  await database.close();
  return image;
}
