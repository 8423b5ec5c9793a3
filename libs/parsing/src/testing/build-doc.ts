import { buildCompound, type StreamsToPack } from './build-compound.js';

/** Characters of one look. `changes` are the bytes of its property changes. */
export interface DocRun {
  readonly text: string;
  readonly changes: readonly number[];
  readonly note?: 'footnote' | 'endnote';
  /** Whether the note has a mark of its author's. */
  readonly ownMark?: boolean;
  /** The shape anchored here. */
  readonly shape?: number;
}

export interface DocParagraph {
  readonly runs: readonly DocRun[];
  readonly end: DocRun;
  readonly style: number;
  readonly changes: readonly number[];
  /** Whether its characters take two bytes each. */
  readonly wide: boolean;
}

export interface DocStyle {
  readonly builtIn: number;
  readonly name: string;
  readonly changes?: readonly number[];
  readonly characters?: readonly number[];
}

/** Format by its number, pattern with `%1` to `%9`, and what stands behind it. */
export type DocLevel = readonly [format: number, pattern: string, suffix?: 'tab' | 'space' | 'nothing', start?: number];

export interface DocParts {
  readonly text: readonly DocParagraph[];
  readonly footnotes?: readonly (readonly DocParagraph[])[];
  readonly endnotes?: readonly (readonly DocParagraph[])[];
  /** Text of boxes, by their shapes. */
  readonly boxes?: Readonly<Record<number, readonly DocParagraph[]>>;
  readonly styles?: readonly DocStyle[];
  readonly lists?: readonly (readonly DocLevel[])[];
  /** Lists that paragraphs count in, from 1: a definition from 0, and the start of their own on the first level. */
  readonly uses?: readonly (readonly [definition: number, start?: number])[];
  readonly fonts?: readonly string[];
  readonly summary?: Readonly<Record<number, string | Date>>;
  /** Paragraphs `[from, to)` of the text whose bytes stand at the end, as a quick save leaves them. */
  readonly savedLater?: readonly [from: number, to: number];
}

const u16 = (value: number): number[] => [value & 0xff, (value >> 8) & 0xff];
const u32 = (value: number): number[] => [...u16(value), ...u16(value >>> 16)];
const utf16 = (text: string): number[] => [...Buffer.from(text, 'utf16le')];

/** One change of a property. */
export const change = (code: number, ...operand: readonly number[]): number[] => [...u16(code), ...operand];

export const run = (text: string, changes: readonly number[] = []): DocRun => ({ text, changes });
const special = change(0x0855, 1);
export const note = (kind: 'footnote' | 'endnote'): DocRun => ({ text: '\x02', changes: special, note: kind });
export const ownNote = (mark: string): DocRun => ({ text: mark, changes: [], note: 'footnote', ownMark: true });
export const shape = (id: number): DocRun => ({ text: '\x08', changes: special, shape: id });
/** A field: its code, and what it came to. */
export const field = (code: string, result: readonly DocRun[]): DocRun[] => [
  run('\x13', special),
  run(code),
  run('\x14', special),
  ...result,
  run('\x15', special),
];
export const hidden = change(0x083c, 1);
export const deleted = change(0x0800, 1);

export interface Looks {
  readonly style?: number;
  readonly changes?: readonly number[];
  readonly end?: string;
  readonly endChanges?: readonly number[];
}

export function para(
  content: string | readonly DocRun[],
  { style = 0, changes = [], end = '\r', endChanges = [] }: Looks = {},
): DocParagraph {
  const runs = typeof content === 'string' ? [run(content)] : content;
  const text = runs.map((each) => each.text).join('');
  return { runs, end: run(end, endChanges), style, changes, wide: /[^\0-\x7f]/.test(text) };
}

export const inList = (list: number, level = 0): number[] => [...change(0x260a, level), ...change(0x460b, ...u16(list))];
export const centred = change(0x2403, 1);

/** The paragraphs of a table: each cell is one or more of them. */
export const table = (rows: readonly (readonly (string | readonly string[])[])[]): DocParagraph[] =>
  rows.flatMap((cells) => [
    ...cells.flatMap((cell) => {
      const lines = typeof cell === 'string' ? [cell] : cell;
      return lines.map((line, at) => para(line, { changes: change(0x2416, 1), end: at === lines.length - 1 ? '\x07' : '\r' }));
    }),
    para('', { changes: [...change(0x2416, 1), ...change(0x2417, 1)], end: '\x07' }),
  ]);

interface Placed {
  readonly from: number;
  readonly to: number;
  readonly data: readonly number[];
}

interface PieceToWrite {
  readonly length: number;
  readonly at: number;
  readonly wide: boolean;
}

const TEXT_AT = 1024;

