import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { OwnProcess } from '../own-process.js';
import { BENCH_ENV, scratchFolder } from '../own-server.js';
import { IMAGE_ENV } from './image-env.js';

const appNames = ['crawler', 'parser', 'indexer', 'announcer', 'api'] as const;

/** Processes that make up one Rostra, under their names. */
export interface OwnArchive {
  readonly base: string;
  readonly processes: ReadonlyMap<string, Measured>;
  stop(): Promise<void>;
}

/** What is read of a process: peak memory in bytes, processor time in seconds. */
export interface Measured {
  peakMemory(): Promise<number>;
  cpuSeconds(): Promise<number>;
}

/** The five apps as processes on the servers of these settings, run as their image runs them. Rejects with what an app said when it does not come up. */
export async function startOwnApps(env: NodeJS.ProcessEnv): Promise<OwnArchive> {
  const dataDir = await scratchFolder('apps');
  const port = await freePort();
  const options = `${process.env.NODE_OPTIONS ?? ''} ${IMAGE_ENV.NODE_OPTIONS}`;
  const settings = { ...BENCH_ENV, ...IMAGE_ENV, NODE_OPTIONS: options, ...env, DATA_DIR: dataDir, PORT: String(port) };
  const processes = new Map(appNames.map((name) => [name as string, OwnProcess.app(name, settings)]));
  const stop = async () => {
    await Promise.all([...processes.values()].map((one) => one.stop()));
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await Promise.all([...processes].map(([name, one]) => one.hears(new RegExp(`(${name} runs on)`))));
    for (const one of processes.values()) await one.beginPeakAnew();
    return { base: `http://127.0.0.1:${port}`, processes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
