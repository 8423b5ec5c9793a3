import type { CapturePart } from '#domain';
import { byteOrderMark } from '../../source/charset-label.js';

/** The unpacked parts of a capture, laid end to end in the order in which they were read. */
export class PackedParts {
  private readonly parts: { readonly name: string; readonly from: number; readonly bytes: Buffer }[] = [];
  private size = 0;

  /** Adds a part, as UTF-8 whatever it was written in, and says where it begins. */
  add(name: string, bytes: Uint8Array): { readonly base: number; readonly bytes: Buffer } {
    const part = { name, from: this.size, bytes: asUtf8(bytes) };
    this.parts.push(part);
    this.size += part.bytes.length;
    return { base: part.from, bytes: part.bytes };
  }

  /** The bytes `[from, to)`, which stand in one part. Shares its memory. */
  bytesAt(from: number, to: number): Buffer {
    const part = this.parts.findLast((candidate) => candidate.from <= from);
    return part ? part.bytes.subarray(from - part.from, to - part.from) : Buffer.alloc(0);
  }

  list(): CapturePart[] {
    return this.parts.map(({ name, bytes }) => ({ name, bytes: bytes.length }));
  }
}

/** XML may be UTF-16, and says so by its byte order mark. */
export function asUtf8(bytes: Uint8Array): Buffer {
  const mark = byteOrderMark(bytes);
  if (!mark || mark.charset === 'utf-8') return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Buffer.from(new TextDecoder(mark.charset).decode(bytes), 'utf8');
}
