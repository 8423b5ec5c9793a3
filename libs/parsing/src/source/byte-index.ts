import { isAscii } from 'node:buffer';
import { type Codec, stepBytes, stepUnits } from './codec.js';
import type { ByteMap } from './visible-text.js';

/** A checkpoint each so many UTF-16 units: a look-up measures the text between one and the place asked for. */
const STRIDE = 256;

/**
 * The bytes of each unit of a decoded capture. Measured in the text where the text alone tells how many bytes it takes, which the platform does
 * by itself; followed character by character in the bytes where it does not. Linear to make.
 */
export function indexBytes(text: string, bytes: Uint8Array, codec: Codec, isExact: boolean): ByteMap {
  if (text.length === bytes.length && codec.bom === 0 && isAscii(bytes)) return { byteAt: (offset) => Math.min(offset, bytes.length) };
  return codec.bytesOf && isExact ? new MeasuredBytes(text, codec.bom, bytes.length, codec.bytesOf) : new FollowedBytes(text, bytes, codec);
}

class MeasuredBytes implements ByteMap {
  private readonly checkpoints: Uint32Array;

  constructor(
    private readonly text: string,
    bom: number,
    private readonly end: number,
    private readonly bytesOf: (text: string) => number,
  ) {
    this.checkpoints = new Uint32Array(Math.floor(text.length / STRIDE) + 1);
    let at = bom;
    for (let slot = 0; slot < this.checkpoints.length; slot += 1) {
      this.checkpoints[slot] = at;
      at += bytesOf(this.between(slot * STRIDE, (slot + 1) * STRIDE));
    }
  }

  byteAt(offset: number): number {
    if (offset >= this.text.length) return this.end;
    const slot = Math.floor(offset / STRIDE);
    return (this.checkpoints[slot] ?? 0) + this.bytesOf(this.between(slot * STRIDE, offset));
  }

  /** A pair belongs to the stretch that its first half begins in; its bytes are not to be parted. */
  private between(from: number, to: number): string {
    return this.text.slice(this.pairStart(from), this.pairStart(to));
  }

  private pairStart(offset: number): number {
    return isLow(this.text.charCodeAt(offset)) && isHigh(this.text.charCodeAt(offset - 1)) ? offset - 1 : offset;
  }
}

class FollowedBytes implements ByteMap {
  /** Byte and unit of the first character at or behind every STRIDE-th unit. */
  private readonly byteOf: Uint32Array;
  private readonly unitOf: Uint32Array;

  constructor(
    private readonly text: string,
    private readonly bytes: Uint8Array,
    private readonly codec: Codec,
  ) {
    const slots = Math.ceil((text.length + 1) / STRIDE);
    this.byteOf = new Uint32Array(slots);
    this.unitOf = new Uint32Array(slots);
    this.walk();
  }

  byteAt(offset: number): number {
    if (offset >= this.text.length) return this.bytes.length;
    const slot = Math.floor(offset / STRIDE);
    let at = this.byteOf[slot] ?? 0;
    let unit = this.unitOf[slot] ?? 0;
    while (unit < offset) {
      const taken = this.codec.read(this.bytes, at);
      unit += stepUnits(taken);
      if (unit > offset) break;
      at += stepBytes(taken);
    }
    return at;
  }

  private walk(): void {
    const { bytes, codec } = this;
    let unit = 0;
    let slot = 0;
    for (let at = codec.bom; at < bytes.length; ) {
      if (unit >= slot * STRIDE) {
        this.byteOf[slot] = at;
        this.unitOf[slot] = unit;
        slot += 1;
      }
      const taken = codec.read(bytes, at);
      unit += stepUnits(taken);
      at += stepBytes(taken);
    }
  }
}

const isHigh = (unit: number): boolean => (unit & 0xfc00) === 0xd800;
const isLow = (unit: number): boolean => (unit & 0xfc00) === 0xdc00;
