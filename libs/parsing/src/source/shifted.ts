import { type Codec, type Step, step, stepBytes, stepUnits } from './codec.js';

/** How the bytes behind a shift are read: as ASCII, or one or two of them as a character of another encoding without its eighth bits. */
export type ShiftedState = { readonly base: Codec | null; readonly bytes: 0 | 1 | 2 };

/** A shift at one place: how many bytes it takes itself and what it shifts to. */
export interface Shift {
  readonly length: number;
  readonly to: ShiftedState;
}

type ShiftFinder = (bytes: Uint8Array, at: number) => Shift | null;

const ascii: ShiftedState = { base: null, bytes: 0 };
const oneByte = step(1, 1);

/**
 * Encodings that switch between ASCII and pairs by sequences in the text. Made for one capture, whose shifts it knows, so that a walk may
 * begin anywhere. `shiftAt` finds the shift that stands at a place where one may; a line end returns to ASCII.
 */
export function shiftedCodec(name: string, capture: Uint8Array, shiftAt: ShiftFinder): Codec {
  const stretches = new Stretches(capture, shiftAt);
  return { name, bom: 0, read: (bytes, at) => stretches.read(bytes, at).taken, decode: (bytes) => stretches.decode(bytes) };
}

interface Character {
  readonly taken: Step;
  readonly text: string;
}

/** Where each state begins; a state of null is a shift itself. */
class Stretches {
  private readonly starts: number[] = [0];
  private readonly states: (ShiftedState | null)[] = [ascii];
  /** Characters of the other encodings by their bytes: there are few, and they come often. */
  private readonly known = new Map<Codec, Map<number, Character>>();
  /** The stretch of the last look-up: the next one is there or right behind it. */
  private cursor = 0;

  constructor(bytes: Uint8Array, shiftAt: ShiftFinder) {
    let state = ascii;
    for (let at = 0; at < bytes.length; ) {
      const shift = shiftAt(bytes, at);
      if (shift) {
        this.begin(at, null);
        at += shift.length;
        state = shift.to;
        this.begin(at, state);
      } else if (bytes[at] === 0x0a && state !== ascii) {
        state = ascii;
        this.begin(at, state);
      } else at += state.bytes === 2 && isSeven(bytes[at]) && isSeven(bytes[at + 1]) ? 2 : 1;
    }
  }

  read(bytes: Uint8Array, at: number): Character {
    const index = this.indexAt(at);
    const state = this.states[index];
    const end = Math.min(bytes.length, this.starts[index + 1] ?? bytes.length);
    if (state === null) return { taken: step(end - at, 0), text: '' };
    const byte = bytes[at] ?? 0;
    if (!state?.base || !isSeven(byte)) {
      return { taken: oneByte, text: byte < 0x80 ? String.fromCharCode(byte) : '\ufffd' };
    }
    if (state.bytes === 2 && (at + 1 >= end || !isSeven(bytes[at + 1]))) return { taken: oneByte, text: '\ufffd' };
    return this.character(state.base, byte, state.bytes === 2 ? (bytes[at + 1] ?? 0) : null);
  }

  decode(bytes: Uint8Array): string {
    const parts: string[] = [];
    for (let at = 0; at < bytes.length; ) {
      const { taken, text } = this.read(bytes, at);
      parts.push(text);
      at += stepBytes(taken);
    }
    return parts.join('');
  }

  private begin(at: number, state: ShiftedState | null): void {
    this.starts.push(at);
    this.states.push(state);
  }

  /** A character of seven bits, as its eight-bit encoding reads it. */
  private character(base: Codec, first: number, second: number | null): Character {
    const known = this.known.get(base) ?? new Map<number, Character>();
    this.known.set(base, known);
    const key = first * 256 + (second ?? 0);
    const found = known.get(key);
    if (found) return found;
    const bytes = second === null ? Uint8Array.of(first | 0x80) : Uint8Array.of(first | 0x80, second | 0x80);
    const read = base.read(bytes, 0);
    const whole = stepBytes(read) === bytes.length ? base.decode(bytes) : '\ufffd';
    const character = { text: whole, taken: step(bytes.length, whole === '\ufffd' ? 1 : stepUnits(read)) };
    known.set(key, character);
    return character;
  }

  /** The last stretch that starts at or before `at`. */
  private indexAt(at: number): number {
    const { starts } = this;
    if ((starts[this.cursor] ?? 0) > at) this.cursor = 0;
    if ((starts[this.cursor + 1] ?? Infinity) > at) return this.cursor;
    let low = this.cursor;
    let width = 1;
    while ((starts[low + width] ?? Infinity) <= at) width *= 2;
    let high = Math.min(starts.length, low + width);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    this.cursor = Math.max(0, low - 1);
    return this.cursor;
  }
}

const isSeven = (byte: number | undefined): boolean => byte !== undefined && byte > 0x20 && byte < 0x7f;
