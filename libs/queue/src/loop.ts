/** Runs one task again and again, never twice at once; an error is told and the loop goes on. */
export class Loop {
  private timer: NodeJS.Timeout | null = null;
  private current: Promise<void> | null = null;
  private again = false;
  private stopped = true;

  constructor(
    private readonly task: () => Promise<void>,
    private readonly everyMs: number,
    private readonly onTrouble: (error: Error) => void,
  ) {}

  start(): void {
    this.stopped = false;
    this.nudge();
  }

  /** Runs the task now, or once more when it is running already. */
  nudge(): void {
    if (this.stopped) return;
    if (this.current) {
      this.again = true;
      return;
    }
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.current = this.run();
  }

  /** Resolves when the run in hand is through; no other begins. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    await this.current;
  }

  private async run(): Promise<void> {
    // The task begins after `current` is set, so that a nudge from its first lines finds it running.
    await null;
    try {
      do {
        this.again = false;
        await this.task();
      } while (this.again && !this.stopped);
    } catch (error) {
      this.onTrouble(error instanceof Error ? error : new Error(String(error)));
    } finally {
      this.current = null;
      if (!this.stopped) this.timer = setTimeout(() => this.nudge(), this.everyMs);
    }
  }
}
