import { type RoomName, type StageContract, stages } from '#stages';
import type { Pauses } from './pauses.js';
import type { Queues } from './queues.js';

export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
}

/** What the rows say of one stage; times in ms, counts of documents. */
export interface StageRowFigures {
  readonly room: RoomName;
  readonly waiting: number;
  readonly active: number;
  readonly failed: number;
  readonly retrying: number;
  readonly oldestAgeMs: number | null;
  readonly waitMs: Percentiles | null;
  readonly runMs: Percentiles | null;
  readonly inLastMinute: number;
  readonly outLastMinute: number;
}

export interface StageFigures {
  readonly stage: RoomName;
  readonly queue: string;
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
  readonly paused: boolean;
  /** Age of the oldest document that waits or runs in this stage, in ms. */
  readonly oldestAgeMs: number | null;
  readonly waitMs: Percentiles | null;
  readonly runMs: Percentiles | null;
  readonly ratePerMinute: { readonly in: number; readonly out: number };
  readonly workers: number;
  /** Seconds until the stage is empty at the present rate; null when nothing moves. */
  readonly forecastSeconds: number | null;
}

/**
 * Looking at the queues, apart from working on them. Documents are counted from the rows, which are the truth;
 * pauses and workers come from the queue engine, and when that is away its part reads as zero instead of failing the page.
 */
export class QueueBoard {
  constructor(
    private readonly rowFigures: () => Promise<readonly StageRowFigures[]>,
    private readonly queues: Queues,
    private readonly pauses: Pauses,
  ) {}

  async overview(): Promise<StageFigures[]> {
    const rows = await this.rowFigures();
    return Promise.all(
      stages.map((stage) =>
        this.figures(
          stage,
          rows.find(({ room }) => room === stage.room),
        ),
      ),
    );
  }

  async stage(room: RoomName): Promise<StageFigures | null> {
    return (await this.overview()).find(({ stage }) => stage === room) ?? null;
  }

  /** Workers finish what they have in hand and take nothing new until the stage is resumed; a restart keeps the pause. */
  async pause(room: RoomName): Promise<void> {
    await this.pauses.wish(room, true);
    await this.queues.pause(room);
  }

  async resume(room: RoomName): Promise<void> {
    await this.pauses.wish(room, false);
    await this.queues.resume(room);
  }

  private async figures(stage: StageContract, rows: StageRowFigures | undefined): Promise<StageFigures> {
    const engine = await this.queues.counts(stage.room).catch(() => ({ delayed: 0, paused: false, workers: 0 }));
    const waiting = rows?.waiting ?? 0;
    const active = rows?.active ?? 0;
    const out = rows?.outLastMinute ?? 0;
    return {
      stage: stage.room,
      queue: stage.queue,
      waiting,
      active,
      delayed: rows?.retrying ?? 0,
      failed: rows?.failed ?? 0,
      paused: engine.paused,
      oldestAgeMs: rows?.oldestAgeMs ?? null,
      waitMs: rows?.waitMs ?? null,
      runMs: rows?.runMs ?? null,
      ratePerMinute: { in: rows?.inLastMinute ?? 0, out },
      workers: engine.workers,
      forecastSeconds: forecast(waiting + active, out),
    };
  }
}

function forecast(backlog: number, outPerMinute: number): number | null {
  if (backlog === 0) return 0;
  return outPerMinute === 0 ? null : Math.ceil((backlog / outPerMinute) * 60);
}
