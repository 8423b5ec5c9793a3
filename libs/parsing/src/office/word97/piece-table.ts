import { i32, u8, u16, u32, utf16 } from '../compound/little-endian.js';
import { brokenOffice } from '../refusals.js';
import type { TablePlace } from './file-information.js';

/** Characters `[from, to)` of the document, which stand in a row at `at` of its stream, `width` bytes each. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly width: 1 | 2;
  /** Changes of properties that hold for the whole piece, in the table stream. */
  readonly changes: TablePlace | null;
}

const western = new TextDecoder('windows-1252');

/** The characters of a document, in the order in which they are read: a saved change only adds pieces to the end of the file. */
export class PieceTable {
  /** All characters; each counts as one UTF-16 unit. */
  readonly text: string;

  constructor(
    private readonly pieces: readonly Piece[],
    document: Uint8Array,
  ) {
    this.text = pieces
      .map(({ from, to, at, width }) =>
        width === 2 ? utf16(document, at, at + (to - from) * 2) : western.decode(document.subarray(at, at + to - from)),
      )
      .join('');
  }

  /** Index of the piece that holds a character; that of the last one behind the end. */
  indexOf(character: number): number {
    let low = 0;
    let high = this.pieces.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.pieces[middle]?.from ?? 0) <= character) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  piece(index: number): Piece | undefined {
    return this.pieces[index];
  }
}

/** Text that is copied inside a document may share its bytes; no more than so many times the stream. */
const MOST_COPIES = 4;

/** Reads the table of pieces. Throws Unprocessable `broken-office` when it is missing, does not fit together, or repeats the stream over and over. */
export function readPieces(tables: Uint8Array, place: TablePlace, document: Uint8Array): PieceTable {
  const changes: TablePlace[] = [];
  let at = place.from;
  while (at < place.to && u8(tables, at) === 1) {
    const size = u16(tables, at + 1);
    changes.push({ from: at + 3, to: at + 3 + size });
    at += 3 + size;
  }
  if (at >= place.to || u8(tables, at) !== 2) throw brokenOffice();
  const end = Math.min(tables.length, at + 5 + u32(tables, at + 1));
  return new PieceTable(listPieces(tables, at + 5, end, changes, document.length), document);
}

function listPieces(tables: Uint8Array, from: number, to: number, changes: readonly TablePlace[], size: number): Piece[] {
  const count = Math.floor((to - from - 4) / 12);
  const pieces: Piece[] = [];
  let [character, bytes] = [0, 0];
  for (let index = 0; index < count; index += 1) {
    const next = u32(tables, from + (index + 1) * 4);
    const entry = from + (count + 1) * 4 + index * 8;
    const place = u32(tables, entry + 2);
    const width = place & 0x4000_0000 ? 1 : 2;
    const start = width === 1 ? (place & 0x3fff_ffff) / 2 : place & 0x3fff_ffff;
    // A file that is cut off still has its first pieces.
    const length = Math.min(next - character, Math.floor((size - start) / width));
    if (u32(tables, from + index * 4) !== character || length < 0 || start % 1 !== 0) throw brokenOffice();
    const changed = u16(tables, entry + 6);
    pieces.push({
      from: character,
      to: character + length,
      at: start,
      width,
      changes: changed & 1 ? (changes[changed >> 1] ?? null) : null,
    });
    bytes += length * width;
    if (bytes > size * MOST_COPIES) throw brokenOffice();
    character += length;
    if (character < next) break;
  }
  return pieces;
}

/** The characters at which the entries of a table begin, and where the entries' own bytes stand: `size` bytes each. */
export interface CharacterTable {
  readonly characters: readonly number[];
  readonly entryAt: (index: number) => number;
}

/** Reads a table of entries by character: one place more than entries, then the entries. Places never go back. */
export function readCharacterTable(tables: Uint8Array, { from, to }: TablePlace, size: number): CharacterTable {
  const count = Math.max(0, Math.floor((Math.min(to, tables.length) - from - 4) / (4 + size)));
  const characters: number[] = [];
  for (let index = 0; index <= count && count > 0; index += 1) {
    characters.push(Math.max(characters.at(-1) ?? 0, i32(tables, from + index * 4)));
  }
  return { characters, entryAt: (index) => from + (count + 1) * 4 + index * size };
}
