import { mkdir, realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { socketFolder } from './private-folder.js';

/** Held until released or until the process ends, however it ends. */
export interface DataDirLock {
  readonly dataDir: string;
  release(): Promise<void>;
}

export interface LockHolder {
  readonly pid: number;
  /** ISO instant. */
  readonly startedAt: string;
  readonly dataDir: string;
}

/** Another process works in this folder. The message says who, since when and what to do. */
export class DataDirInUse extends Error {
  override readonly name = 'DataDirInUse';

  constructor(
    readonly dataDir: string,
    readonly holder: LockHolder | null,
  ) {
    const who = holder ? `by process ${holder.pid} since ${holder.startedAt}` : 'by a process that does not say who it is';
    super(`The data directory ${dataDir} is in use ${who}. Stop that process, or set DATA_DIR to another folder.`);
  }
}

const ANSWER_WITHIN_MS = 700;
const LOOK_WITHIN_MS = 1_000;

/**
 * Takes the data directory for this process; makes it when it is missing. Throws DataDirInUse within two seconds when another process, or
 * an earlier call in this one, holds it. The lock is a socket that answers, so what a killed process leaves behind does not count.
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const real = await realpath(dataDir);
  const folder = await socketFolder(real);
  const path = join(folder, 'lock.sock');
  const guard = await oneAtATime(join(folder, 'lock.guard'));
  if (!guard) throw new DataDirInUse(real, null);
  try {
    const holder = await askHolder(path);
    if (holder !== 'nobody') throw new DataDirInUse(real, holder);
    await rm(path, { force: true });
    const server = await answerAt(path, { pid: process.pid, startedAt: new Date().toISOString(), dataDir: real });
    return { dataDir: real, release: () => new Promise((resolve) => server.close(() => resolve())) };
  } finally {
    guard.close();
  }
}

/**
 * Two processes that find the same dead socket must not both replace it. SQLite's file lock, which ends with its process, lets one look
 * at a time; null when somebody else has been looking all the while.
 */
async function oneAtATime(path: string): Promise<DatabaseSync | null> {
  for (const deadline = performance.now() + LOOK_WITHIN_MS; performance.now() < deadline; await sleep(25)) {
    const guard = new DatabaseSync(path, { timeout: 0 });
    try {
      guard.exec('begin exclusive');
      return guard;
    } catch {
      guard.close();
    }
  }
  return null;
}

/** Asks whoever listens; null when somebody does but says nothing in time. */
function askHolder(path: string): Promise<LockHolder | null | 'nobody'> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(path);
    socket.setTimeout(ANSWER_WITHIN_MS, () => socket.destroy());
    socket.on('data', (chunk) => {
      answer += chunk.toString('utf8');
    });
    socket.on('error', () => resolve('nobody'));
    socket.on('close', () => resolve(readHolder(answer)));
  });
}

function readHolder(answer: string): LockHolder | null {
  try {
    const { pid, startedAt, dataDir }: Partial<LockHolder> = JSON.parse(answer);
    return typeof pid === 'number' && typeof startedAt === 'string' && typeof dataDir === 'string' ? { pid, startedAt, dataDir } : null;
  } catch {
    return null;
  }
}

function answerAt(path: string, holder: LockHolder): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(JSON.stringify(holder));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // The lock alone keeps no process alive.
    server.listen(path, () => resolve(server.unref()));
  });
}
