import { type BeforeApplicationShutdown, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { parseDocument } from '#pipeline';
import { RoomRunner } from '#platform';
import type { StageWorker } from '#queue';
import { parseStage } from '#stages';

/** How long pages in hand may take when the program is to stop, in ms: well below its grace time. */
const PATIENCE_MS = 4_000;

/** Plugs the parser room to its queue. */
@Module({})
export class ParserModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private worker: StageWorker | null = null;

  constructor(private readonly runner: RoomRunner) {}

  async onApplicationBootstrap(): Promise<void> {
    const { blobs, parserPool, config } = this.runner.engines;
    const deps = { ...this.runner.deps(), blobs, parser: parserPool };
    // Twice the threads: while one half parses, the other half reads captures and writes results.
    this.worker = await this.runner.start(parseStage, config.parser.threads * 2, (job) => parseDocument(job, deps));
  }

  /** Most pages in hand are through in a moment; a slow one is given back to the next start instead of being waited for. */
  async beforeApplicationShutdown(): Promise<void> {
    const patience = setTimeout(() => this.runner.engines.parserPool.giveUp(), PATIENCE_MS);
    await this.worker?.close();
    clearTimeout(patience);
  }
}
