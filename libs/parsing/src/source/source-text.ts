import type { ByteRange } from '#domain';
import { indexBytes } from './byte-index.js';
import type { Codec } from './codec.js';
import type { ByteMap, VisibleText } from './visible-text.js';

/** A decoded capture. Every UTF-16 unit knows its bytes, exactly, in every encoding. */
export class SourceText implements ByteMap, VisibleText {
  /** Offsets in `text` of each U+FFFD: it stands for bytes that could not be decoded, here or by whoever wrote the capture. */
  readonly undecodable: readonly number[];
  private readonly index: ByteMap;

  constructor(
    readonly text: string,
    /** WHATWG name of the encoding. */
    readonly charset: string,
    /** Fixed words for what was wrong with the bytes or their label. */
    readonly reasons: readonly string[],
    bytes: Uint8Array,
    codec: Codec,
  ) {
    this.undecodable = replacements(text);
    this.index = indexBytes(text, bytes, codec, this.undecodable.length === 0);
  }

  byteAt(offset: number): number {
    return this.index.byteAt(offset);
  }

  rangesOf(from: number, to: number): ByteRange[] {
    return from < to ? [[this.byteAt(from), this.byteAt(to)]] : [];
  }
}

/** Offsets of the characters that stand for lost ones. */
export function replacements(text: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) found.push(at);
  return found;
}
