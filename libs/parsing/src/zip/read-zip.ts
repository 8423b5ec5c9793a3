import { crc32, inflateRawSync } from 'node:zlib';
import { type DirectoryEntry, readEntry } from './directory-entry.js';
import { findDirectory } from './directory-end.js';
import { ZipFields } from './zip-fields.js';
import { allowance, usualLimits, type ZipLimits } from './zip-limits.js';
import { brokenZip, encryptedZip, unsafeZip, unsupportedZip, zipTooLarge } from './zip-refusals.js';

/** A file in an archive. */
export interface ZipEntry {
  /** Path inside the archive with forward slashes, never absolute and never climbing; folders have no entry. */
  readonly name: string;
  /** Unpacked size as the directory claims it. */
  readonly size: number;
  /**
   * Unpacks the file; every call counts anew against the archive's limits. Throws Unprocessable `zip-too-large` as soon as more bytes come
   * out than are allowed, `encrypted-zip`, `unsupported-zip`, and `broken-zip` when its bytes are not what the directory claims.
   */
  read(): Uint8Array;
}

const LOCAL = 0x04034b50;
const LOCAL_FIXED = 30;
const STORED = 0;
const DEFLATED = 8;
/** In bytes. */
const SMALLEST_CHUNK = 64 * 1024;

/**
 * Lists the files of a ZIP archive without unpacking any. ZIP64, data descriptors and archives behind other data are read. Throws
 * Unprocessable `broken-zip` for a directory that is cut off or contradicts itself, `zip-too-large` for too many entries, `unsafe-zip` for
 * climbing or repeated names, and `unsupported-zip` for one of several disks. Pure and synchronous.
 */
export function readZip(bytes: Uint8Array, limits: ZipLimits = usualLimits): ZipEntry[] {
  const fields = new ZipFields(bytes);
  const { from, size, entries: count, shift } = findDirectory(fields);
  if (count > limits.entries) throw zipTooLarge();
  const budget = { left: limits.bytes };
  const lines: DirectoryEntry[] = [];
  let at = from;
  for (; lines.length < count; at += lines.at(-1)?.length ?? 0) lines.push(readEntry(fields, at));
  if (at > from + size) throw brokenZip();
  refuseUnsafe(lines);
  return lines
    .filter(({ name }) => !name.endsWith('/'))
    .map((line) => ({ name: line.name, size: line.size, read: () => unpack(fields, line, shift, budget, limits) }));
}

function refuseUnsafe(lines: readonly DirectoryEntry[]): void {
  const names = new Set(lines.map(({ name }) => name));
  if (names.size < lines.length || lines.some(({ name }) => !isSafe(name))) throw unsafeZip();
}

/** Neither empty nor absolute nor with a drive, a step up or a control character. */
const isSafe = (name: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  name !== '' && !/^\/|^[A-Za-z]:|[\0-\x1f\x7f]/.test(name) && !name.split('/').includes('..');

function unpack(fields: ZipFields, line: DirectoryEntry, shift: number, budget: { left: number }, limits: ZipLimits): Uint8Array {
  if (line.encrypted || line.method === 99) throw encryptedZip();
  const packed = packedBytes(fields, line, line.header + shift);
  const allowed = allowance(packed.length, budget.left, limits);
  if (line.size > allowed) throw zipTooLarge();
  const plain = line.method === STORED ? packed : inflate(packed, line, allowed);
  if (plain.length > allowed) throw zipTooLarge();
  budget.left -= plain.length;
  if (plain.length !== line.size || crc32(plain) !== line.crc) throw brokenZip();
  return plain;
}

function packedBytes(fields: ZipFields, line: DirectoryEntry, header: number): Uint8Array {
  if (line.method !== STORED && line.method !== DEFLATED) throw unsupportedZip();
  if (fields.u32(header) !== LOCAL) throw brokenZip();
  return fields.slice(header + LOCAL_FIXED + fields.u16(header + 26) + fields.u16(header + 28), line.packed);
}

/** Stops at the first byte beyond what is allowed. One buffer of the claimed size takes all of an honest entry. */
function inflate(packed: Uint8Array, { size }: DirectoryEntry, allowed: number): Uint8Array {
  try {
    const chunkSize = Math.max(SMALLEST_CHUNK, size + 1);
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, allowed), chunkSize });
  } catch (cause) {
    const tooLarge = typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
    throw tooLarge ? zipTooLarge() : brokenZip(cause);
  }
}
