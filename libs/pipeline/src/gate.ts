/**
 * Lets many run side by side, or one alone. When a process dies, all it had in hand are suspects; running suspects alone
 * lets a second death point at one of them, so that innocent neighbours never become dead letters.
 */
export class Gate {
  private running = 0;
  private solo: Promise<void> = Promise.resolve();
  private soloWaiting = 0;
  private idle: (() => void)[] = [];
  private open: (() => void)[] = [];

  async shared<T>(work: () => Promise<T>): Promise<T> {
    while (this.soloWaiting > 0) await new Promise<void>((resolve) => this.open.push(resolve));
    this.running += 1;
    try {
      return await work();
    } finally {
      this.running -= 1;
      if (this.running === 0) for (const wake of this.idle.splice(0)) wake();
    }
  }

  alone<T>(work: () => Promise<T>): Promise<T> {
    this.soloWaiting += 1;
    const turn = this.solo.then(async () => {
      while (this.running > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
      return work();
    });
    const finished = turn.then(
      () => this.leave(),
      () => this.leave(),
    );
    this.solo = finished;
    return turn;
  }

  private leave(): void {
    this.soloWaiting -= 1;
    if (this.soloWaiting === 0) for (const wake of this.open.splice(0)) wake();
  }
}
