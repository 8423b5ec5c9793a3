import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { endWithThisProcess } from './running-server.js';

/** The `rostra` command as a process of its own, that may be killed. */
export class RunningCommand {
  private said = '';
  /** Its exit code, null after a kill, and all it has said. */
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>;

  private constructor(private readonly child: ChildProcess) {
    endWithThisProcess(child);
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (this.said += chunk.toString('utf8')));
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, said: this.said }));
    });
  }

  /** `home` is the folder with the dist it runs from. */
  static start(words: readonly string[], env: Readonly<Record<string, string>>, home: string): RunningCommand {
    const child = spawn(process.execPath, [join(home, 'dist/apps/cli/src/main.js'), ...words], {
      cwd: home,
      env: { ...process.env, NODE_OPTIONS: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    return new RunningCommand(child);
  }

  get lives(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** kill -9. */
  async kill(): Promise<void> {
    if (this.lives) this.child.kill('SIGKILL');
    await this.ended;
  }
}
