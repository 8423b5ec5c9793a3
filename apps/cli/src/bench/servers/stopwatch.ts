/** How fast some part of the work went: pages a second, and processor time of this process in seconds per 1,000 pages. */
export interface Timed {
  readonly docsPerSecond: number;
  readonly cpuPerThousand: number;
}

export const stageNames = ['fetch', 'keep', 'parse', 'database', 'index'] as const;
/** Each kind of work alone. */
export type StageTimes = Readonly<Record<(typeof stageNames)[number], Timed>>;

/** Begins when it is made. */
export class Stopwatch {
  private readonly begin = performance.now();
  private readonly cpu = process.cpuUsage();

  stop(pages: number): Timed {
    const { user, system } = process.cpuUsage(this.cpu);
    return timed(pages, (performance.now() - this.begin) / 1_000, (user + system) / 1_000_000);
  }
}

export const timed = (pages: number, seconds: number, cpuSeconds: number): Timed => ({
  docsPerSecond: Number((pages / seconds).toFixed(1)),
  cpuPerThousand: Number(((cpuSeconds * 1_000) / pages).toFixed(2)),
});
