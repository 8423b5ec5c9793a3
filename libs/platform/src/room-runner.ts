import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { Gate, Leases, type RoomDeps, SiteLearner } from '#pipeline';
import { type Handler, Loop, StageWorker, type Verdict } from '#queue';
import type { DocumentJob, StageContract } from '#stages';
import type { Topic } from '#store';
import type { Engines } from './engines.js';
import { troubleTeller } from './logging.js';

/** Plugs a room's function to its queue and writes one log line for each verdict. */
export class RoomRunner {
  /** Shared by the rooms of this process, so that a document under suspicion is the only one in hand when the process dies with it. */
  private readonly gate = new Gate();

  private readonly leases: Leases;

  constructor(readonly engines: Engines) {
    this.leases = new Leases(engines.store.documents, troubleTeller(engines.log));
  }

  /** What every room needs. `ownGate` is for work that waits for the network: it must not hold up the others' suspects. */
  deps({ ownGate = false } = {}): RoomDeps {
    const gate = ownGate ? new Gate() : this.gate;
    return { documents: this.engines.store.documents, worker: `${hostname()}:${process.pid}`, gate, leases: this.leases };
  }

  /** Starts a worker for the stage; the caller closes it before the engines. */
  async start(stage: StageContract, concurrency: number, handler: Handler): Promise<StageWorker> {
    const { log, queueConfig, roll } = this.engines;
    const worker = new StageWorker(queueConfig, stage, handler, {
      concurrency,
      roll,
      onTrouble: troubleTeller(log),
      onVerdict: (job, verdict, tookMs) => tell(log, stage, job, verdict, tookMs),
    });
    await worker.start();
    return worker;
  }

  /** Offers rules for sites of which many pages come; the caller closes it before the engines. */
  learner(): SiteLearner {
    const { blobs, parserPool, store, log } = this.engines;
    return new SiteLearner({ siteRules: store.siteRules, blobs, parser: parserPool }, (err) =>
      log.warn({ err }, 'A site could not be looked at for what its pages repeat; it is when more of them have come'),
    );
  }

  /**
   * Does the work beside the queues: step by step as long as a step says that there is more, else after a nudge of the topic or a while.
   * The caller closes it, which waits for the step in hand.
   */
  inSteps(step: () => Promise<boolean>, topic: Topic, everyMs: number): { close(): Promise<void> } {
    const { log, store } = this.engines;
    const loop: Loop = new Loop(
      async () => {
        if (await step()) loop.nudge();
      },
      everyMs,
      troubleTeller(log),
    );
    const unlisten = store.signals.on(topic, () => loop.nudge());
    loop.start();
    const close = async () => {
      unlisten();
      await loop.stop();
    };
    return { close };
  }
}

function tell(log: Logger, stage: StageContract, job: DocumentJob, verdict: Verdict, tookMs: number): void {
  const fields = { room: stage.room, ...job, tookMs: Math.round(tookMs) };
  if (verdict.kind === 'done') log.debug(fields, 'done');
  else if (verdict.kind === 'skipped') log.debug(fields, `skipped: ${verdict.reason}`);
  else log.warn({ ...fields, againInMs: verdict.delayMs }, `put off: ${verdict.reason}`);
}
