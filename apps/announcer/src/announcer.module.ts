import { type BeforeApplicationShutdown, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { announceDocuments } from '#pipeline';
import { RoomRunner } from '#platform';
import { Batcher, type StageWorker, type Verdict } from '#queue';
import { announceStage, type DocumentJob } from '#stages';

/** How long the first of a batch waits for company, in ms: no delay to speak of for one page, throughput under load. */
const WINDOWS = { windowMs: 20, busyWindowMs: 1_000 };

/** Plugs the announcer room to its queue, in batches: one locked counter row serves a whole batch. */
@Module({})
export class AnnouncerModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private worker: StageWorker | null = null;

  constructor(private readonly runner: RoomRunner) {}

  async onApplicationBootstrap(): Promise<void> {
    const { index, blobs, config } = this.runner.engines;
    const deps = { ...this.runner.deps(), index, blobs };
    const { batch } = config.announcer;
    const batcher = new Batcher<DocumentJob, Verdict>((jobs) => announceDocuments(jobs, deps), { size: batch, ...WINDOWS });
    this.worker = await this.runner.start(announceStage, batch, (job) => batcher.add(job));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.worker?.close();
  }
}
