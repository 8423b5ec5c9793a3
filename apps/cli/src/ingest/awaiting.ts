import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../exit.js';
import { inParallel } from '../inputs/in-parallel.js';
import { Refused, type Server } from '../server/server.js';
import { type DocumentAnswer, documentShape, timelineShape } from '../server/shapes.js';

const END = ['announced', 'empty', 'failed', 'discarded', 'withdrawn'];
const ROUND_MS = 50;
const MOST_PER_ROUND = 64;
const AT_ONCE = 8;

interface Waiting {
  readonly documentId: string;
  readonly since: number;
  dueAt: number;
  last: DocumentAnswer | null;
  /** Why the last look failed; null when it did not. */
  fault: string | null;
  /** Attempts of which somebody has heard, and why the last of them failed. */
  told: number;
  retryReason: string | null;
  readonly resolve: (outcome: Outcome) => void;
}

/** `late` means that waiting ended before the document did: here it is as it was last seen, and what stood in its way. */
export interface Outcome {
  readonly document: DocumentAnswer | null;
  readonly late: boolean;
  readonly fault: string | null;
}

/** Hears when an attempt at a document went wrong and another will follow, and why. */
export type OnRetry = (documentId: string, attempt: number, reason: string) => void;

/** Watches documents until each is at its end. Asks often about new ones and less often about those that take long. */
export class Awaiting {
  private readonly waiting = new Set<Waiting>();
  private running: Promise<void> | null = null;
  private lastArrival = 0;

  /** `patienceMs`: after so long without a single arrival, be the server there or away, what is still waiting is given up. */
  constructor(
    private readonly server: Server,
    private readonly patienceMs: number,
    private readonly onRetry: OnRetry = () => undefined,
  ) {}

  /** Resolves when the document has come to its end, or late. Rejects never. */
  async outcomeOf(documentId: string): Promise<Outcome> {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const since = performance.now();
    if (this.waiting.size === 0) this.lastArrival = since;
    this.waiting.add({ documentId, since, dueAt: since, last: null, fault: null, told: 0, retryReason: null, resolve });
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
    const hopeless = await this.ask(one);
    const now = performance.now();
    one.dueAt = now + Math.min(5_000, Math.max(150, (now - one.since) / 4));
    const ended = one.fault === null && one.last !== null && END.includes(one.last.status);
    if (!ended && !hopeless) return this.tellOfRetry(one);
    this.lastArrival = now;
    this.waiting.delete(one);
    one.resolve({ document: one.last, late: !ended, fault: one.fault });
  }

  /** True when asking again would change nothing. A server that is away or busy is asked again; patience decides for how long. */
  private async ask(one: Waiting): Promise<boolean> {
    try {
      one.last = await this.server.get(documentShape, `/api/v1/documents/${one.documentId}`);
      one.fault = null;
      return false;
    } catch (error) {
      one.fault = messageOf(error);
      return error instanceof Refused && error.retryAfterMs === null && error.status < 500;
    }
  }

  /** A room has given the document back: its row counts the attempts, its timeline has the reasons. */
  private async tellOfRetry(one: Waiting): Promise<void> {
    if (!one.last || one.fault !== null || one.last.status !== 'queued' || one.last.attempts <= one.told) return;
    const answer = await this.server.get(timelineShape, `/api/v1/documents/${one.documentId}/timeline`).catch(() => null);
    const failed = answer?.timeline.findLast(({ reason }) => typeof reason === 'string');
    if (!failed?.reason) return;
    one.told = one.last.attempts;
    one.retryReason = failed.reason;
    this.onRetry(one.documentId, one.told, failed.reason);
  }

  private giveUp(): void {
    for (const { last, fault, retryReason, resolve } of this.waiting) resolve({ document: last, late: true, fault: fault ?? retryReason });
    this.waiting.clear();
  }
}
