import { Injectable } from '@nestjs/common';
import { QueueBoard, type StageFigures } from '#queue';

const FRESH_MS = 1_000;

/** The figures of all stages, asked for once a second at most, however many pages look on. */
@Injectable()
export class LatestFigures {
  private askedAt = Number.NEGATIVE_INFINITY;
  private answer: Promise<StageFigures[]> | null = null;

  constructor(private readonly board: QueueBoard) {}

  get(): Promise<StageFigures[]> {
    const now = performance.now();
    if (this.answer === null || now - this.askedAt > FRESH_MS) {
      this.askedAt = now;
      this.answer = this.board.overview();
    }
    return this.answer;
  }

  /** Forgets the last answer: something was just changed. */
  renew(): void {
    this.answer = null;
  }
}
