import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEmbeddedIndex } from '#search';
import { lockDataDir, openStore } from '#store';
import { ArchiveClient } from '../support/archive-client.js';
import { freePort, RunningApp } from '../support/running-apps.js';
import { RunningCommand } from '../support/running-command.js';
import { storeFaults } from './checker.js';
import { EventListener } from './event-listener.js';
import { OriginSite } from './origin-site.js';
import { SmallDisk } from './small-disk.js';

const GIVEN_BACK_AFTER_MS = 17_000;
const KEY = 'a-key-of-the-harness-alone';

/** One process on embedded engines in a folder of its own, at one address through all its lives. */
export class Embedded {
  /** Under folders of this one. */
  private readonly disks: SmallDisk[] = [];

  private constructor(
    readonly app: RunningApp,
    readonly dataDir: string,
    readonly base: string,
    readonly client: ArchiveClient,
    readonly site: OriginSite,
    readonly listener: EventListener,
    private readonly home: string,
  ) {}

  /** Not started yet. `home` is the folder with the dist to run. */
  static async prepare(home: string, settings: Readonly<Record<string, string>> = {}): Promise<Embedded> {
    const dataDir = await mkdtemp(join(tmpdir(), 'rostra-faults-'));
    const port = await freePort();
    const base = `http://127.0.0.1:${port}`;
    const env = {
      DATA_DIR: dataDir,
      PORT: String(port),
      ADMIN_KEY: KEY,
      FETCH_PRIVATE: 'on',
      PARSER_THREADS: '1',

      ...settings,
    };
    const app = new RunningApp('standalone', env, home);
    return new Embedded(app, dataDir, base, new ArchiveClient(base, KEY), await OriginSite.open(), new EventListener(base), home);
  }

  /** A second process on the same folder. */
  another(): RunningApp {
    return new RunningApp('standalone', { DATA_DIR: this.dataDir, PORT: '0', ADMIN_KEY: KEY }, this.home);
  }

  /** The `rostra` command on the same folder. */
  command(...words: readonly string[]): RunningCommand {
    return RunningCommand.start(words, { DATA_DIR: this.dataDir }, this.home);
  }

  /** What `/health/ready` waits for. */
  readonly waitingFor = async (): Promise<readonly string[]> => {
    const answer = await fetch(`${this.base}/health/ready`, { signal: AbortSignal.timeout(5_000) });
    return ((await answer.json()) as { waitingFor: string[] }).waitingFor;
  };

  /** A disk of its own, with so many bytes to spare, under a folder in here. The process has ended. */
  async smallDisk(folder: string, spareBytes: number): Promise<SmallDisk> {
    const disk = await SmallDisk.under(join(this.dataDir, folder), spareBytes);
    this.disks.push(disk);
    return disk;
  }

  /** Ends the process and compares what it leaves behind. */
  async leftBehind(): Promise<string[]> {
    const code = await this.app.end('SIGTERM');
    await this.relayTheRest();
    const lock = await lockDataDir(this.dataDir);
    const store = await openStore({ kind: 'embedded', dataDir: this.dataDir });
    const index = await openEmbeddedIndex({ dataDir: this.dataDir });
    try {
      return [...(code === 0 ? [] : [`it ended with ${code} when it was told to`]), ...(await storeFaults(store, index))];
    } finally {
      await index.close();
      await store.close();
      await lock.release();
    }
  }

  /** Wake-ups that were taken from the outbox and not brought to the queue are given back after a while, to the process that lives then. */
  private async relayTheRest(): Promise<void> {
    const store = await openStore({ kind: 'embedded', dataDir: this.dataDir });
    const pending = await store.outbox.pending();
    await store.close();
    if (pending === 0) return;
    await this.app.start();
    await sleep(GIVEN_BACK_AFTER_MS);
    await this.app.end('SIGTERM');
  }

  /** `takeBack` runs between the end of the process and that of its folder. */
  async close(takeBack: () => Promise<void>): Promise<void> {
    await this.listener.close();
    await this.app.end('SIGKILL');
    await takeBack();
    for (const disk of this.disks.splice(0)) await disk.remove();
    await this.site.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
