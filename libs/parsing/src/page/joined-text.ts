/** Half-open range of offsets, in UTF-16 units. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What stands between two stretches: always the same, or as these two need it. */
export type Separator = string | ((before: Span, after: Span) => string);

/**
 * Text put together from stretches of another text, such as the slices of a page. Knows for each character where it stood.
 * Separators put between stretches stood nowhere.
 */
export class JoinedText {
  private constructor(
    readonly text: string,
    /** Where each stretch starts in `text`, ascending. */
    private readonly starts: readonly number[],
    /** Where each stretch stood in the other text, ascending. */
    private readonly stretches: readonly Span[],
  ) {}

  /** Joins stretches of `source` in the given order, with the separator between any two. Empty stretches are left out. */
  static of(source: string, stretches: readonly Span[], separator: Separator = ''): JoinedText {
    const kept = stretches.filter(({ from, to }) => from < to);
    const between = typeof separator === 'string' ? () => separator : separator;
    const starts: number[] = [];
    const pieces: string[] = [];
    let length = 0;
    const add = (piece: string): void => {
      pieces.push(piece);
      length += piece.length;
    };
    for (const [index, stretch] of kept.entries()) {
      const before = kept[index - 1];
      if (before) add(between(before, stretch));
      starts.push(length);
      add(source.slice(stretch.from, stretch.to));
    }
    return new JoinedText(pieces.join(''), starts, kept);
  }

  /** Where the characters `[from, to)` stood, in order, neighbours merged. */
  origin(from: number, to: number): Span[] {
    const spans: Span[] = [];
    for (let index = this.indexAt(from); index < this.starts.length; index += 1) {
      const start = this.starts[index] ?? 0;
      if (start >= to) break;
      const stretch = this.stretches[index] ?? { from: 0, to: 0 };
      const first = stretch.from + Math.max(0, from - start);
      const last = Math.min(stretch.to, stretch.from + to - start);
      const before = spans.at(-1);
      if (first >= last) continue;
      if (before && before.to === first) spans[spans.length - 1] = { from: before.from, to: last };
      else spans.push({ from: first, to: last });
    }
    return spans;
  }

  /** Where the character at `offset` stood; for the end of the text, the end of the last stretch. */
  originOf(offset: number): number {
    const index = this.indexAt(offset);
    const stretch = this.stretches[index];
    return stretch ? Math.min(stretch.to, stretch.from + Math.max(0, offset - (this.starts[index] ?? 0))) : 0;
  }

  /** The first character of this text that stood at or behind `origin`; the end of the text when none did. */
  offsetOf(origin: number): number {
    const index = this.stretches.findIndex(({ to }) => to > origin);
    const stretch = this.stretches[index];
    return stretch ? (this.starts[index] ?? 0) + Math.max(0, origin - stretch.from) : this.text.length;
  }

  /** Stretches of this text put together anew, mapped to where they stood first. */
  pick(spans: readonly Span[], separator: Separator = ''): JoinedText {
    const next = JoinedText.of(this.text, spans, separator);
    const starts: number[] = [];
    const stretches: Span[] = [];
    next.stretches.forEach((stretch, index) => {
      for (const { at, span } of this.coverage(stretch)) {
        starts.push((next.starts[index] ?? 0) + at - stretch.from);
        stretches.push(span);
      }
    });
    return new JoinedText(next.text, starts, stretches);
  }

  /** Everything but the given spans, which are sorted and do not overlap. */
  without(spans: readonly Span[]): JoinedText {
    return spans.length === 0 ? this : this.pick(gapsBetween(spans, 0, this.text.length));
  }

  private *coverage({ from, to }: Span): Generator<{ at: number; span: Span }> {
    for (let index = this.indexAt(from); index < this.starts.length; index += 1) {
      const start = this.starts[index] ?? 0;
      const stretch = this.stretches[index];
      if (start >= to || !stretch) return;
      const at = Math.max(from, start);
      const span = { from: stretch.from + at - start, to: Math.min(stretch.to, stretch.from + to - start) };
      if (span.from < span.to) yield { at, span };
    }
  }

  /** The last stretch that starts at or before `offset`. */
  private indexAt(offset: number): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}

/** What `[from, to)` holds besides the given spans, which are sorted and do not overlap. */
export function gapsBetween(spans: readonly Span[], from: number, to: number): Span[] {
  const gaps: Span[] = [];
  let at = from;
  for (const span of spans) {
    if (span.from > at) gaps.push({ from: at, to: Math.min(span.from, to) });
    at = Math.max(at, span.to);
  }
  if (at < to) gaps.push({ from: at, to });
  return gaps;
}
