import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunningCommand } from './running-command.js';
import { endWithThisProcess, root } from './running-server.js';

export const appNames = ['crawler', 'parser', 'indexer', 'announcer', 'api'] as const;
export type AppName = (typeof appNames)[number];

/** What the log of a room says before the address of its health. */
const TOLD = 'Its health is told at ';

/** One app as a process of its own, that is killed and started again. */
export class RunningApp {
  private child: ChildProcess | null = null;
  private log = '';

  constructor(
    readonly name: AppName | 'standalone',
    private readonly env: Readonly<Record<string, string>>,
    /** Folder with the dist it runs from. */
    private readonly home = root,
  ) {}

  /** What it has written to its log, over all its lives. */
  said(): string {
    return this.log;
  }

  /** `more` are settings of this life alone. Resolves when it says on which engines it runs. Rejects with what it said when it ends before. */
  async start(more: Readonly<Record<string, string>> = {}): Promise<void> {
    const child = spawn(process.execPath, [join(this.home, `dist/apps/${this.name}/src/main.js`)], {
      cwd: this.home,
      env: { ...process.env, NODE_OPTIONS: '', HOST: '127.0.0.1', SAMPLES: 'off', ...this.env, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    this.child = child;
    endWithThisProcess(child);
    const from = this.log.length;
    await new Promise<void>((resolve, reject) => {
      let runs = false;
      const hear = (chunk: Buffer) => {
        this.log += chunk.toString('utf8');
        // only until then: the log of a long life is long
        runs ||= this.log.slice(from).includes(`${this.name} runs on`);
        if (runs) resolve();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('error', reject);
      child.once('close', (code) => reject(new Error(`The ${this.name} ended with ${code}:\n${this.log}`)));
    });
  }

  /** Where it answers for its health: the last address in its log, null before there is one. */
  get toldUrl(): string | null {
    const at = this.log.lastIndexOf(TOLD);
    return at === -1 ? null : (this.log.slice(at + TOLD.length).split('/health/ready')[0] ?? null);
  }

  /** Ends it as an operator would, or with kill -9; answers its exit code, null after a kill. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const { child } = this;
    if (!child?.pid || !this.lives) return child?.exitCode ?? null;
    const exit = once(child, 'exit');
    process.kill(-child.pid, signal);
    await exit;
    return child.exitCode;
  }

  /** Stops it where it is, or lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    if (this.child?.pid && this.lives) process.kill(-this.child.pid, signal);
  }

  get lives(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Its id while it lives. */
  get pid(): number | null {
    return this.lives ? (this.child?.pid ?? null) : null;
  }
}

/** All five apps on shared engines, with a folder for what each needs besides. */
export class RunningApps {
  private constructor(
    readonly apps: Readonly<Record<AppName, RunningApp>>,
    readonly base: string,
    private readonly dataDir: string,
    private readonly settings: Readonly<Record<string, string>>,
    private readonly home: string,
  ) {}

  /** `home` is the folder with the dist they run from. */
  static async start(env: Readonly<Record<string, string>>, home = root): Promise<RunningApps> {
    const dataDir = await mkdtemp(join(tmpdir(), 'rostra-apps-'));
    const port = await freePort();
    const settings = { ...env, DATA_DIR: dataDir, PORT: String(port) };
    const apps = Object.fromEntries(appNames.map((name) => [name, new RunningApp(name, settings, home)])) as Record<AppName, RunningApp>;
    const running = new RunningApps(apps, `http://127.0.0.1:${port}`, dataDir, settings, home);
    try {
      await Promise.all(Object.values(apps).map((app) => app.start()));
    } catch (error) {
      await running.stop();
      throw error;
    }
    return running;
  }

  /** Starts a second one of each app, on the same engines. The caller stops them, before these. */
  async twins(): Promise<RunningApps> {
    return RunningApps.start(this.settings, this.home);
  }

  /** A second one of this name, on a port of its own; whoever starts it ends it. */
  another(name: AppName): RunningApp {
    return new RunningApp(name, { ...this.settings, PORT: '0' }, this.home);
  }

  /** The `rostra` command on the same engines. */
  command(...words: readonly string[]): RunningCommand {
    return RunningCommand.start(words, this.settings, this.home);
  }

  /** Answers the exit codes by name. */
  async stop(): Promise<Record<string, number | null>> {
    const codes = await Promise.all(Object.values(this.apps).map(async (app) => [app.name, await app.end('SIGTERM')] as const));
    await rm(this.dataDir, { recursive: true, force: true });
    return Object.fromEntries(codes);
  }
}

/** On the loopback address; nobody holds it. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
