import { Injectable } from '@nestjs/common';
import { QueueBoard, type StageFigures } from '#queue';

const FRESH_MS = 1_000;

interface Answer {
  readonly stages: Promise<StageFigures[]>;
  /** Null until it has come: a slow database is not asked again meanwhile. */
  cameAt: number | null;
}

/** The figures of all stages, asked for once a second at most, however many pages and programs look on. */
@Injectable()
export class LatestFigures {
  private answer: Answer | null = null;

  constructor(private readonly board: QueueBoard) {}

  get(): Promise<StageFigures[]> {
    if (this.answer === null || isStale(this.answer)) this.answer = this.ask();
    return this.answer.stages;
  }

  /** Forgets the last answer: something was just changed. */
  renew(): void {
    this.answer = null;
  }

  private ask(): Answer {
    const answer: Answer = { stages: this.board.overview(), cameAt: null };
    const came = () => {
      answer.cameAt = performance.now();
    };
    answer.stages.then(came, came);
    return answer;
  }
}

const isStale = ({ cameAt }: Answer): boolean => cameAt !== null && performance.now() - cameAt > FRESH_MS;
