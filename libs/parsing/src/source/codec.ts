/** Reads one character of an encoding. Sequences never overlap and always move on, so a walk over a capture ends. */
export interface Codec {
  /** WHATWG name. */
  readonly name: string;
  /** Bytes of a byte order mark at the start, which is not text. */
  readonly bom: number;
  /** The character at `at`: how many bytes it takes and how many UTF-16 units it gives, packed by `step()`. Undecodable bytes give U+FFFD. */
  read(bytes: Uint8Array, at: number): Step;
  /** Decodes everything after the byte order mark, one U+FFFD for each step over undecodable bytes. */
  decode(bytes: Uint8Array): string;
  /** How many bytes a stretch of decoded text takes that holds no U+FFFD and no half of a pair; left out where text alone does not tell. */
  bytesOf?(text: string): number;
}

/** A number that holds bytes and units, since a walk over 10 MB cannot afford an object for each character. */
export type Step = number;

export const step = (bytes: number, units: number): Step => bytes * 4 + units;
export const stepBytes = (value: Step): number => value >>> 2;
export const stepUnits = (value: Step): number => value & 3;

/** Encodings in which each byte is one character, or none. */
export function singleByte(name: string): Codec {
  const one = step(1, 1);
  return { name, bom: 0, read: () => one, decode: (bytes) => new TextDecoder(name).decode(bytes), bytesOf: ({ length }) => length };
}

/** The same encoding behind a mark of `length` bytes that is not text. */
export const behindMark = (codec: Codec, length: number): Codec => ({
  ...codec,
  bom: length,
  decode: (bytes) => codec.decode(bytes.subarray(length)),
});
