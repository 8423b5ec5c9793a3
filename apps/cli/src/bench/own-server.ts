import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { OwnProcess, root } from './own-process.js';

/** A Rostra of the bench's own: a process on a free port over an empty scratch archive. */
export interface OwnServer {
  readonly base: string;
  /** Largest resident memory until the server was ready, in bytes: compiling the database's WebAssembly takes a moment's worth. */
  readonly startMemory: number;
  /** Largest resident memory since then, in bytes. */
  peakMemory(): Promise<number>;
  /** Processor time of the process so far, in seconds. */
  cpuSeconds(): Promise<number>;
  /** Ends the process and removes its archive. */
  stop(): Promise<void>;
}

/** What every app of a bench is set to. */
export const BENCH_ENV = { HOST: '127.0.0.1', SAMPLES: 'off', ADMIN_KEY: '', LOG_LEVEL: 'info', LOG_FORMAT: 'text' };

/** A folder of the bench's own, for the caller to remove. */
export async function scratchFolder(name: string): Promise<string> {
  await mkdir(join(root, '.bench'), { recursive: true });
  return mkdtemp(join(root, '.bench', `${name}-`));
}

/** Rejects with what the process said when it does not come up. */
export async function startOwnServer(env: NodeJS.ProcessEnv = {}): Promise<OwnServer> {
  const dataDir = await scratchFolder('archive');
  const server = OwnProcess.app('standalone', { ...BENCH_ENV, PORT: '0', ...env, DATA_DIR: dataDir });
  const stop = async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const base = await server.hears(/ready at (http:\S+?)\/?\s/);
    const startMemory = await server.peakMemory();
    await server.beginPeakAnew();
    return { base, startMemory, peakMemory: () => server.peakMemory(), cpuSeconds: () => server.cpuSeconds(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
