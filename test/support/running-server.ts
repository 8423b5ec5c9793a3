import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface RunningServer {
  readonly base: string;
  readonly dataDir: string;
  /** Ends the process as an operator would and removes its archive. */
  stop(): Promise<void>;
  /** kill -9, and wait until it is gone; the archive stays. */
  kill(): Promise<void>;
}

export interface Start {
  readonly command: string;
  readonly args: readonly string[];
}

const standalone: Start = { command: process.execPath, args: [join(root, 'dist/apps/standalone/src/main.js')] };

/** Starts the built Rostra on a free port over an empty archive of its own, and waits until it says that it is ready. */
export async function startServer(
  env: Readonly<Record<string, string>> = {},
  { command, args }: Start = standalone,
): Promise<RunningServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rostra-e2e-'));
  const settings = { ...process.env, NODE_OPTIONS: '', HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir, SAMPLES: 'off', ...env };
  // a group of its own, so that what npm starts can be stopped together with npm
  const child = spawn(command, args, { cwd: root, env: settings, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const stop = async () => {
    await endGroup(child);
    await rm(dataDir, { recursive: true, force: true });
  };
  const kill = () => endGroup(child, 'SIGKILL');
  try {
    return { base: await addressOf(child), dataDir, stop, kill };
  } catch (error) {
    await stop();
    throw error;
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const address = /ready at (http:\/\/[^\s/]+)/.exec(said)?.[1];
      if (address) resolve(address);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${said}`)));
  });
}

async function endGroup(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  process.kill(-child.pid, signal);
  await exit;
}
