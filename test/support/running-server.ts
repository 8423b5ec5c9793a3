import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. The fault harness runs compiled, from dist. */
export const root = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../..' : '../../..', import.meta.url));

export interface RunningServer {
  readonly base: string;
  readonly dataDir: string;
  /** What it has written to its log so far. */
  said(): string;
  /** Ends the process as an operator would and answers its exit code; removes the archive unless the caller brought it. */
  stop(): Promise<number | null>;
  /** kill -9; the archive stays as it is. */
  kill(): Promise<void>;
}

export interface Start {
  readonly command: string;
  readonly args: readonly string[];
}

const standalone: Start = { command: process.execPath, args: [join(root, 'dist/apps/standalone/src/main.js')] };

/**
 * Starts the built Rostra on a free port and waits until it says that it is ready. Without a DATA_DIR in `env` it gets an empty archive of
 * its own. Rejects with what it said when it ends before that.
 */
export async function startServer(
  env: Readonly<Record<string, string>> = {},
  { command, args }: Start = standalone,
): Promise<RunningServer> {
  const dataDir = env.DATA_DIR ?? (await mkdtemp(join(tmpdir(), 'rostra-e2e-')));
  const settings = {
    ...process.env,
    NODE_OPTIONS: '',
    HOST: '127.0.0.1',
    PORT: '0',
    SAMPLES: 'off',
    ADMIN_KEY: '',
    ...env,
    DATA_DIR: dataDir,
  };
  // a group of its own, so that what npm starts can be stopped together with npm
  const child = spawn(command, args, { cwd: root, env: settings, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  endWithThisProcess(child);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    await signalGroup(child, signal);
    if (!env.DATA_DIR) await rm(dataDir, { recursive: true, force: true });
    return child.exitCode;
  };
  const log = listen(child);
  try {
    const base = await log.address;
    return { base, dataDir, said: log.said, stop: () => end('SIGTERM'), kill: () => signalGroup(child, 'SIGKILL') };
  } catch (error) {
    await end('SIGTERM');
    throw error;
  }
}

function listen(child: ChildProcess): { readonly address: Promise<string>; said(): string } {
  let said = '';
  const address = new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const found = /ready at (http:\/\/[^\s/]+)/.exec(said)?.[1];
      if (found) resolve(found);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`The server ended with ${code}:\n${said}`)));
  });
  return { address, said: () => said };
}

/** A watcher holds a pipe to this process; when that closes, however this process ended, it kills the group. */
export function endWithThisProcess(child: ChildProcess): void {
  if (child.pid === undefined) return;
  const watcher = spawn('sh', ['-c', 'cat; kill -s KILL -- "-$0"', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  child.once('exit', () => watcher.kill('SIGKILL'));
}

async function signalGroup(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  process.kill(-child.pid, signal);
  await exit;
}
