import { type BeforeApplicationShutdown, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { indexDocuments } from '#pipeline';
import { RoomRunner } from '#platform';
import { Batcher, type StageWorker, type Verdict } from '#queue';
import { type DocumentJob, indexStage } from '#stages';

/** How long the first of a batch waits for company, in ms: throughput under load, no delay to speak of without. */
const WINDOW_MS = 100;

/** Plugs the indexer room to its queue, in batches. */
@Module({})
export class IndexerModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private worker: StageWorker | null = null;

  constructor(private readonly runner: RoomRunner) {}

  async onApplicationBootstrap(): Promise<void> {
    const { index, config } = this.runner.engines;
    const deps = { ...this.runner.deps(), index };
    const { batch } = config.indexer;
    const batcher = new Batcher<DocumentJob, Verdict>((jobs) => indexDocuments(jobs, deps), { size: batch, windowMs: WINDOW_MS });
    this.worker = await this.runner.start(indexStage, batch, (job) => batcher.add(job));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.worker?.close();
  }
}
