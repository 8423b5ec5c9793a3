/** `[from, to)` in UTF-16 units of the source. */
export type SourceRange = readonly [from: number, to: number];

/** Stretches of visible text in order: offset and length there, source range, text node. Equal lengths mean character by character. */
export interface Segments {
  readonly at: Int32Array;
  readonly length: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly node: Int32Array;
}

/**
 * Everything a reader of the page can see, as lines. `text` is the lines joined by `\n`; a table row without blocks in its cells is one line
 * with `\t` between cells. These two characters stand for nothing in the source; every other character has its place there.
 */
export class PageText {
  constructor(
    readonly text: string,
    private readonly lineStarts: Int32Array,
    private readonly segments: Segments,
  ) {}

  /** Lines that hold more than white space; others are not kept. */
  get lineCount(): number {
    return this.lineStarts.length;
  }

  lineStart(line: number): number {
    return this.lineStarts[line] ?? this.text.length;
  }

  lineEnd(line: number): number {
    return line + 1 < this.lineStarts.length ? (this.lineStarts[line + 1] ?? 0) - 1 : this.text.length;
  }

  lineText(line: number): string {
    return this.text.slice(this.lineStart(line), this.lineEnd(line));
  }

  get segmentCount(): number {
    return this.segments.at.length;
  }

  segmentStart(segment: number): number {
    return this.segments.at[segment] ?? this.text.length;
  }

  /** Where the segment's own characters end; a line break or tab may stand between here and the next segment. */
  segmentEnd(segment: number): number {
    return this.segmentStart(segment) + (this.segments.length[segment] ?? 0);
  }

  /** The text node a segment comes from. */
  segmentNode(segment: number): number {
    return this.segments.node[segment] ?? 0;
  }

  /** The last segment that begins at or before an offset. */
  segmentAt(offset: number): number {
    let low = 0;
    let high = this.segments.at.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.segments.at[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The visible character that a place in the source is shown as, or null for markup and dropped white space. */
  offsetOf(sourceOffset: number): number | null {
    let low = 0;
    let high = this.segments.from.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.segments.from[middle] ?? 0) <= sourceOffset) low = middle;
      else high = middle - 1;
    }
    const from = this.segments.from[low] ?? 0;
    if (sourceOffset < from || sourceOffset >= (this.segments.to[low] ?? 0)) return null;
    return this.segmentStart(low) + Math.min(sourceOffset - from, (this.segments.length[low] ?? 1) - 1);
  }

  /**
   * Where the characters `[from, to)` stand in the source, in reading order; ranges that touch are one. A character made of several (a
   * character reference, a collapsed run of white space) has the whole of them as its range.
   */
  sourceRanges(from: number, to: number): SourceRange[] {
    const ranges: [number, number][] = [];
    if (from >= to) return ranges;
    for (let segment = this.segmentAt(from); segment < this.segmentCount && this.segmentStart(segment) < to; segment++) {
      const [start, end] = this.rangeWithin(segment, from, to);
      if (start >= end) continue;
      const last = ranges[ranges.length - 1];
      if (last && last[1] === start) last[1] = end;
      else ranges.push([start, end]);
    }
    return ranges;
  }

  private rangeWithin(segment: number, from: number, to: number): SourceRange {
    const at = this.segmentStart(segment);
    const length = this.segments.length[segment] ?? 0;
    const start = Math.max(from - at, 0);
    const end = Math.min(to - at, length);
    if (start >= end) return [0, 0];
    const sourceFrom = this.segments.from[segment] ?? 0;
    const sourceTo = this.segments.to[segment] ?? 0;
    return sourceTo - sourceFrom === length ? [sourceFrom + start, sourceFrom + end] : [sourceFrom, sourceTo];
  }
}
