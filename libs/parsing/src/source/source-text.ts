import type { ByteRange } from '#domain';
import { type Codec, stepBytes, stepUnits } from './codec.js';
import type { ByteMap, VisibleText } from './visible-text.js';

/** A checkpoint each so many units: a look-up walks half of that on average. */
const STRIDE = 256;

/** A decoded capture. Every UTF-16 unit knows its bytes, exactly, in every encoding. */
export class SourceText implements ByteMap, VisibleText {
  /** Offsets in `text` of each U+FFFD: it stands for bytes that could not be decoded, here or by whoever wrote the capture. */
  readonly undecodable: readonly number[];
  /** Byte offset and unit offset of every STRIDE-th unit, or null when each byte is one unit. */
  private readonly checkpoints: { readonly bytes: Uint32Array; readonly units: Uint32Array } | null;

  constructor(
    readonly text: string,
    /** WHATWG name of the encoding. */
    readonly charset: string,
    /** Fixed words for what was wrong with the bytes or their label. */
    readonly reasons: readonly string[],
    private readonly bytes: Uint8Array,
    private readonly codec: Codec,
  ) {
    this.checkpoints = text.length === bytes.length - codec.bom && codec.bom === 0 && isAscii(text) ? null : this.walk();
    this.undecodable = replacements(text);
  }

  byteAt(offset: number): number {
    if (offset >= this.text.length) return this.bytes.length;
    if (!this.checkpoints) return offset;
    const slot = Math.floor(offset / STRIDE);
    let at = this.checkpoints.bytes[slot] ?? 0;
    let unit = this.checkpoints.units[slot] ?? 0;
    while (unit < offset) {
      const taken = this.codec.read(this.bytes, at);
      unit += stepUnits(taken);
      if (unit > offset) break;
      at += stepBytes(taken);
    }
    return at;
  }

  rangesOf(from: number, to: number): ByteRange[] {
    return from < to ? [[this.byteAt(from), this.byteAt(to)]] : [];
  }

  private walk(): { bytes: Uint32Array; units: Uint32Array } {
    const slots = Math.ceil((this.text.length + 1) / STRIDE);
    const bytes = new Uint32Array(slots);
    const units = new Uint32Array(slots);
    let unit = 0;
    let slot = 0;
    for (let at = this.codec.bom; at < this.bytes.length; ) {
      if (unit >= slot * STRIDE) {
        bytes[slot] = at;
        units[slot] = unit;
        slot += 1;
      }
      const taken = this.codec.read(this.bytes, at);
      unit += stepUnits(taken);
      at += stepBytes(taken);
    }
    return { bytes, units };
  }
}

/** Offsets of the characters that stand for lost ones. */
export function replacements(text: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) found.push(at);
  return found;
}

const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text);
