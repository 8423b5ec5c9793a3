import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beginPeakAnew, cpuSecondsOf, peakMemoryOf } from './proc.js';

export const root = fileURLToPath(new URL('../../../../../', import.meta.url));

/** One process of the bench's own, that ends with the bench. */
export class OwnProcess {
  private said = '';

  private constructor(
    private readonly name: string,
    private readonly child: ChildProcess,
  ) {
    process.once('exit', this.kill);
    const hear = (chunk: Buffer) => {
      this.said = (this.said + chunk.toString('utf8')).slice(-10_000);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
  }

  /** An app of this build. */
  static app(name: string, env: NodeJS.ProcessEnv): OwnProcess {
    const main = join(root, `dist/apps/${name}/src/main.js`);
    return new OwnProcess(name, spawn(process.execPath, [main], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  /** Another part of the bench, given as words of its command line. */
  static part(words: readonly string[], env: NodeJS.ProcessEnv = {}): OwnProcess {
    const args = [process.argv[1] ?? '', 'bench', ...words];
    return new OwnProcess(
      words[0] ?? '',
      spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
  }

  /** Resolves with the first group of what it says. Rejects with what it said when it ends before. */
  hears(pattern: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(this.said)?.[1];
        if (found !== undefined) resolve(found);
      };
      this.child.stdout?.on('data', look);
      this.child.stderr?.on('data', look);
      this.child.once('error', reject);
      this.child.once('close', (code) => reject(new Error(`The process ${this.name} ended with ${code}:\n${this.said}`)));
    });
  }

  beginPeakAnew(): Promise<void> {
    return beginPeakAnew(this.pid);
  }

  /** Largest resident memory since the process began, or since the peak was begun anew, in bytes. */
  peakMemory(): Promise<number> {
    return peakMemoryOf(this.pid);
  }

  cpuSeconds(): Promise<number> {
    return cpuSecondsOf(this.pid);
  }

  async stop(): Promise<void> {
    process.off('exit', this.kill);
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await exit;
  }

  private get pid(): number {
    return this.child.pid ?? 0;
  }

  private readonly kill = (): void => {
    this.child.kill('SIGKILL');
  };
}
