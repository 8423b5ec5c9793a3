import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from './running-server.js';

/** Runs a command until it says something on its standard error, and kills it there with -9. Answers whether it was still running. */
export async function killedAt(
  pattern: RegExp,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<boolean> {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
    if (pattern.test(said)) child.kill('SIGKILL');
  });
  await exited;
  return child.signalCode === 'SIGKILL';
}
