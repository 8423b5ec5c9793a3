import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from '../inputs/in-parallel.js';
import { NoAnswer, type Server } from '../server/server.js';
import { type DocumentAnswer, documentShape } from '../server/shapes.js';

const END = ['announced', 'empty', 'failed', 'discarded', 'withdrawn'];
const ROUND_MS = 50;
const MOST_PER_ROUND = 64;
const AT_ONCE = 8;

interface Waiting {
  readonly documentId: string;
  readonly since: number;
  dueAt: number;
  last: DocumentAnswer | null;
  readonly resolve: (outcome: Outcome) => void;
}

/** `late` means that nothing at all has come through for the given time, with the document as it was last seen. */
export interface Outcome {
  readonly document: DocumentAnswer | null;
  readonly late: boolean;
}

/** Watches documents until each is at its end. Asks often about new ones and less often about those that take long. */
export class Awaiting {
  private readonly waiting = new Set<Waiting>();
  private running: Promise<void> | null = null;
  private lastArrival = 0;

  /** `patienceMs`: after so long without a single arrival, what is still waiting is given up. */
  constructor(
    private readonly server: Server,
    private readonly patienceMs: number,
  ) {}

  /** Resolves when the document has come to its end, or late. Rejects never. */
  async outcomeOf(documentId: string): Promise<Outcome> {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const since = performance.now();
    if (this.waiting.size === 0) this.lastArrival = since;
    this.waiting.add({ documentId, since, dueAt: since, last: null, resolve });
    this.running ??= this.run();
    return promise;
  }

  private async run(): Promise<void> {
    while (this.waiting.size > 0) {
      const now = performance.now();
      if (now - this.lastArrival > this.patienceMs) this.giveUp();
      const due = [...this.waiting].filter(({ dueAt }) => dueAt <= now).sort((a, b) => a.dueAt - b.dueAt);
      await inParallel(due.slice(0, MOST_PER_ROUND), AT_ONCE, (one) => this.look(one));
      await sleep(ROUND_MS);
    }
    this.running = null;
  }

  private async look(one: Waiting): Promise<void> {
    one.last = await this.ask(one.documentId);
    const now = performance.now();
    one.dueAt = now + Math.min(5_000, Math.max(150, (now - one.since) / 4));
    if (!one.last || !END.includes(one.last.status)) return;
    this.lastArrival = now;
    this.waiting.delete(one);
    one.resolve({ document: one.last, late: false });
  }

  /** A server that is away for a moment is asked again; patience decides for how long. */
  private ask(documentId: string): Promise<DocumentAnswer | null> {
    return this.server.get(documentShape, `/api/v1/documents/${documentId}`).catch((error: unknown) => {
      if (error instanceof NoAnswer) return null;
      return { id: documentId, status: 'failed', reason: error instanceof Error ? error.message : String(error), speeches: [] };
    });
  }

  private giveUp(): void {
    for (const { last, resolve } of this.waiting) resolve({ document: last, late: true });
    this.waiting.clear();
  }
}
