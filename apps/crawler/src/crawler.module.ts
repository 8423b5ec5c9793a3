import { type BeforeApplicationShutdown, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { type GuardedClient, openGuardedClient } from '#fetching';
import { fetchDocument } from '#pipeline';
import { RoomRunner } from '#platform';
import type { StageWorker } from '#queue';
import { fetchStage } from '#stages';
import { loadSamples } from './samples.js';

/** Plugs the crawler room to its queue. */
@Module({})
export class CrawlerModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private worker: StageWorker | null = null;
  private samples: Promise<void> = Promise.resolve();
  private readonly client: GuardedClient;

  constructor(private readonly runner: RoomRunner) {
    this.client = openGuardedClient(runner.engines.config.crawler);
  }

  async onApplicationBootstrap(): Promise<void> {
    const { blobs, clock, config } = this.runner.engines;
    const deps = { ...this.runner.deps({ ownGate: true }), blobs, clock, client: this.client };
    this.worker = await this.runner.start(fetchStage, config.crawler.fetches, (job) => fetchDocument(job, deps));
    this.samples = loadSamples(this.runner.engines);
  }

  async beforeApplicationShutdown(): Promise<void> {
    // Closing the client makes fetches in hand give up, and their documents wait for the next start; the worker waits for that.
    await Promise.all([this.client.close(), this.worker?.close(), this.samples]);
  }
}
