/**
 * Gathers single calls into batches: the first call opens a window, and when it closes or is full, one run serves them all.
 * Runs do not overlap, so a slow engine gets larger batches instead of more of them.
 */
export class Batcher<Item, Result> {
  private waiting: { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }[] = [];
  private running = false;
  private timer: NodeJS.Timeout | null = null;

  /** `run` answers with one result per item, in the same order; what it throws reaches every caller of the batch. */
  constructor(
    private readonly run: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly limits: { readonly size: number; readonly windowMs: number },
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
    this.timer ??= setTimeout(() => void this.flush(), this.limits.windowMs);
  }

  private async flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.running = true;
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
      this.schedule();
    }
  }
}