/** The streams of a document. */
export function docStreams(parts: DocParts): StreamsToPack {
  const boxes = Object.entries(parts.boxes ?? {});
  const beside = [...(parts.footnotes ?? []), ...(parts.endnotes ?? []), ...boxes.map(([, box]) => box)];
  const stories = [
    parts.text,
    (parts.footnotes ?? []).flat(),
    [],
    [],
    [],
    (parts.endnotes ?? []).flat(),
    boxes.flatMap(([, box]) => box),
    beside.length > 0 ? [para('')] : [],
  ];
  const all = stories.flat();
  const [laterFrom, laterTo] = parts.savedLater ?? [0, 0];
  const order = [...all.keys()].sort((a, b) => Number(a >= laterFrom && a < laterTo) - Number(b >= laterFrom && b < laterTo) || a - b);
  const bytes: number[] = [];
  const paragraphs: Placed[] = [];
  const characters: Placed[] = [];
  const pieces: PieceToWrite[] = [];
  for (const index of order) {
    const { runs, end, style, changes, wide } = all[index] as DocParagraph;
    const from = TEXT_AT + bytes.length;
    for (const each of [...runs, end]) {
      if (each.text === '') continue;
      const start = TEXT_AT + bytes.length;
      bytes.push(...(wide ? utf16(each.text) : [...Buffer.from(each.text, 'latin1')]));
      characters.push({ from: start, to: TEXT_AT + bytes.length, data: each.changes });
    }
    paragraphs.push({ from, to: TEXT_AT + bytes.length, data: [...u16(style), ...changes] });
    pieces[index] = { length: lengthOf(all[index] as DocParagraph), at: from, wide };
  }
  while (bytes.length % 512 > 0) bytes.push(0);
  const characterPages = pagesOf(characters, false);
  const paragraphPages = pagesOf(paragraphs, true);
  const firstPage = (TEXT_AT + bytes.length) / 512;
  const tables = new TableWriter();
  tables.add(1, styleTable(parts.styles ?? []));
  tables.add(12, pageTable(characterPages, firstPage));
  tables.add(13, pageTable(paragraphPages, firstPage + characterPages.length));
  tables.add(15, fontTable(parts.fonts ?? []));
  tables.add(33, pieceTable(pieces));
  addNotes(tables, parts, boxes);
  addLists(tables, parts);
  const lengths = stories.map((story) => story.reduce((sum, each) => sum + lengthOf(each), 0));
  const pages = [...characterPages, ...paragraphPages].flatMap(({ page }) => page);
  const document = Buffer.from([...head(tables, lengths.slice(0, 7)), ...bytes, ...pages]);
  return {
    WordDocument: document.length < 4096 ? Buffer.concat([document, Buffer.alloc(4096 - document.length)]) : document,
    '1Table': Buffer.from(tables.bytes),
    ...(parts.summary ? { '\x05SummaryInformation': summary(parts.summary) } : {}),
  };
}

/** The bytes of a document of Word 97. */
export const buildDoc = (parts: DocParts): Uint8Array => buildCompound(docStreams(parts));

const lengthOf = ({ runs, end }: DocParagraph): number => runs.reduce((sum, { text }) => sum + text.length, end.text.length);

class TableWriter {
  readonly bytes: number[] = [];
  readonly places = new Map<number, readonly [from: number, length: number]>();

  /** Adds a table, and behind it what its place does not count. */
  add(index: number, table: readonly number[], behind: readonly number[] = []): void {
    this.places.set(index, [this.bytes.length, table.length]);
    this.bytes.push(...table, ...behind);
  }
}

function head({ places }: TableWriter, lengths: readonly number[]): number[] {
  const bytes = Buffer.alloc(TEXT_AT);
  bytes.writeUInt16LE(0xa5ec, 0);
  bytes.writeUInt16LE(0x00c1, 2);
  bytes.writeUInt16LE(0x0804, 6);
  bytes.writeUInt16LE(0x1200, 0x0a);
  bytes.writeUInt16LE(14, 0x20);
  bytes.writeUInt16LE(22, 0x3e);
  for (const [index, length] of lengths.entries()) bytes.writeUInt32LE(length, 0x4c + index * 4);
  bytes.writeUInt16LE(93, 0x98);
  for (const [index, [from, length]] of places) {
    bytes.writeUInt32LE(from, 0x9a + index * 8);
    bytes.writeUInt32LE(length, 0x9a + index * 8 + 4);
  }
  return [...bytes];
}

