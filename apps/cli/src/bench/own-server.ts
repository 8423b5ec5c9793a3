import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const MAIN = join(root, 'dist/apps/standalone/src/main.js');

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

/** Rejects with what the process said when it does not come up. */
export async function startOwnServer(): Promise<OwnServer> {
  await mkdir(join(root, '.bench'), { recursive: true });
  const dataDir = await mkdtemp(join(root, '.bench', 'archive-'));
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: '0',
    HOST: '127.0.0.1',
    SAMPLES: 'off',
    ADMIN_KEY: '',
    LOG_LEVEL: 'info',
    LOG_FORMAT: 'text',
  };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = async () => {
    await ended(child);
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const base = await addressOf(child);
    const startMemory = await peakMemory(child);
    await beginPeakAnew(child);
    return { base, startMemory, peakMemory: () => peakMemory(child), cpuSeconds: () => cpuSeconds(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address in the line that says the server is ready. */
function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-10_000);
      const address = /ready at (http:\S+?)\/?\s/.exec(said)?.[1];
      if (address) resolve(address);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${said}`)));
  });
}

/** Linux keeps the peak itself; 5 sets it to what is in use now (proc_pid_clear_refs). */
const beginPeakAnew = ({ pid }: ChildProcess): Promise<void> => writeFile(`/proc/${pid}/clear_refs`, '5').catch(() => undefined);

async function peakMemory({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) * 1_024;
}

/** Fields 14 and 15 of proc_pid_stat, user and system time, in ticks of 10 ms; the name before them may hold blanks. */
async function cpuSeconds({ pid }: ChildProcess): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}
