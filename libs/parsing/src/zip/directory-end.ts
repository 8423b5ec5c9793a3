import type { ZipFields } from './zip-fields.js';
import { brokenZip, unsupportedZip } from './zip-refusals.js';

/** Where the directory of an archive stands. */
export interface DirectoryPlace {
  readonly from: number;
  readonly size: number;
  readonly entries: number;
  /** How far everything stands behind where the archive says: it follows a program or a mail that unpacks it. */
  readonly shift: number;
}

const END = 0x06054b50;
const END_SIZE = 22;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const LONGEST_COMMENT = 0xffff;

/** Reads the record at the end of an archive. Throws Unprocessable `broken-zip` or `unsupported-zip`. */
export function findDirectory(fields: ZipFields): DirectoryPlace {
  const at = endRecord(fields);
  if (fields.u16(at + 4) !== 0 && fields.u16(at + 4) !== 0xffff) throw unsupportedZip();
  const entries = fields.u16(at + 10);
  const size = fields.u32(at + 12);
  const offset = fields.u32(at + 16);
  const isLong = at >= 20 && fields.u32(at - 20) === LOCATOR_64;
  const place = isLong ? longDirectory(fields, at - 20) : { entries, size, offset, end: at };
  const from = place.end - place.size;
  if (from < place.offset) throw brokenZip();
  return { from, size: place.size, entries: place.entries, shift: from - place.offset };
}

/** The last end record whose comment fits behind it: a comment may hold the signature, too. */
function endRecord(fields: ZipFields): number {
  const { bytes } = fields;
  const lowest = Math.max(0, bytes.length - END_SIZE - LONGEST_COMMENT);
  for (let at = bytes.length - END_SIZE; at >= lowest; at -= 1) {
    if (bytes[at] === 0x50 && fields.u32(at) === END && at + END_SIZE + fields.u16(at + 20) <= bytes.length) return at;
  }
  throw brokenZip();
}

function longDirectory(fields: ZipFields, locator: number): { entries: number; size: number; offset: number; end: number } {
  const said = fields.u64(locator + 8);
  // Behind other data the record stands right before its locator.
  const at = said + 56 <= locator && fields.u32(said) === END_64 ? said : locator - 56;
  if (fields.u32(at) !== END_64) throw brokenZip();
  return { entries: fields.u64(at + 32), size: fields.u64(at + 40), offset: fields.u64(at + 48), end: at };
}