/** Neighbouring paragraphs of one width that follow each other in the file are one piece. */
function pieceTable(paragraphs: readonly PieceToWrite[]): number[] {
  const pieces: PieceToWrite[] = [];
  for (const piece of paragraphs) {
    const last = pieces.at(-1);
    if (last && last.wide === piece.wide && last.at + last.length * (last.wide ? 2 : 1) === piece.at) {
      pieces[pieces.length - 1] = { ...last, length: last.length + piece.length };
    } else pieces.push(piece);
  }
  let at = 0;
  const places = [0, ...pieces.map(({ length }) => (at += length))];
  const entries = pieces.flatMap(({ at: from, wide }) => [0, 0, ...u32(wide ? from : (from * 2) | 0x4000_0000), 0, 0]);
  const size = places.length * 4 + entries.length;
  return [2, ...u32(size), ...places.flatMap(u32), ...entries];
}

interface PropertyPage {
  readonly page: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** Pages of 512 bytes: the places of the runs, a byte for each that says where its properties are, and these from the end on. */
function pagesOf(runs: readonly Placed[], ofParagraphs: boolean): PropertyPage[] {
  const pages: PropertyPage[] = [];
  let open: Placed[] = [];
  const entry = ofParagraphs ? 13 : 1;
  const sizeOf = ({ data }: Placed): number => (data.length === 0 ? 0 : data.length + 2 + (data.length % 2));
  const flush = (): void => {
    const [first] = open;
    const last = open.at(-1);
    if (first && last) pages.push({ page: pageOf(open, entry), from: first.from, to: last.to });
    open = [];
  };
  for (const each of runs) {
    const size = [...open, each].reduce((sum, placed) => sum + 4 + entry + sizeOf(placed), 4 + 2);
    if (size > 511) flush();
    open.push(each);
  }
  flush();
  return pages;
}

function pageOf(runs: readonly Placed[], entry: number): number[] {
  const page = new Array<number>(512).fill(0);
  const put = (at: number, bytes: readonly number[]): void => {
    page.splice(at, bytes.length, ...bytes);
  };
  put(0, [...runs.map(({ from }) => from), runs.at(-1)?.to ?? 0].flatMap(u32));
  page[511] = runs.length;
  let end = 510;
  runs.forEach(({ data }, index) => {
    if (data.length === 0) return;
    // Of paragraphs the size counts pairs, with the byte itself among them when it is odd in all.
    const isOdd = data.length % 2 === 1;
    const bytes = entry === 1 ? [data.length, ...data] : isOdd ? [(data.length + 1) / 2, ...data] : [0, data.length / 2, ...data];
    end = (end - bytes.length) & ~1;
    put(end, bytes);
    page[(runs.length + 1) * 4 + index * entry] = end / 2;
  });
  return page;
}

const pageTable = (pages: readonly PropertyPage[], first: number): number[] => [
  ...[...pages.map(({ from }) => from), pages.at(-1)?.to ?? 0].flatMap(u32),
  ...pages.flatMap((_, index) => u32(first + index)),
];

function fontTable(fonts: readonly string[]): number[] {
  const entries = fonts.map((name) => [...new Array<number>(39).fill(0), ...utf16(`${name}\0`)]);
  return [...u16(fonts.length), ...u16(0), ...entries.flatMap((entry) => [entry.length, ...entry])];
}

function styleTable(styles: readonly DocStyle[]): number[] {
  const all: DocStyle[] = [{ builtIn: 0, name: 'Normal' }, ...styles];
  const entries = all.flatMap(({ builtIn, name, changes = [], characters = [] }, index) => {
    const even = (bytes: readonly number[]): number[] => [...bytes, ...(bytes.length % 2 === 1 ? [0] : [])];
    const basedOn = index === 0 ? 0xfff : 0;
    const style = [
      ...[...u16(builtIn), ...u16(1 | (basedOn << 4)), ...u16(2 | (index << 4)), ...u16(0), ...u16(0)],
      ...[...u16(name.length), ...utf16(`${name}\0`)],
      ...even([...u16(changes.length + 2), ...u16(index), ...changes]),
      ...even([...u16(characters.length), ...characters]),
    ];
    return [...u16(style.length), ...style];
  });
  const facts = [all.length, 10, 1, 91, 15, 0, 0, 0, 0].flatMap(u16);
  return [...u16(facts.length), ...facts, ...entries];
}

/** Where the runs with a property stand, counted in characters of their story. */
function placesOf(paragraphs: readonly DocParagraph[], isWanted: (run: DocRun) => boolean): { at: number; run: DocRun }[] {
  let at = 0;
  return paragraphs.flatMap(({ runs, end }) =>
    [...runs, end].flatMap((each) => {
      const found = isWanted(each) ? [{ at, run: each }] : [];
      at += each.text.length;
      return found;
    }),
  );
}

function startsOf(texts: readonly (readonly DocParagraph[])[]): number[] {
  let at = 0;
  return [0, ...texts.map((text) => (at += text.reduce((sum, each) => sum + lengthOf(each), 0)))];
}

function addNotes(
  tables: TableWriter,
  { text, footnotes = [], endnotes = [] }: DocParts,
  boxes: readonly [string, readonly DocParagraph[]][],
): void {
  const end = text.reduce((sum, each) => sum + lengthOf(each), 0);
  const references = (kind: string): number[] => {
    const found = placesOf(text, (each) => each.note === kind);
    return [...[...found.map(({ at }) => at), end].flatMap(u32), ...found.flatMap(({ run: { ownMark } }) => u16(ownMark ? 0 : 1))];
  };
  if (footnotes.length > 0) tables.add(2, references('footnote'));
  if (footnotes.length > 0) tables.add(3, startsOf(footnotes).flatMap(u32));
  if (endnotes.length > 0) tables.add(46, references('endnote'));
  if (endnotes.length > 0) tables.add(47, startsOf(endnotes).flatMap(u32));
  if (boxes.length === 0) return;
  const anchors = placesOf(text, (each) => each.shape !== undefined);
  tables.add(40, [
    ...[...anchors.map(({ at }) => at), end].flatMap(u32),
    ...anchors.flatMap(({ run: each }) => [...u32(each.shape ?? 0), ...new Array<number>(22).fill(0)]),
  ]);
  tables.add(56, [
    ...startsOf(boxes.map(([, box]) => box)).flatMap(u32),
    ...boxes.flatMap(([id]) => [...new Array<number>(14).fill(0), ...u32(Number(id)), ...u32(0)]),
  ]);
}

const SUFFIXES = ['tab', 'space', 'nothing'] as const;

function levelOf([format, pattern, suffix = 'tab', start = 1]: DocLevel): number[] {
  const text = pattern.replace(/%([1-9])/g, (_, level: string) => String.fromCharCode(Number(level) - 1));
  const places = [...text].flatMap((sign, at) => (sign < '\x09' ? [at + 1] : []));
  return [
    ...[...u32(start), format, 0],
    ...Array.from({ length: 9 }, (_, at) => places[at] ?? 0),
    ...[SUFFIXES.indexOf(suffix), ...u32(0), ...u32(0), 0, 0, 0, 0],
    ...[...u16(text.length), ...utf16(text)],
  ];
}

function addLists(tables: TableWriter, { lists = [], uses = [] }: DocParts): void {
  if (lists.length === 0) return;
  const ids = lists.map((_, index) => 1_000 + index);
  const isSimple = (levels: readonly DocLevel[]): boolean => levels.length === 1;
  const heads = lists.flatMap((levels, index) => [
    ...[...u32(ids[index] ?? 0), ...u32(0), ...new Array<number>(9).fill(0xfff).flatMap(u16), isSimple(levels) ? 1 : 0, 0],
  ]);
  const nine = (levels: readonly DocLevel[]): DocLevel[] =>
    Array.from({ length: isSimple(levels) ? 1 : 9 }, (_, at) => levels[at] ?? [0, '']);
  tables.add(73, [...u16(lists.length), ...heads], lists.flatMap(nine).flatMap(levelOf));
  const entries = uses.flatMap(([definition, start]) => [
    ...u32(ids[definition] ?? 0),
    ...u32(0),
    ...u32(0),
    start === undefined ? 0 : 1,
    0,
    0,
    0,
  ]);
  const data = uses.flatMap(([, start]) => [...u32(0xffff_ffff), ...(start === undefined ? [] : [...u32(start), ...u32(0x10)])]);
  tables.add(74, [...u32(uses.length), ...entries, ...data]);
}

/** Fields by their numbers, in UTF-16. */
function summary(fields: Readonly<Record<number, string | Date>>): Uint8Array {
  const values = Object.entries(fields).map(([field, value]) => ({ field: Number(field), bytes: fieldValue(value) }));
  let at = 8 + values.length * 8;
  const places = values.map(({ field, bytes }) => {
    const place = [...u32(field), ...u32(at)];
    at += bytes.length;
    return place;
  });
  const section = [...u32(at), ...u32(values.length), ...places.flat(), ...values.flatMap(({ bytes }) => bytes)];
  return Buffer.from([
    ...u16(0xfffe),
    ...u16(0),
    ...new Array<number>(20).fill(0),
    ...u32(1),
    ...new Array<number>(16).fill(0),
    ...u32(48),
    ...section,
  ]);
}

function fieldValue(value: string | Date): number[] {
  if (typeof value === 'string')
    return [...u32(31), ...u32(value.length + 1), ...utf16(`${value}\0`), ...(value.length % 2 === 0 ? [0, 0] : [])];
  const ticks = (BigInt(value.getTime()) + 11_644_473_600_000n) * 10_000n;
  return [...u32(64), ...u32(Number(ticks & 0xffff_ffffn)), ...u32(Number(ticks >> 32n))];
}
