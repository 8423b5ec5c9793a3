import { fold, type Run, runsOf } from '#text';

/** `[from, to)` in UTF-16 units. */
export type Range = readonly [from: number, to: number];

/** A text ready to be looked through: folded, offsets unchanged, cut into runs when first asked. */
export class FoldedText {
  readonly folded: string;
  private cut: readonly Run[] | null = null;

  constructor(original: string) {
    this.folded = fold(original);
  }

  /** Where the next run begins when only separators stand from here to there; `at` itself inside a run or at the end of the text. */
  behindSeparators(at: number): number {
    const run = this.runAtOrAfter(at);
    return run ? Math.max(at, run.start) : at;
  }

  /** Whether a word of letters or digits begins here. */
  wordBeginsAt(at: number): boolean {
    const run = this.runAtOrAfter(at);
    return run?.kind === 'word' && run.start === at;
  }

  wordEndsAt(at: number): boolean {
    const run = this.runAtOrAfter(at - 1);
    return run?.kind === 'word' && run.start + run.text.length === at;
  }

  /** The first run that ends behind this offset. */
  private runAtOrAfter(at: number): Run | undefined {
    this.cut ??= [...runsOf(this.folded)];
    let low = 0;
    let high = this.cut.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const run = this.cut[middle];
      if (run && run.start + run.text.length <= at) low = middle + 1;
      else high = middle;
    }
    return this.cut[low];
  }
}
