import { crc32, deflateRawSync } from 'node:zlib';

/** A file to be packed, and how its archive lies about it. */
export interface FileToPack {
  readonly name: string;
  readonly bytes: Uint8Array | string;
  readonly stored?: boolean;
  /** Sizes and checksum stand behind the file instead of before it. */
  readonly descriptor?: boolean;
  /** Sizes and place stand in 64-bit fields. */
  readonly long?: boolean;
  readonly encrypted?: boolean;
  /** What the directory says instead of the truth. */
  readonly claims?: { readonly size?: number; readonly packed?: number; readonly crc?: number };
  /** The name as it stands in the archive, when it is not UTF-8. */
  readonly rawName?: Uint8Array;
}

const LONG = 0xffffffff;

const u16 = (...values: number[]): Buffer => Buffer.from(Uint16Array.from(values).buffer);
const u32 = (...values: number[]): Buffer => Buffer.from(Uint32Array.from(values).buffer);
const u64 = (...values: number[]): Buffer => Buffer.from(BigUint64Array.from(values.map(BigInt)).buffer);

/** A ZIP archive with the same bytes on every day. */
export function buildZip(files: readonly FileToPack[], { prefix = '', comment = '' } = {}): Uint8Array {
  const chunks: Buffer[] = [Buffer.from(prefix)];
  const lines: Buffer[] = [];
  let at = 0;
  for (const file of files) {
    const { local, line } = packed(file, at);
    chunks.push(local);
    lines.push(line);
    at += local.length;
  }
  const directory = Buffer.concat(lines);
  return new Uint8Array(Buffer.concat([...chunks, directory, ...endOf(files, directory.length, at, comment)]));
}

function packed(file: FileToPack, at: number): { local: Buffer; line: Buffer } {
  const { stored, descriptor, long, encrypted, claims = {} } = file;
  const plain = Buffer.from(file.bytes);
  const body = stored ? plain : deflateRawSync(plain);
  const name = Buffer.from(file.rawName ?? Buffer.from(file.name));
  const flags = (file.rawName ? 0 : 0x800) | (descriptor ? 8 : 0) | (encrypted ? 1 : 0);
  const crc = claims.crc ?? crc32(plain);
  const sizes = [claims.packed ?? body.length, claims.size ?? plain.length];
  const method = [20, flags, stored ? 0 : 8, 0, 0x21] as const;
  const shown = descriptor ? u32(0, 0, 0) : u32(crc, ...sizes);
  const local = [
    u32(0x04034b50),
    u16(...method),
    shown,
    u16(name.length, 0),
    name,
    body,
    descriptor ? u32(0x08074b50, crc, ...sizes) : u32(),
  ];
  const extra = long ? Buffer.concat([u16(1, 24), u64(sizes[1] ?? 0, sizes[0] ?? 0, at)]) : Buffer.alloc(0);
  const line = [
    ...[u32(0x02014b50), u16(20, ...method), u32(crc), long ? u32(LONG, LONG) : u32(...sizes)],
    ...[u16(name.length, extra.length, 0, 0, 0), u32(0), u32(long ? LONG : at), name, extra],
  ];
  return { local: Buffer.concat(local), line: Buffer.concat(line) };
}

function endOf(files: readonly FileToPack[], size: number, offset: number, comment: string): Buffer[] {
  const count = files.length;
  const long = files.some((file) => file.long);
  const places = [
    u32(0x06064b50),
    u64(44),
    u16(45, 45),
    u32(0, 0),
    u64(count, count, size, offset),
    u32(0x07064b50, 0),
    u64(offset + size),
  ];
  const end = long ? [u16(0xffff, 0xffff), u32(LONG, LONG)] : [u16(count, count), u32(size, offset)];
  const note = Buffer.from(comment);
  return [...(long ? [...places, u32(1)] : []), u32(0x06054b50), u16(0, 0), ...end, u16(note.length), note];
}
