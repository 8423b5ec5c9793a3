import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { BlobStore } from '#blobs';
import { ParserPool } from '#pipeline';
import { QueueBoard } from '#queue';
import { SearchIndex } from '#search';
import { DeadLetters, Documents, EventLog, Reparses, SiteRules, Sources, Speeches, Store } from '#store';
import { ApiConfig } from './config.js';
import type { Engines } from './engines.js';
import { ReadinessCheck } from './readiness.js';
import { RoomRunner } from './room-runner.js';

@Global()
@Module({})
class EnginesModule {}

/** Hands the opened engines to every module by their class. It opens and closes nothing. */
export function enginesModule(engines: Engines): DynamicModule {
  const { store } = engines;
  const providers: Provider[] = [
    { provide: Store, useValue: store },
    { provide: Documents, useValue: store.documents },
    { provide: Speeches, useValue: store.speeches },
    { provide: EventLog, useValue: store.events },
    { provide: DeadLetters, useValue: store.deadLetters },
    { provide: Reparses, useValue: store.reparses },
    { provide: SiteRules, useValue: store.siteRules },
    { provide: Sources, useValue: store.sources },
    ...(engines.needs.has('blobs') ? [{ provide: BlobStore, useValue: engines.blobs }] : []),
    ...(engines.needs.has('index') ? [{ provide: SearchIndex, useValue: engines.index }] : []),
    ...(engines.needs.has('parser') ? [{ provide: ParserPool, useValue: engines.parserPool }] : []),
    { provide: QueueBoard, useValue: engines.board },
    { provide: ReadinessCheck, useValue: new ReadinessCheck(engines.answering) },
    { provide: ApiConfig, useValue: engines.config.api },
    { provide: RoomRunner, useValue: new RoomRunner(engines) },
  ];
  return { module: EnginesModule, providers, exports: providers };
}
