/** `background` waits until nothing `live` does. */
export type Priority = 'live' | 'background';

/** The first slot more is opened when somebody has waited at every moment for so long, in ms. */
const CROWDED_MS = 250;
/** A slot more is given up once nobody has had to wait for so long, in ms. */
const QUIET_MS = 10_000;

export interface SlotsOptions {
  /** Open from the beginning and for good; default all. */
  readonly least?: number;
}

/**
 * Lets at most so many run at once; the others wait in the order they came, the live ones before the others. Beyond `least`, slots are opened one
 * after the other while the waiting never ends, and given up again when it has ended: what each slot has to warm up for itself is not paid for a crowd
 * of a moment.
 */
export class Slots {
  private readonly waiting: Readonly<Record<Priority, (() => void)[]>> = { live: [], background: [] };
  private readonly least: number;
  private open: number;
  private used = 0;
  private crowded: NodeJS.Timeout | null = null;
  private lastWait = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly most: number,
    { least = most }: SlotsOptions = {},
  ) {
    this.least = least;
    this.open = least;
  }

  async use<T>(work: () => Promise<T>, priority: Priority = 'live'): Promise<T> {
    if (this.used < this.open) this.used += 1;
    else await this.wait(priority);
    try {
      return await work();
    } finally {
      this.release();
    }
  }

  /** Resolves when a slot has been handed over. */
  private async wait(priority: Priority): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.waiting[priority].push(resolve);
    this.lastWait = performance.now();
    if (this.open < this.most) this.crowded ??= setInterval(() => this.openOne(), CROWDED_MS).unref();
    await promise;
  }

  private release(): void {
    if (this.open > this.least && !this.someoneWaits && performance.now() - this.lastWait > QUIET_MS) this.open -= 1;
    this.used -= 1;
    this.handOver();
  }

  private openOne(): void {
    this.open += 1;
    this.handOver();
  }

  private handOver(): void {
    const next = this.used < this.open ? (this.waiting.live.shift() ?? this.waiting.background.shift()) : undefined;
    if (next) {
      this.used += 1;
      next();
    }
    if (this.open === this.most || !this.someoneWaits) this.noLongerCrowded();
  }

  private get someoneWaits(): boolean {
    return this.waiting.live.length > 0 || this.waiting.background.length > 0;
  }

  private noLongerCrowded(): void {
    if (this.crowded) clearInterval(this.crowded);
    this.crowded = null;
  }
}
