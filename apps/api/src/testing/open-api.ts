import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type DocumentRecord, statusOf } from '#domain';
import { type Engines, enginesModule, loadConfig, NestLog, openEngines, openLog } from '#platform';
import { AnnouncerModule } from '../../../announcer/src/announcer.module.js';
import { CrawlerModule } from '../../../crawler/src/crawler.module.js';
import { IndexerModule } from '../../../indexer/src/indexer.module.js';
import { ParserModule } from '../../../parser/src/parser.module.js';
import { ApiModule } from '../api.module.js';
import { configureApi, fastifyOptions } from '../configure-api.js';

@Module({})
class WholeRostra {}

export interface OpenApi {
  readonly app: NestFastifyApplication;
  readonly engines: Engines;
  /** Listens on a free port of its own, for what `inject` cannot send. */
  readonly url: string;
  /** Waits until no room has anything to do with the document any more. */
  settled(documentId: string): Promise<DocumentRecord>;
  close(): Promise<void>;
}

/** All rooms on embedded engines in a folder of their own, as apps/standalone runs them. */
export async function openApi(settings: Record<string, string> = {}): Promise<OpenApi> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rostra-api-'));
  const config = loadConfig({ DATA_DIR: dataDir, SAMPLES: 'off', LOG_LEVEL: 'fatal', PARSER_THREADS: '1', ...settings });
  const log = openLog(config.log);
  const engines = await openEngines(config, log);
  const imports = [enginesModule(engines), CrawlerModule, ParserModule, IndexerModule, AnnouncerModule, ApiModule];
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: WholeRostra, imports },
    new FastifyAdapter(fastifyOptions(config.api)),
    { logger: new NestLog(log), bodyParser: false },
  );
  await configureApi(app, config.api);
  await app.listen(0, '127.0.0.1');
  engines.startKeeping(true);
  const close = async () => {
    await app.close();
    await engines.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { app, engines, url: await app.getUrl(), settled: (id) => settled(engines, id), close };
}

async function settled({ store }: Engines, id: string): Promise<DocumentRecord> {
  for (;;) {
    const document = await store.documents.get(id);
    if (document && ['announced', 'empty', 'failed'].includes(statusOf(document))) return document;
    await sleep(20);
  }
}

const PARAGRAPH = '要围绕产业链部署创新链，深化改革，优化营商环境，让各类主体的活力充分涌流。';

/** A plain text speech about an invented town; no two towns give the same bytes. */
export function speechText(town: string): string {
  return [
    `在${town}科技工作会议上的讲话`,
    '同志们：',
    `今天我们在${town}召开科技工作会议，主要任务是总结去年工作，部署今年任务。下面，我讲三点意见。`,
    '一、认清形势，增强做好科技工作的责任感',
    `过去一年，${town}科技创新投入同比增长百分之十二，继续保持稳定增长。${PARAGRAPH}`,
    '二、突出重点，推动科技创新取得新突破',
    `${PARAGRAPH}${PARAGRAPH}`,
    '三、加强领导，确保各项任务落到实处',
    `各级各部门要把科技工作列入重要议事日程，一级抓一级，层层抓落实。${PARAGRAPH}`,
    '谢谢大家。',
    '',
  ].join('\n');
}
