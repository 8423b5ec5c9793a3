import { isUtf8 as isWholeUtf8 } from 'node:buffer';
import { type Codec, type Step, step } from './codec.js';

const ascii = step(1, 1);
const two = step(2, 1);
const three = step(3, 1);
const four = step(4, 2);

const isTail = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

/** Lowest and highest second byte of sequences that would otherwise be overlong, surrogates or beyond Unicode. */
const secondByte = (lead: number, second: number | undefined): boolean => {
  if (!isTail(second) || second === undefined) return false;
  if (lead === 0xe0) return second >= 0xa0;
  if (lead === 0xed) return second < 0xa0;
  if (lead === 0xf0) return second >= 0x90;
  if (lead === 0xf4) return second < 0x90;
  return true;
};

function read(bytes: Uint8Array, at: number): Step {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return ascii;
  if (lead < 0xc2 || lead > 0xf4 || !secondByte(lead, bytes[at + 1])) return step(1, 1);
  if (lead < 0xe0) return two;
  if (!isTail(bytes[at + 2])) return step(2, 1);
  if (lead < 0xf0) return three;
  return isTail(bytes[at + 3]) ? four : step(3, 1);
}

/** UTF-8 as the WHATWG decoder reads it: one U+FFFD for each longest broken start of a sequence. */
export function utf8(bom: number): Codec {
  return {
    name: 'utf-8',
    bom,
    read,
    decode: (bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(bom)),
    bytesOf: (text) => Buffer.byteLength(text, 'utf8'),
  };
}

/** Whether the bytes are UTF-8 throughout; a character cut off by the end of the capture is forgiven. */
export function isUtf8(bytes: Uint8Array): boolean {
  if (isWholeUtf8(bytes)) return true;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
