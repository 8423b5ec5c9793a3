import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Logger } from 'pino';
import { armFailpoints } from '#pipeline';
import { BadConfig, type Config, loadConfig } from './config.js';
import { type Engines, type Need, openEngines } from './engines.js';
import { enginesModule } from './engines.module.js';
import { HealthServer } from './health-server.js';
import { NestLog, openLog } from './logging.js';
import { processMetrics } from './metrics.js';
import { type Readiness, ReadinessCheck } from './readiness.js';
import { enginesLine } from './start-line.js';
import { Waiting } from './waiting.js';

/** Time between the signal to stop and the end of the process at the latest, in ms. */
const GRACE_MS = 10_000;

export interface App {
  readonly name: string;
  /** Builds the Nest application over the open engines and starts it; the runner closes what it returns. */
  start(engines: Engines, root: DynamicModule, nestLog: NestLog): Promise<INestApplicationContext>;
  /** Modules beside the engines. */
  readonly modules: readonly Type[];
  /** The engines it uses beside database and queues; default all. */
  readonly needs?: readonly Need[];
  /** Whether it keeps the search index in line with the database; default no. */
  readonly keepsIndex?: boolean;
  /** Whether it listens on HOST and PORT itself; the others have a port for their health alone. */
  readonly servesHttp: boolean;
  /** A sentence when the app cannot run on these settings. */
  refuses?(config: Config): string | null;
}

@Module({})
class RootModule {}

/**
 * Settings, log, health, engines, rooms; then waits for SIGTERM or SIGINT and closes all of it in reverse within the grace time. A server that
 * is not up yet is waited for.
 */
export async function runApp(app: App): Promise<void> {
  const config = configOrExit(app);
  const log = openLog(config.log);
  armFailpoints(config.failpoints);
  const running = new Running(app, config, log);
  try {
    await running.start();
  } catch (error) {
    if (running.isStopping) return;
    log.debug({ err: error }, 'Start failed');
    log.fatal(messageOf(error));
    process.exit(1);
  }
}

class Running {
  private readonly stopping = new AbortController();
  private readonly waiting: Waiting;
  private health: HealthServer | null = null;
  private engines: Engines | null = null;
  private context: INestApplicationContext | null = null;
  private starting: Promise<void> = Promise.resolve();

  constructor(
    private readonly app: App,
    private readonly config: Config,
    private readonly log: Logger,
  ) {
    this.waiting = new Waiting(log, this.stopping.signal);
  }

  get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  start(): Promise<void> {
    process.on('SIGTERM', (signal) => this.stop(signal));
    process.on('SIGINT', (signal) => this.stop(signal));
    this.starting = this.open();
    return this.starting;
  }

  private async open(): Promise<void> {
    const { app, config, log, waiting } = this;
    await this.openHealth();
    const engines = await openEngines(config, log, { ...(app.needs && { needs: app.needs }), waiting });
    this.engines = engines;
    if (this.isStopping) return;
    endWhenLost(engines, log, () => this.isStopping);
    if (app.servesHttp) await this.health?.close();
    const root = { module: RootModule, imports: [enginesModule(engines), ...app.modules] };
    this.context = await app.start(engines, root, new NestLog(log));
    engines.startKeeping(app.keepsIndex ?? false);
    log.info(`${app.name} runs on ${enginesLine(config, app.needs)}`);
    if (!app.servesHttp && this.health) log.info(`Its health is told at ${this.health.url}/health/ready`);
  }

  private async openHealth(): Promise<void> {
    const { host, port } = this.app.servesHttp ? this.config.api : this.config.health;
    this.health = await HealthServer.listen(host, port, { look: () => this.look(), metrics: processMetrics });
  }

  /** Ready when the rooms run and their engines answer. */
  private async look(): Promise<Readiness> {
    if (this.engines && this.context) return new ReadinessCheck(this.engines.answering).look();
    const checks = Object.fromEntries(Object.entries(this.waiting.missing).map(([name, message]) => [name, { ok: false, message }]));
    return { status: 'waiting', waitingFor: Object.keys(checks), checks };
  }

  private stop(signal: NodeJS.Signals): void {
    if (this.isStopping) return;
    this.stopping.abort(new Error(`stopped by ${signal}`));
    this.log.info(`Stopping on ${signal}: finishing what is in hand`);
    setTimeout(() => {
      this.log.error(`Not finished after ${GRACE_MS / 1000} s; unfinished work is taken up at the next start`);
      process.exit(1);
    }, GRACE_MS).unref();
    this.close().then(
      () => {
        this.log.info('Stopped');
        process.exit(0);
      },
      (error: unknown) => {
        this.log.error({ err: error }, 'Stopping failed');
        process.exit(1);
      },
    );
  }

  private async close(): Promise<void> {
    // A start under way ends by the signal where it waits, and otherwise in a moment.
    await this.starting.catch(() => undefined);
    await this.context?.close();
    await this.engines?.close();
    await this.health?.close();
  }
}

/** An application without HTTP: one room. */
export async function startContext(_engines: Engines, root: DynamicModule, nestLog: NestLog): Promise<INestApplicationContext> {
  const context = await NestFactory.createApplicationContext(root, { logger: nestLog });
  return context.init();
}

function configOrExit(app: App): Config {
  try {
    const config = loadConfig();
    const refusal = app.refuses?.(config);
    if (refusal) throw new BadConfig(refusal);
    return config;
  } catch (error) {
    process.stderr.write(`rostra ${app.name}: ${messageOf(error)}\n`);
    process.exit(78);
  }
}

/** A process without its database helps nobody: ending it lets whoever watches over it start another. */
function endWhenLost({ store }: Engines, log: Logger, isStopping: () => boolean): void {
  store.lost.catch((error: unknown) => {
    if (isStopping()) return;
    log.fatal(messageOf(error));
    process.exit(1);
  });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
