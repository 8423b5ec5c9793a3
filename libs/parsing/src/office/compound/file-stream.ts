import { appendRange, type RangeList } from '../../source/ranges.js';

/** Stretches of a file, in the order in which they make up a stream: pairs of `from, length`. */
export type Stretches = readonly number[];

/** The bytes of one stream, and where each of them stands in the file. */
export class FileStream {
  readonly bytes: Uint8Array;
  /** Where each stretch begins in the stream. */
  private readonly starts: number[] = [];

  constructor(
    file: Uint8Array,
    private readonly stretches: Stretches,
  ) {
    let size = 0;
    for (let at = 0; at < stretches.length; at += 2) {
      this.starts.push(size);
      size += stretches[at + 1] ?? 0;
    }
    this.bytes = stretches.length === 2 ? file.subarray(stretches[0], (stretches[0] ?? 0) + size) : joined(file, stretches, size);
  }

  /** Adds the places in the file of the bytes `[from, to)` of the stream. */
  addRanges(ranges: RangeList, from: number, to: number): void {
    for (let stretch = this.stretchAt(from); stretch < this.starts.length; stretch += 1) {
      const start = this.starts[stretch] ?? 0;
      if (start >= to) return;
      const [fileFrom = 0, length = 0] = [this.stretches[stretch * 2], this.stretches[stretch * 2 + 1]];
      const first = Math.max(0, from - start);
      if (first < length) appendRange(ranges, fileFrom + first, fileFrom + Math.min(length, to - start));
    }
  }

  /** The stretches of the bytes `[from, to)` of the stream. */
  stretchesOf(from: number, to: number): number[] {
    const ranges: RangeList = [];
    this.addRanges(ranges, from, to);
    return ranges.flatMap(([first, last]) => [first, last - first]);
  }

  /** The last stretch that starts at or before `at`. */
  private stretchAt(at: number): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.starts[middle] ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}

function joined(file: Uint8Array, stretches: Stretches, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (let each = 0; each < stretches.length; each += 2) {
    const from = stretches[each] ?? 0;
    const length = stretches[each + 1] ?? 0;
    bytes.set(file.subarray(from, from + length), at);
    at += length;
  }
  return bytes;
}
