import { brokenOffice } from '../refusals.js';
import { FileStream } from './file-stream.js';
import { u8, u16, u32, utf16 } from './little-endian.js';

const MAGIC = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** Whether the bytes begin as the files of old office programs do. */
export const isCompoundFile = (bytes: Uint8Array): boolean => MAGIC.every((byte, at) => bytes[at] === byte);

const HEAD_ENTRIES = 109;
const ENTRY_SIZE = 128;
/** More streams than any document has. */
const MOST_ENTRIES = 100_000;

interface Entry {
  readonly name: string;
  readonly isStream: boolean;
  readonly left: number;
  readonly right: number;
  readonly child: number;
  readonly start: number;
  readonly size: number;
}

/**
 * A compound file: streams by name, in sectors that a table chains together. Only the streams of its outermost folder are seen; those of
 * embedded objects lie deeper. A chain is followed to where it leaves the file, and never over more sectors than the file has.
 */
export class CompoundFile {
  private readonly sectorSize: number;
  private readonly miniSize: number;
  /** Smaller streams lie in sectors of their own size inside another stream. */
  private readonly smallest: number;
  private readonly sectors: number;
  private readonly table: number[];
  private readonly entries: ReadonlyMap<string, Entry>;
  private readonly miniTable: Uint8Array;
  private readonly miniStream: FileStream;

  /** Throws Unprocessable `broken-office` when the head or the folder cannot be read. */
  constructor(private readonly file: Uint8Array) {
    const [shift, miniShift] = [u16(file, 30), u16(file, 32)];
    if (!isCompoundFile(file) || (shift !== 9 && shift !== 12) || miniShift < 4 || miniShift >= shift) throw brokenOffice();
    this.sectorSize = 1 << shift;
    this.miniSize = 1 << miniShift;
    this.smallest = u32(file, 56);
    this.sectors = Math.max(0, Math.ceil(file.length / this.sectorSize) - 1);
    this.table = this.readTable();
    const folder = readEntries(this.chained(u32(file, 48)).bytes);
    const [root] = folder;
    if (!root) throw brokenOffice();
    this.entries = outermost(folder);
    this.miniTable = this.chained(u32(file, 60)).bytes;
    this.miniStream = this.chained(root.start, root.size);
  }

  /** Case does not matter to names. */
  has(name: string): boolean {
    return this.entries.has(name.toUpperCase());
  }

  /** The stream of this name; null when there is none. Throws Unprocessable `broken-office` when its sectors run in circles. */
  stream(name: string): FileStream | null {
    const entry = this.entries.get(name.toUpperCase());
    if (!entry) return null;
    return entry.size < this.smallest ? this.small(entry) : this.chained(entry.start, entry.size);
  }

  /** The sectors that hold the table: some are named in the head, the others in a chain of their own. */
  private readTable(): number[] {
    const found: number[] = [];
    const add = (at: number): void => {
      const sector = u32(this.file, at);
      if (sector < this.sectors && found.length < this.sectors) found.push(sector);
    };
    for (let entry = 0; entry < HEAD_ENTRIES; entry += 1) add(76 + entry * 4);
    let [sector, left] = [u32(this.file, 68), this.sectors];
    while (sector < this.sectors && left > 0) {
      const from = this.placeOf(sector);
      const last = from + this.sectorSize - 4;
      for (let at = from; at < last; at += 4) add(at);
      sector = u32(this.file, last);
      left -= 1;
    }
    return found;
  }

  private placeOf(sector: number): number {
    return (sector + 1) * this.sectorSize;
  }

  private next(sector: number): number {
    const perSector = this.sectorSize / 4;
    const holder = this.table[Math.floor(sector / perSector)];
    return holder === undefined ? Number.POSITIVE_INFINITY : u32(this.file, this.placeOf(holder) + (sector % perSector) * 4);
  }

  private chained(start: number, size = Number.POSITIVE_INFINITY): FileStream {
    const stretches: number[] = [];
    let [left, steps] = [size, 0];
    for (let sector = start; sector < this.sectors && left > 0; sector = this.next(sector)) {
      steps += 1;
      if (steps > this.sectors) throw brokenOffice();
      const from = this.placeOf(sector);
      const length = Math.min(left, this.sectorSize, this.file.length - from);
      append(stretches, from, length);
      left -= length;
    }
    return new FileStream(this.file, stretches);
  }

  private small({ start, size }: Entry): FileStream {
    const stretches: number[] = [];
    const most = this.miniStream.bytes.length;
    const sectors = Math.ceil(most / this.miniSize);
    let [left, steps] = [size, 0];
    for (let sector = start; sector < sectors && left > 0; sector = u32(this.miniTable, sector * 4)) {
      steps += 1;
      if (steps > sectors) throw brokenOffice();
      const from = sector * this.miniSize;
      const length = Math.min(left, this.miniSize, most - from);
      const places = this.miniStream.stretchesOf(from, from + length);
      for (let at = 0; at < places.length; at += 2) append(stretches, places[at] ?? 0, places[at + 1] ?? 0);
      left -= length;
      // A table that ends too early reads as zeros.
      if (sector * 4 >= this.miniTable.length) break;
    }
    return new FileStream(this.file, stretches);
  }
}

/** Adds a stretch, to the last one where it goes on. */
function append(stretches: number[], from: number, length: number): void {
  const last = stretches.length - 2;
  if (last >= 0 && (stretches[last] ?? 0) + (stretches[last + 1] ?? 0) === from) stretches[last + 1] = (stretches[last + 1] ?? 0) + length;
  else stretches.push(from, length);
}

function readEntries(folder: Uint8Array): Entry[] {
  const count = Math.min(MOST_ENTRIES, Math.floor(folder.length / ENTRY_SIZE));
  return Array.from({ length: count }, (_, index) => {
    const at = index * ENTRY_SIZE;
    return {
      name: utf16(folder, at, at + Math.max(0, Math.min(64, u16(folder, at + 64)) - 2)),
      isStream: u8(folder, at + 66) === 2,
      left: u32(folder, at + 68),
      right: u32(folder, at + 72),
      child: u32(folder, at + 76),
      start: u32(folder, at + 116),
      size: u32(folder, at + 120),
    };
  });
}

/** The streams of the root by name: they hang in a tree of neighbours. When that is broken, all streams of the file, the first of each name. */
function outermost(entries: readonly Entry[]): Map<string, Entry> {
  const found = new Map<string, Entry>();
  const add = (entry: Entry): void => {
    const name = entry.name.toUpperCase();
    if (entry.isStream && !found.has(name)) found.set(name, entry);
  };
  const seen = new Set<number>();
  const waiting = [entries[0]?.child ?? 0];
  while (waiting.length > 0) {
    const index = waiting.pop() ?? 0;
    const entry = entries[index];
    if (!entry || seen.has(index)) continue;
    seen.add(index);
    add(entry);
    waiting.push(entry.right, entry.left);
  }
  if (found.size === 0) entries.forEach(add);
  return found;
}
