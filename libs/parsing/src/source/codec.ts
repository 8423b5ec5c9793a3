/** Reads one character of an encoding. Sequences never overlap and always move on, so a walk over a capture ends. */
export interface Codec {
  /** WHATWG name. */
  readonly name: string;
  /** Bytes of a byte order mark at the start, which is not text. */
  readonly bom: number;
  /** The character at `at`: how many bytes it takes, how many UTF-16 units it gives, and whether it is U+FFFD for undecodable bytes. Packed by `step()`. */
  read(bytes: Uint8Array, at: number): Step;
  /** Decodes everything after the byte order mark, one U+FFFD for each step that failed. */
  decode(bytes: Uint8Array): string;
}

/** A number that holds bytes, units and failure, since a walk over 10 MB cannot afford an object for each character. */
export type Step = number;

export const step = (bytes: number, units: number, failed = false): Step => bytes * 8 + units * 2 + (failed ? 1 : 0);
export const stepBytes = (value: Step): number => value >>> 3;
export const stepUnits = (value: Step): number => (value >>> 1) & 3;
export const stepFailed = (value: Step): boolean => (value & 1) === 1;

/** Encodings in which each byte is one character. */
export function singleByte(name: string): Codec {
  const one = step(1, 1);
  return { name, bom: 0, read: () => one, decode: (bytes) => new TextDecoder(name).decode(bytes) };
}
