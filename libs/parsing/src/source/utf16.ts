import { type Codec, step } from './codec.js';

/** UTF-16 with or without byte order mark. Lone surrogates and an odd last byte become U+FFFD. */
export function utf16(name: 'utf-16le' | 'utf-16be', bom: number): Codec {
  const high = name === 'utf-16le' ? 1 : 0;
  const lead = (bytes: Uint8Array, at: number): number => (bytes[at + high] ?? 0) >> 2;
  return {
    name,
    bom,
    read(bytes, at) {
      if (at + 1 >= bytes.length) return step(1, 1);
      const surrogate = lead(bytes, at);
      if (surrogate === 0x36 && at + 3 < bytes.length && lead(bytes, at + 2) === 0x37) return step(4, 2);
      return step(2, 1);
    },
    decode(bytes) {
      const odd = (bytes.length - bom) % 2;
      const text = new TextDecoder(name, { ignoreBOM: true }).decode(bytes.subarray(bom, bytes.length - odd));
      return odd === 1 ? `${text}\ufffd` : text;
    },
    bytesOf: ({ length }) => length * 2,
  };
}

/** Characters that Chinese and Latin texts are made of; in UTF-16 read the wrong way round hardly any is left. */
const isUsual = (unit: number): boolean =>
  (unit >= 0x4e00 && unit < 0xa000) ||
  (unit >= 0x20 && unit < 0x7f) ||
  unit === 10 ||
  unit === 13 ||
  (unit >= 0x3000 && unit < 0x3020) ||
  unit >> 8 === 0xff;

/** Which byte order makes text of bytes without a mark, or null when neither does. Latin text in it has a zero in every other byte. */
export function utf16Order(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(bytes.length & ~1, 4096);
  if (length < 4 || !bytes.subarray(0, length).includes(0)) return null;
  let little = 0;
  let big = 0;
  for (let at = 0; at < length; at += 2) {
    const first = bytes[at] ?? 0;
    const second = bytes[at + 1] ?? 0;
    if (isUsual(second * 256 + first)) little += 1;
    if (isUsual(first * 256 + second)) big += 1;
  }
  const best = Math.max(little, big) / (length / 2);
  if (best < 0.9 || little === big) return null;
  return little > big ? 'utf-16le' : 'utf-16be';
}
