import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './running-server.js';

const run = promisify(execFile);

export type ServiceName = 'postgres' | 'redis' | 'elasticsearch' | 's3';

/** Servers of one suite alone, which it may flush, kill and start again; as scripts/services.sh makes them. */
export class OwnServices {
  private constructor(
    private readonly dir: string,
    /** Settings of an app that works on them. */
    readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start(): Promise<OwnServices> {
    const dir = await mkdtemp(join(tmpdir(), 'rostra-services-'));
    const lines = await script('start', dir).catch(async (error: unknown) => {
      await stopped(dir);
      throw error;
    });
    const env = Object.fromEntries([...lines.matchAll(/^(?:TEST_)([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));
    return new OwnServices(dir, env);
  }

  async kill(service: ServiceName): Promise<void> {
    await script('kill', this.dir, service);
  }

  /** As an operator ends it. */
  async end(service: ServiceName): Promise<void> {
    await script('stop', this.dir, service);
  }

  /** Where it keeps what it has. */
  folder(service: ServiceName): string {
    return join(this.dir, service, service === 's3' ? 'buckets' : 'data');
  }

  /** On the same port, with what it has kept. */
  async startAgain(service: ServiceName): Promise<void> {
    await script('start', this.dir, service);
  }

  stop(): Promise<void> {
    return stopped(this.dir);
  }
}

async function stopped(dir: string): Promise<void> {
  await script('stop', dir);
  await rm(dir, { recursive: true, force: true });
}

async function script(...args: string[]): Promise<string> {
  const { stdout } = await run('bash', [join(root, 'scripts/services.sh'), ...args]);
  return stdout;
}
