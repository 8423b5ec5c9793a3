import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { root } from './running-server.js';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string;
}

/** Runs a command to its end. */
export async function runCommand(
  command: string,
  args: readonly string[],
  { env, cwd = root, input = '' }: RunOptions = {},
): Promise<Ended> {
  const child = spawn(command, args, { cwd, env: { ...process.env, NODE_OPTIONS: '', ...env } });
  // a command may end before it has read everything
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const exited = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  return { code, stdout, stderr };
}
