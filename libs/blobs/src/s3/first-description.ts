import { descriptionFromJson, descriptionToJson } from '../descriptions.js';
import { type Described, descriptionName, fingerprintOf } from './description-names.js';

/**
 * The object of a body begins with its first description, so that both come to be in one step. It stands in a frame of the kind that zstd passes over
 * (RFC 8878, 3.1.2); Node's stops after it, so it is taken off here. That is a magic number and the length of what the frame holds, 4 bytes each,
 * little endian; then a line with the name that the description would have as an object of its own, and the description as JSON. What follows is the
 * packed body.
 */
const MAGIC = 0x18_4d_2a_50;
const HEAD_BYTES = 8;

export function withFirst({ name, description }: Described, packed: Uint8Array): Buffer<ArrayBuffer> {
  const held = Buffer.from(`${name.name}\n${descriptionToJson(description)}`);
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(MAGIC, 0);
  head.writeUInt32LE(held.byteLength, 4);
  return Buffer.concat([head, held, packed]);
}

/** Length of the frame at the beginning of an object, in bytes, its head included; 0 for the object of a body alone. */
export function frameBytes(object: Uint8Array): number {
  if (object.byteLength < HEAD_BYTES) return 0;
  const head = new DataView(object.buffer, object.byteOffset, HEAD_BYTES);
  return head.getUint32(0, true) === MAGIC ? HEAD_BYTES + head.getUint32(4, true) : 0;
}

/** Null for the object of a body alone. Throws when the frame is cut or is no longer what was written. */
export function firstOf(object: Uint8Array): Described | null {
  const end = frameBytes(object);
  if (end === 0) return null;
  if (end > object.byteLength) throw new Error('Its end is missing.');
  const [line = '', ...json] = Buffer.from(object.subarray(HEAD_BYTES, end)).toString('utf8').split('\n');
  const name = descriptionName(line);
  const description = descriptionFromJson(json.join('\n'));
  if (name?.fingerprint !== fingerprintOf(description)) throw new Error('It is not the one that was written.');
  return { name, description };
}

/** What follows the frame. */
export const packedOf = (object: Uint8Array): Uint8Array => object.subarray(frameBytes(object));
