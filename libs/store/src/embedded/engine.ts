import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { isMade } from './cluster.js';
import type { EngineReply, EngineRequest, EngineTask } from './pglite.worker.js';
import { socketFolder } from './private-folder.js';

/** The embedded database, at work in a thread of its own. */
export interface EmbeddedEngine {
  /** A URL for any PostgreSQL client in this process; it leads to a unix socket in a folder of this user alone. */
  readonly url: string;
  /** Rejects when the thread has died by itself; stays pending otherwise. */
  readonly lost: Promise<never>;
  /** Writes the whole database into one tar file. */
  dump(path: string): Promise<void>;
  close(): Promise<void>;
}

const PORT = 5432;

/** Starts the database of this data directory. The caller holds the directory's lock. The first start takes seconds, later ones less than one. */
export async function startEngine(dataDir: string, template?: string): Promise<EmbeddedEngine> {
  const folder = await socketFolder(dataDir);
  const socket = join(folder, `.s.PGSQL.${PORT}`);
  await rm(socket, { force: true });
  const database = join(dataDir, 'db');
  if (!isMade(database)) await once(startThread({ kind: 'make', folder: database, template }), 'exit');
  const worker = startThread({ kind: 'serve', folder: database, socket });
  const lost = death(worker);
  await Promise.race([replyOf(worker, 'ready'), lost]);
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const ask = (request: EngineRequest) => worker.postMessage(request);
  const dump = async (path: string) => {
    const dumped = replyOf(worker, 'dumped');
    ask({ kind: 'dump', path });
    await Promise.race([dumped, lost]);
  };
  /** Also when the thread has died: then there is nothing left to close. */
  const close = async () => {
    ask({ kind: 'close' });
    await exited;
  };
  const url = `postgres://postgres@/postgres?host=${encodeURIComponent(folder)}&port=${PORT}`;
  return { url, lost, dump, close };
}

/** From sources, as in specs, the thread compiles what it loads; built, it loads its neighbour. */
function startThread(task: EngineTask): Worker {
  const fromSources = import.meta.url.endsWith('.ts');
  const compiler = new URL('../../../../scripts/source-threads.mjs', import.meta.url).href;
  return new Worker(new URL(`./pglite.worker.${fromSources ? 'ts' : 'js'}`, import.meta.url), {
    workerData: task,
    execArgv: fromSources ? ['--conditions=source', '--import', compiler] : [],
    name: 'database',
  });
}

function death(worker: Worker): Promise<never> {
  const lost = new Promise<never>((_, reject) => {
    worker.once('error', (cause) => reject(new Error('The embedded database has stopped; start the program again.', { cause })));
    worker.once('exit', () => reject(new Error('The embedded database has stopped; start the program again.')));
  });
  // Nobody may be waiting at the time; whoever asks later still gets the rejection.
  lost.catch(() => undefined);
  return lost;
}

function replyOf(worker: Worker, kind: EngineReply['kind']): Promise<void> {
  return new Promise((resolve) => {
    const listen = (reply: EngineReply) => {
      if (reply.kind !== kind) return;
      worker.off('message', listen);
      resolve();
    };
    worker.on('message', listen);
  });
}
