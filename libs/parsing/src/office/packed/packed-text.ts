import type { ByteRange } from '#domain';
import { IntList } from '../../html/int-list.js';
import { stepBytes, stepUnits } from '../../source/codec.js';
import { appendRange, type RangeList } from '../../source/ranges.js';
import { utf8 } from '../../source/utf8.js';
import type { VisibleText } from '../../source/visible-text.js';

/** How the characters of a piece stand in its bytes. */
export const PIECE = { madeUp: 0, plain: 1, whole: 2 } as const;
export type PieceKind = (typeof PIECE)[keyof typeof PIECE];

/** Where each piece begins in the text and stands in the bytes, in flat lists. */
export interface PieceColumns {
  readonly starts: IntList;
  readonly froms: IntList;
  readonly tos: IntList;
  readonly kinds: IntList;
}

const codec = utf8(0);

/** Visible text of a packed capture: ranges count in its parts laid end to end, and made-up characters have none. */
export class PackedText implements VisibleText {
  constructor(
    readonly text: string,
    private readonly pieces: PieceColumns,
    private readonly bytesAt: (from: number, to: number) => Uint8Array,
  ) {}

  rangesOf(from: number, to: number): ByteRange[] {
    const ranges: RangeList = [];
    const { starts } = this.pieces;
    for (let piece = this.pieceAt(from); piece < starts.length && starts.at(piece) < to; piece += 1) this.addPiece(ranges, piece, from, to);
    return ranges;
  }

  private addPiece(ranges: RangeList, piece: number, from: number, to: number): void {
    const { starts, froms, tos, kinds } = this.pieces;
    const start = starts.at(piece);
    const end = piece + 1 < starts.length ? starts.at(piece + 1) : this.text.length;
    if (kinds.at(piece) === PIECE.madeUp || from >= end) return;
    const sourceFrom = froms.at(piece);
    const sourceTo = tos.at(piece);
    const isPlain = kinds.at(piece) === PIECE.plain;
    const first = isPlain && from > start ? this.byteAt(sourceFrom, sourceTo, from - start) : sourceFrom;
    const last = isPlain && to < end ? this.byteAt(sourceFrom, sourceTo, to - start) : sourceTo;
    appendRange(ranges, first, last);
  }

  /** Pieces are short, so walking one costs little. */
  private byteAt(from: number, to: number, units: number): number {
    const bytes = this.bytesAt(from, to);
    let at = 0;
    for (let unit = 0; unit < units && at < bytes.length; ) {
      const taken = codec.read(bytes, at);
      unit += stepUnits(taken);
      if (unit > units) break;
      at += stepBytes(taken);
    }
    return from + at;
  }

  /** The last piece that starts at or before `offset`. */
  private pieceAt(offset: number): number {
    let low = 0;
    let high = this.pieces.starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.pieces.starts.at(middle) <= offset) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}
