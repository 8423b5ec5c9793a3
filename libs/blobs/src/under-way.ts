/** The calls that are not answered yet, so that closing can wait for them. */
export class UnderWay {
  private readonly running = new Set<Promise<unknown>>();

  track<Result>(result: Promise<Result>): Promise<Result> {
    const over = () => this.running.delete(result);
    this.running.add(result);
    result.then(over, over);
    return result;
  }

  /** Resolves when every call until now is through, well or badly. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.running);
  }
}
