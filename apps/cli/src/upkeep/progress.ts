import type { Progress } from '#upkeep';
import type { Output } from '../terminal/output.js';

const TELL_MS = 5_000;
const REWRITE_MS = 100;
const CLEAR_LINE = '\r\u001b[K';

/** Tells how far a long work has come: one line that is rewritten on a terminal, else a line for each step and every few seconds. */
export class ProgressLines {
  private step = '';
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly notes: Output,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  readonly tell = (progress: Progress): void => {
    const now = this.clock();
    const isNew = progress.step !== this.step;
    const isDone = progress.done === progress.total;
    if (!isNew && !isDone && now - this.toldAt < (this.notes.isTerminal ? REWRITE_MS : TELL_MS)) return;
    this.step = progress.step;
    this.toldAt = now;
    // A slow terminal holds nothing up.
    void this.notes.write(this.notes.isTerminal ? CLEAR_LINE + lineOf(progress) : `${lineOf(progress)}\n`);
  };

  /** Makes place for the report. */
  async end(): Promise<void> {
    if (this.notes.isTerminal && this.step !== '') await this.notes.write(CLEAR_LINE);
  }
}

const lineOf = ({ step, done, total }: Progress): string => `${step}: ${done}${total === null ? '' : ` of ${total}`}`;
