import { readFile } from 'node:fs/promises';
import { openElasticIndex, type SearchIndex } from '#search';
import { openStore, type Store } from '#store';
import { ArchiveClient } from '../support/archive-client.js';
import { OwnServices, type ServiceName } from '../support/own-services.js';
import { type AppName, type RunningApp, RunningApps } from '../support/running-apps.js';
import { BulkJudge } from './bulk-judge.js';
import { EventListener } from './event-listener.js';
import { OriginSite } from './origin-site.js';
import { SmallDisk } from './small-disk.js';
import { Wire } from './wire.js';
import { comesTrue, type Trial } from './trial.js';

const KEY = 'a-key-of-the-harness-alone';
const DIES_WITHIN_MS = 60_000;
/** The health of the api shows a fault within the first and forgets it within the second. */
const SHOWS_WITHIN_MS = 10_000;
const CLEARS_WITHIN_MS = 30_000;

const SETTINGS: Readonly<Record<ServiceName, string>> = {
  postgres: 'DATABASE_URL',
  redis: 'REDIS_URL',
  elasticsearch: 'ELASTICSEARCH_URL',
  s3: 'BLOBS_URL',
};
interface Readiness {
  readonly waitingFor: readonly string[];
  readonly checks: Readonly<Record<string, { readonly message: string | null } | undefined>>;
}

/** How `/health/ready` names what stands on each server. */
const CHECKS: Readonly<Record<ServiceName, string>> = { postgres: 'database', redis: 'queues', elasticsearch: 'search', s3: 'blobs' };

/**
 * Five apps on four real servers, with a wire in front of each server. The harness itself looks at the servers directly, so that what it does to the
 * archive's connections it does not do to its own.
 */
export class Servers {
  /** Under the folders of servers, until the trial is over. */
  private readonly disks: { readonly service: ServiceName; readonly disk: SmallDisk }[] = [];

  private constructor(
    readonly services: OwnServices,
    readonly wires: Readonly<Record<ServiceName, Wire>>,
    readonly running: RunningApps,
    readonly client: ArchiveClient,
    readonly site: OriginSite,
    readonly listener: EventListener,
    readonly store: Store,
    readonly index: SearchIndex,
    /** Between its wire and Elasticsearch. */
    readonly judge: BulkJudge,
  ) {}

  /** `home` is the folder with the dist to run; `more` are settings of all apps. */
  static async start(services: OwnServices, home: string, more: Readonly<Record<string, string>> = {}): Promise<Servers> {
    const names = Object.keys(SETTINGS) as ServiceName[];
    const url = (name: ServiceName) => services.env[SETTINGS[name]] ?? '';
    const judge = await BulkJudge.before(url('elasticsearch'));
    const behind = (name: ServiceName) => (name === 'elasticsearch' ? judge.url : url(name));
    const opened = await Promise.all(names.map(async (name) => [name, await Wire.before(behind(name))] as const));
    const wires = Object.fromEntries(opened) as Record<ServiceName, Wire>;
    const store = await openStore({ kind: 'server', url: url('postgres') });
    const index = await openElasticIndex({ nodes: [url('elasticsearch')] });
    const env = Object.fromEntries(names.map((name) => [SETTINGS[name], wires[name].through(url(name))]));
    const running = await RunningApps.start({ ...env, ADMIN_KEY: KEY, FETCH_PRIVATE: 'on', PARSER_THREADS: '1', ...more }, home);
    const client = new ArchiveClient(running.base, KEY);
    return new Servers(services, wires, running, client, await OriginSite.open(), new EventListener(running.base), store, index, judge);
  }

  url(service: ServiceName): string {
    return this.services.env[SETTINGS[service]] ?? '';
  }

  app(name: AppName): RunningApp {
    return this.running.apps[name];
  }

