import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Logger } from 'pino';
import { BadConfig, type Config, loadConfig } from './config.js';
import { enginesModule } from './engines.module.js';
import { type Engines, openEngines } from './engines.js';
import { NestLog, openLog } from './logging.js';

/** Time between the signal to stop and the end of the process at the latest, in ms. */
const GRACE_MS = 10_000;

export interface App {
  readonly name: string;
  /** Builds the Nest application over the open engines and starts it; the runner closes what it returns. */
  start(engines: Engines, root: DynamicModule, nestLog: NestLog): Promise<INestApplicationContext>;
  /** Modules beside the engines. */
  readonly modules: readonly Type[];
  /** A sentence when the app cannot run on these settings. */
  refuses?(config: Config): string | null;
}

@Module({})
class RootModule {}

/** Settings, log, engines, rooms; then waits for SIGTERM or SIGINT and closes all of it in reverse within the grace time. */
export async function runApp(app: App): Promise<void> {
  const config = configOrExit(app);
  const log = openLog(config.log);
  try {
    const engines = await openEngines(config, log);
    const root = { module: RootModule, imports: [enginesModule(engines), ...app.modules] };
    const running = await app.start(engines, root, new NestLog(log));
    engines.startKeeping();
    endWhenLost(engines, log);
    stopOnSignal(log, async () => {
      await running.close();
      await engines.close();
    });
  } catch (error) {
    log.debug({ err: error }, 'Start failed');
    log.fatal(messageOf(error));
    process.exit(1);
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
function endWhenLost({ store }: Engines, log: Logger): void {
  store.lost.catch((error: unknown) => {
    if (stopping) return;
    log.fatal(messageOf(error));
    process.exit(1);
  });
}

let stopping = false;

function stopOnSignal(log: Logger, close: () => Promise<void>): void {
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    log.info(`Stopping on ${signal}: finishing what is in hand`);
    setTimeout(() => {
      log.error(`Not finished after ${GRACE_MS / 1000} s; unfinished work is taken up at the next start`);
      process.exit(1);
    }, GRACE_MS).unref();
    close().then(
      () => {
        log.info('Stopped');
        process.exit(0);
      },
      (error: unknown) => {
        log.error({ err: error }, 'Stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
