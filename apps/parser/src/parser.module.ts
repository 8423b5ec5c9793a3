import { randomUUID } from 'node:crypto';
import { type BeforeApplicationShutdown, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { parseDocument, reparseStep, SiteLearner } from '#pipeline';
import { RoomRunner } from '#platform';
import type { StageWorker } from '#queue';
import { parseStage } from '#stages';

/** How long pages in hand may take when the program is to stop, in ms: well below its grace time. */
const PATIENCE_MS = 4_000;

/** How often a run that was started by another process, or has waited, is looked for. */
const REPARSE_EVERY_MS = 5_000;

/** Plugs the parser room to its queue, and lets it take up reparses beside. */
@Module({})
export class ParserModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private worker: StageWorker | null = null;
  private reparsing: { close(): Promise<void> } | null = null;
  private learner: SiteLearner | null = null;
  private readonly token = randomUUID();

  constructor(private readonly runner: RoomRunner) {}

  async onApplicationBootstrap(): Promise<void> {
    const { blobs, parserPool, config, store } = this.runner.engines;
    const { siteRules } = store;
    const learner = this.runner.learner();
    this.learner = learner;
    const deps = { ...this.runner.deps(), blobs, parser: parserPool, siteRules, onParsed: (site: string) => learner.seen(site) };
    // Twice the threads: while one half parses, the other half reads captures and writes results.
    this.worker = await this.runner.start(parseStage, config.parser.threads * 2, (job) => parseDocument(job, deps));
    const beside = { reparses: store.reparses, blobs, siteRules, parser: parserPool, token: this.token };
    this.reparsing = this.runner.inSteps(() => reparseStep(beside), 'reparses', REPARSE_EVERY_MS);
  }

  /** Most pages in hand are through in a moment; a slow one is given back to the next start instead of being waited for. */
  async beforeApplicationShutdown(): Promise<void> {
    const patience = setTimeout(() => this.runner.engines.parserPool.giveUp(), PATIENCE_MS);
    await Promise.all([this.worker?.close(), this.reparsing?.close(), this.learner?.close()]);
    clearTimeout(patience);
    await this.runner.engines.store.reparses.release(this.token);
  }
}