  /** Ends the app as operators do and starts it with these points. */
  arm(name: AppName, points: string): Promise<void> {
    return this.again(name, { ROSTRA_FAILPOINTS: points, NODE_ENV: 'test' });
  }

  /** Ends the app as operators do and starts it for a life with these settings. */
  async again(name: AppName, settings: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.app(name).end('SIGTERM');
    await this.app(name).start(settings);
  }

  /** Waits until the app has died at its point; the trial is violated when it does not. */
  async died(name: AppName, trial: Trial): Promise<void> {
    if (!(await comesTrue(() => !this.app(name).lives, DIES_WITHIN_MS))) trial.violation(`The ${name} did not come to its failpoint`);
  }

  /** Whether a process stands still by SIGSTOP. */
  async standsStill(app: RunningApp): Promise<boolean> {
    return /\) T /.test(await readFile(`/proc/${app.pid}/stat`, 'utf8'));
  }

  /** Takes the server away by its wire for so long, with the load in the middle; the health of the api has to show it and to forget it. */
  async away(service: ServiceName, forMs: number, trial: Trial, load: () => Promise<void>): Promise<void> {
    const startedAt = performance.now();
    this.wires[service].set('reset');
    const loading = load();
    if (!(await comesTrue(() => this.isMissed(service), SHOWS_WITHIN_MS)))
      trial.violation(`/health/ready does not show within ${SHOWS_WITHIN_MS / 1000} s that ${CHECKS[service]} is away`);
    await comesTrue(() => performance.now() - startedAt > forMs, forMs);
    this.wires[service].set('pass');
    trial.faultOver();
    await Promise.all([loading, this.clears(trial)]);
  }

  /** The api says in time that it is ready again. */
  async clears(trial: Trial): Promise<void> {
    if (!(await comesTrue(async () => (await this.waitingFor()).length === 0, CLEARS_WITHIN_MS)))
      trial.violation(`/health/ready still waits for ${await this.waitingFor()} after ${CLEARS_WITHIN_MS / 1000} s`);
  }

  async isMissed(service: ServiceName): Promise<boolean> {
    return (await this.waitingFor()).includes(CHECKS[service]);
  }

  /** What the api says of itself. */
  async readiness(): Promise<Readiness> {
    const answer = await fetch(`${this.running.base}/health/ready`, { signal: AbortSignal.timeout(5_000) });
    return (await answer.json()) as Readiness;
  }

  private async waitingFor(): Promise<readonly string[]> {
    return (await this.readiness()).waitingFor;
  }

  /** Has the server go on with a disk of its own that has so many bytes to spare, until the trial is over. */
  async smallDisk(service: ServiceName, spareBytes: number): Promise<SmallDisk> {
    await this.services.end(service);
    const disk = await SmallDisk.under(this.services.folder(service), spareBytes);
    this.disks.push({ service, disk });
    await this.services.startAgain(service);
    return disk;
  }

  /** Brings back what a trial has left broken, and names the apps that have ended by themselves. */
  async mend(): Promise<string[]> {
    for (const { service, disk } of this.disks.splice(0)) {
      await this.services.end(service);
      await disk.remove();
      await this.services.startAgain(service);
    }
    for (const wire of Object.values(this.wires)) wire.set('pass');
    this.judge.refuse(null);
    this.judge.overload(false);
    this.judge.inTheMiddle(null);
    const dead = Object.values(this.running.apps).filter(({ lives }) => !lives);
    for (const app of Object.values(this.running.apps)) app.signal('SIGCONT');
    await Promise.all(dead.map((app) => app.start()));
    return dead.map(({ name }) => `The ${name} has ended by itself`);
  }

  async close(): Promise<void> {
    for (const wire of Object.values(this.wires)) wire.set('pass');
    await this.listener.close();
    await this.running.stop();
    await Promise.all([this.store.close(), this.index.close(), this.site.close()]);
    await Promise.all(Object.values(this.wires).map((wire) => wire.close()));
    await this.judge.close();
  }
}
