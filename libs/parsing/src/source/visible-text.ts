import type { ByteRange } from '#domain';
import { type RangeList, appendRange } from './ranges.js';

/**
 * What a reader sees of a capture: lines joined by `\n`, no markup. All rules work on offsets (UTF-16 units) into `text`.
 * Characters of the capture know their bytes. Line breaks may be made up by the format, and so may what a file only implies but a reader sees,
 * such as the automatic number of a paragraph.
 */
export interface VisibleText {
  readonly text: string;
  /** Bytes of the characters in `[from, to)`, in reading order, neighbours merged. Made-up characters have none. */
  rangesOf(from: number, to: number): ByteRange[];
}

/** Decoded characters whose bytes are known. */
export interface ByteMap {
  /** Byte offset of the character at `offset`; the length of the capture for the end of the text. */
  byteAt(offset: number): number;
}

/**
 * Collects visible text piece by piece, in reading order. A piece as long as its source maps character by character;
 * any other length (an entity, collapsed blanks) maps as a whole.
 */
export class VisibleTextBuilder {
  private readonly parts: string[] = [];
  private readonly lengths: number[] = [];
  private readonly starts: number[] = [];
  private readonly froms: number[] = [];
  private readonly tos: number[] = [];
  private size = 0;

  /** Length of the text so far: the offset at which the next piece will start. */
  get length(): number {
    return this.size;
  }

  /** Adds `text`, which stands at `[from, to)` of the decoded source. */
  add(text: string, from: number, to: number): void {
    if (text === '') return;
    this.starts.push(this.size);
    this.lengths.push(text.length);
    this.froms.push(from);
    this.tos.push(to);
    this.parts.push(text);
    this.size += text.length;
  }

  /** Adds white space that is not in the source, such as the line break between two blocks. */
  addBlank(text: string): void {
    this.parts.push(text);
    this.size += text.length;
  }

  build(source: ByteMap): VisibleText {
    return new PiecedText(this.parts.join(''), this.lengths, this.starts, this.froms, this.tos, source);
  }
}

class PiecedText implements VisibleText {
  constructor(
    readonly text: string,
    private readonly lengths: readonly number[],
    private readonly starts: readonly number[],
    private readonly froms: readonly number[],
    private readonly tos: readonly number[],
    private readonly source: ByteMap,
  ) {}

  rangesOf(from: number, to: number): ByteRange[] {
    const ranges: RangeList = [];
    for (let piece = this.pieceAt(from); piece < this.starts.length; piece += 1) {
      const start = this.starts[piece] ?? 0;
      if (start >= to) break;
      this.addPiece(ranges, piece, Math.max(0, from - start), to - start);
    }
    return ranges;
  }

  private addPiece(ranges: RangeList, piece: number, from: number, to: number): void {
    const length = this.lengths[piece] ?? 0;
    if (from >= length) return;
    const sourceFrom = this.froms[piece] ?? 0;
    const sourceTo = this.tos[piece] ?? 0;
    const exact = sourceTo - sourceFrom === length;
    const first = exact ? sourceFrom + from : sourceFrom;
    const last = exact ? sourceFrom + Math.min(to, length) : sourceTo;
    appendRange(ranges, this.source.byteAt(first), this.source.byteAt(last));
  }

  /** The last piece that starts at or before `offset`. */
  private pieceAt(offset: number): number {
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
