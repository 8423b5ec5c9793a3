const SECTOR = 512;
const MINI = 64;
const SMALLEST = 4096;
const [END, FREE, TABLE] = [0xffff_fffe, 0xffff_ffff, 0xffff_fffd];

/** Streams by name, in the order in which they are to be stored. */
export type StreamsToPack = Readonly<Record<string, Uint8Array>>;

/** A compound file with these streams in its outermost folder. Streams of less than 4,096 bytes lie in small sectors. */
export function buildCompound(streams: StreamsToPack): Uint8Array {
  const names = Object.keys(streams);
  const small = names.filter((name) => sizeOf(streams, name) < SMALLEST);
  const chains: { readonly bytes: Buffer; start: number }[] = [];
  const place = (bytes: Buffer): { readonly bytes: Buffer; start: number } => {
    const chain = { bytes: padded(bytes, SECTOR), start: 0 };
    chains.push(chain);
    return chain;
  };
  const mini = place(Buffer.concat(small.map((name) => padded(bytesOf(streams, name), MINI))));
  const miniTable = place(chainTable(small.map((name) => Math.ceil(sizeOf(streams, name) / MINI))));
  const large = new Map(names.filter((name) => !small.includes(name)).map((name) => [name, place(bytesOf(streams, name))]));
  const folder = place(Buffer.alloc(Math.ceil((names.length + 1) / 4) * SECTOR));
  let sectors = 0;
  for (const chain of chains) {
    chain.start = chain.bytes.length === 0 ? END : sectors;
    sectors += chain.bytes.length / SECTOR;
  }
  let miniAt = 0;
  const starts = names.map((name) => {
    const chain = large.get(name);
    if (chain) return chain.start;
    const start = miniAt;
    miniAt += Math.ceil(sizeOf(streams, name) / MINI);
    return start;
  });
  entry(folder.bytes, 0, {
    name: 'Root Entry',
    kind: 5,
    child: names.length > 0 ? 1 : FREE,
    right: FREE,
    start: mini.start,
    size: miniAt * MINI,
  });
  names.forEach((name, index) => {
    const right = index + 2 <= names.length ? index + 2 : FREE;
    entry(folder.bytes, index + 1, { name, kind: 2, child: FREE, right, start: starts[index] ?? END, size: sizeOf(streams, name) });
  });
  const tableSectors = Math.ceil((sectors + Math.ceil(sectors / 127) + 1) / 128);
  const table = chainTable(
    chains.map(({ bytes }) => bytes.length / SECTOR),
    tableSectors,
  );
  return Buffer.concat([
    head({ folder: folder.start, miniTable: miniTable.start, sectors, tableSectors }),
    ...chains.map(({ bytes }) => bytes),
    table,
  ]);
}

const bytesOf = (streams: StreamsToPack, name: string): Buffer => Buffer.from(streams[name] ?? []);
const sizeOf = (streams: StreamsToPack, name: string): number => streams[name]?.length ?? 0;

const padded = (bytes: Buffer, unit: number): Buffer => Buffer.concat([bytes, Buffer.alloc((unit - (bytes.length % unit)) % unit)]);

/** A table in which chains of these lengths follow each other, and behind them the sectors of the table itself. */
function chainTable(lengths: readonly number[], own = 0): Buffer {
  const entries = lengths.flatMap((length, chain) => {
    const from = lengths.slice(0, chain).reduce((sum, each) => sum + each, 0);
    return Array.from({ length }, (_, at) => (at === length - 1 ? END : from + at + 1));
  });
  entries.push(...new Array<number>(own).fill(TABLE));
  while (entries.length % 128 > 0) entries.push(FREE);
  const bytes = Buffer.alloc(entries.length * 4);
  for (const [at, value] of entries.entries()) bytes.writeUInt32LE(value, at * 4);
  return bytes;
}

interface EntryToWrite {
  readonly name: string;
  readonly kind: number;
  readonly right: number;
  readonly child: number;
  readonly start: number;
  readonly size: number;
}

function entry(folder: Buffer, index: number, { name, kind, right, child, start, size }: EntryToWrite): void {
  const at = index * 128;
  folder.write(name, at, 'utf16le');
  folder.writeUInt16LE((name.length + 1) * 2, at + 64);
  folder.writeUInt8(kind, at + 66);
  for (const [place, value] of [
    [68, FREE],
    [72, right],
    [76, child],
    [116, start],
    [120, size],
  ] as const)
    folder.writeUInt32LE(value, at + place);
}

interface HeadFacts {
  readonly folder: number;
  readonly miniTable: number;
  readonly sectors: number;
  readonly tableSectors: number;
}

function head({ folder, miniTable, sectors, tableSectors }: HeadFacts): Buffer {
  const bytes = Buffer.alloc(SECTOR);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
  for (const [place, value] of [
    [24, 62],
    [26, 3],
    [28, 0xfffe],
    [30, 9],
    [32, 6],
  ] as const)
    bytes.writeUInt16LE(value, place);
  for (const [place, value] of [
    [44, tableSectors],
    [48, folder],
    [56, SMALLEST],
    [60, miniTable],
    [68, END],
  ] as const)
    bytes.writeUInt32LE(value, place);
  for (let at = 0; at < 109; at += 1) bytes.writeUInt32LE(at < tableSectors ? sectors + at : FREE, 76 + at * 4);
  return bytes;
}
