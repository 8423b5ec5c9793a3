/** `background` waits until nothing `live` does. */
export type Priority = 'live' | 'background';

/** Lets at most so many run at once; the others wait in the order they came, the live ones before the others. */
export class Slots {
  private readonly waiting: Readonly<Record<Priority, (() => void)[]>> = { live: [], background: [] };

  constructor(private free: number) {}

  async use<T>(work: () => Promise<T>, priority: Priority = 'live'): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting[priority].push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.live.shift() ?? this.waiting.background.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}
