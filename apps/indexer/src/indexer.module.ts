import { type BeforeApplicationShutdown, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { indexDocuments } from '#pipeline';
import { RoomRunner } from '#platform';
import { Batcher, type StageWorker, type Verdict } from '#queue';
import { type DocumentJob, indexStage } from '#stages';

/** How long the first of a batch waits for company, in ms: no delay to speak of for one page, throughput under load. */
const WINDOWS = { windowMs: 20, busyWindowMs: 1_000 };

/** Plugs the indexer room to its queue, in batches. */
@Module({})
export class IndexerModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private worker: StageWorker | null = null;

  constructor(private readonly runner: RoomRunner) {}

  async onApplicationBootstrap(): Promise<void> {
    const { index, config } = this.runner.engines;
    const deps = { ...this.runner.deps(), index };
    const { batch } = config.indexer;
    const batcher = new Batcher<DocumentJob, Verdict>((jobs) => indexDocuments(jobs, deps), { size: batch, ...WINDOWS });
    this.worker = await this.runner.start(indexStage, batch, (job) => batcher.add(job));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.worker?.close();
  }
}
