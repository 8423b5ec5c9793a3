/** After so long without a run the next call is one by itself again, in ms. */
const QUIET_MS = 1_000;
/** Between two runs in a row, of the time that the first took. */
const REST = 3;

export interface BatchLimits {
  readonly size: number;
  /** How long the first call waits for company, in ms. */
  readonly windowMs: number;
  /** While runs follow each other it waits three times as long as the last one took, up to this, in ms: a busy engine gets fewer, larger runs. */
  readonly busyWindowMs: number;
}

/**
 * Gathers single calls into batches: the first call opens a window, and when it closes or is full, one run serves them all.
 * Runs do not overlap, so a slow engine gets larger batches instead of more of them.
 */
export class Batcher<Item, Result> {
  private waiting: { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }[] = [];
  private running = false;
  private timer: NodeJS.Timeout | null = null;
  private ended = Number.NEGATIVE_INFINITY;
  private took = 0;

  /** `run` answers with one result per item, in the same order; what it throws reaches every caller of the batch. */
  constructor(
    private readonly run: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly limits: BatchLimits,
  ) {}

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.running || this.waiting.length === 0) return;
    if (this.waiting.length >= this.limits.size) {
      void this.flush();
      return;
    }
    this.timer ??= setTimeout(() => void this.flush(), this.window());
  }

  private window(): number {
    const { windowMs, busyWindowMs } = this.limits;
    return performance.now() - this.ended > QUIET_MS ? windowMs : Math.max(windowMs, Math.min(busyWindowMs, REST * this.took));
  }

  private async flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.running = true;
    const begun = performance.now();
    const batch = this.waiting.splice(0, this.limits.size);
    try {
      const results = await this.run(batch.map(({ item }) => item));
      for (const [index, { resolve, reject }] of batch.entries()) {
        if (index in results) resolve(results[index] as Result);
        else reject(new Error('The batch answered with fewer results than items'));
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.running = false;
      this.ended = performance.now();
      this.took = this.ended - begun;
      this.schedule();
    }
  }
}
