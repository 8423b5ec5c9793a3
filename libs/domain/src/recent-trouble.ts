import { TryLater } from './errors.js';

/** Longer than anybody who met the trouble waits before the next try at a server, in ms. */
const TOLD_FOR_MS = 10_000;

/**
 * Trouble that asking an engine whether it answers does not meet, such as a full disk, from which everything can still be read. Whoever met it
 * leaves it here, and it is told of for a while.
 */
export class RecentTrouble {
  private last: { readonly error: unknown; readonly at: number } | null = null;

  /** @param clock milliseconds that only grow */
  constructor(private readonly clock: () => number = () => performance.now()) {}

  met(error: unknown): void {
    this.last = { error, at: this.clock() };
  }

  /** Does work that may meet it: asked for patience, it is met; successful, it is over. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      const result = await work();
      this.last = null;
      return result;
    } catch (error) {
      if (error instanceof TryLater) this.met(error);
      throw error;
    }
  }

  /** @throws what was met last, while it counts as recent */
  check(): void {
    if (this.last && this.clock() - this.last.at < TOLD_FOR_MS) throw this.last.error;
  }
}
