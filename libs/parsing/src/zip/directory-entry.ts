import { codecFor } from '../source/codecs.js';
import { isUtf8, utf8 } from '../source/utf8.js';
import type { ZipFields } from './zip-fields.js';
import { brokenZip } from './zip-refusals.js';

/** One line of an archive's directory, as it is written there. */
export interface DirectoryEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Where its local header stands. */
  readonly header: number;
  /** Length of the line in bytes. */
  readonly length: number;
}

const ENTRY = 0x02014b50;
const FIXED = 46;
const LONG = 0xffffffff;

/** Reads the line of the directory at `at`. Throws Unprocessable `broken-zip`. */
export function readEntry(fields: ZipFields, at: number): DirectoryEntry {
  if (fields.u32(at) !== ENTRY) throw brokenZip();
  const flags = fields.u16(at + 8);
  const nameLength = fields.u16(at + 28);
  const extraLength = fields.u16(at + 30);
  const extra = at + FIXED + nameLength;
  const long = longFields(fields, extra, extraLength, [fields.u32(at + 24), fields.u32(at + 20), fields.u32(at + 42)]);
  return {
    name: nameOf(fields.slice(at + FIXED, nameLength), (flags & 0x800) !== 0),
    method: fields.u16(at + 10),
    encrypted: (flags & 0x2041) !== 0,
    crc: fields.u32(at + 16),
    size: long[0] ?? 0,
    packed: long[1] ?? 0,
    header: long[2] ?? 0,
    length: FIXED + nameLength + extraLength + fields.u16(at + 32),
  };
}

/** Size, packed size and place of an entry; those that do not fit stand in the extra field, in this order. */
function longFields(fields: ZipFields, extra: number, length: number, short: readonly number[]): number[] {
  if (!short.includes(LONG)) return [...short];
  for (let at = extra; at + 4 <= extra + length; at += 4 + fields.u16(at + 2)) {
    if (fields.u16(at) !== 1) continue;
    let next = at + 4;
    return short.map((value) => {
      if (value !== LONG) return value;
      next += 8;
      return fields.u64(next - 8);
    });
  }
  throw brokenZip();
}

/** Names are UTF-8 when they say so or are; else they come from a Chinese system. Folders part by slashes whatever the system. */
function nameOf(bytes: Uint8Array, saysUtf8: boolean): string {
  const codec = saysUtf8 || isUtf8(bytes) ? utf8(0) : (codecFor('gb18030') ?? utf8(0));
  return codec.decode(bytes).replaceAll('\\', '/');
}
