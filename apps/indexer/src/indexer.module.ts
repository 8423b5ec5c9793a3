import { type BeforeApplicationShutdown, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { indexDocuments } from '#pipeline';
import { RoomRunner } from '#platform';
import { Batcher, type StageWorker, type Verdict } from '#queue';
import { type DocumentJob, indexStage } from '#stages';

/** Largest batch, and how long the first of a batch waits for company: throughput under load, no delay to speak of without. */
const BATCH = { size: 32, windowMs: 20 };

/** Plugs the indexer room to its queue, in batches. */
@Module({})
export class IndexerModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private worker: StageWorker | null = null;

  constructor(private readonly runner: RoomRunner) {}

  async onApplicationBootstrap(): Promise<void> {
    const deps = { ...this.runner.deps(), index: this.runner.engines.index };
    const batcher = new Batcher<DocumentJob, Verdict>((jobs) => indexDocuments(jobs, deps), BATCH);
    this.worker = await this.runner.start(indexStage, BATCH.size, (job) => batcher.add(job));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.worker?.close();
  }
}
