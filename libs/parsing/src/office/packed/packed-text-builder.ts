import { IntList } from '../../html/int-list.js';
import { tooManyParagraphs } from '../refusals.js';
import type { DocumentText } from '../word/document-writer.js';
import { entityText } from '../xml/entities.js';
import type { PackedParts } from './packed-parts.js';
import { PackedText, PIECE, type PieceKind } from './packed-text.js';

const AMPERSAND = 0x26;
/** Longest piece in bytes: finding a character walks half of that on average. */
const LONGEST_PIECE = 512;
const LONGEST_ENTITY = 10;
/** Short texts are joined now and then: millions of them would take more room than what is in them. */
const MOST_TEXTS = 10_000;
/** More runs of text than any book has. */
const MOST_PIECES = 1_000_000;

/** Collects the visible text of a packed capture in reading order. */
export class PackedTextBuilder implements DocumentText {
  private readonly joined: string[] = [];
  private texts: string[] = [];
  private readonly pieces = { starts: new IntList(1024), froms: new IntList(1024), tos: new IntList(1024), kinds: new IntList(1024) };
  private size = 0;

  constructor(private readonly parts: PackedParts) {}

  /** Length of the text so far. */
  get length(): number {
    return this.size;
  }

  /** Adds characters that stand nowhere. */
  addMadeUp(text: string): void {
    this.add(text, PIECE.madeUp, 0, 0);
  }

  /** Adds the text at `[from, to)` of the parts: entities resolved, soft hyphens left out, line breaks of the file read as blanks. */
  addBytes(from: number, to: number): void {
    const bytes = this.parts.bytesAt(from, to);
    let plainFrom = 0;
    const addPlain = (end: number): void => this.addPlain(bytes, from, plainFrom, end);
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (byte === AMPERSAND) {
        const entity = entityAt(bytes, at);
        if (!entity) continue;
        addPlain(at);
        this.add(entity.text, PIECE.whole, from + at, from + at + entity.length);
        plainFrom = at + entity.length;
        at = plainFrom - 1;
      } else if (byte === 0xc2 && bytes[at + 1] === 0xad) {
        addPlain(at);
        plainFrom = at + 2;
        at += 1;
      }
    }
    addPlain(bytes.length);
  }

  isBlankAt(at: number): boolean {
    return /^\s/.test(this.parts.bytesAt(at, at + 3).toString('utf8'));
  }

  build(): PackedText {
    return new PackedText(this.joinTexts().join(''), this.pieces, (from, to) => this.parts.bytesAt(from, to));
  }

  private joinTexts(): readonly string[] {
    this.joined.push(this.texts.join(''));
    this.texts = [];
    return this.joined;
  }

  private addPlain(bytes: Buffer, base: number, from: number, to: number): void {
    for (let at = from; at < to; ) {
      let end = Math.min(to, at + LONGEST_PIECE);
      while (end < to && ((bytes[end] ?? 0) & 0xc0) === 0x80) end += 1;
      this.add(bytes.toString('utf8', at, end).replace(/[\n\r\t]/g, ' '), PIECE.plain, base + at, base + end);
      at = end;
    }
  }

  private add(text: string, kind: PieceKind, from: number, to: number): void {
    if (text === '') return;
    this.pieces.starts.push(this.size);
    this.pieces.froms.push(from);
    this.pieces.tos.push(to);
    this.pieces.kinds.push(kind);
    if (this.texts.push(text) > MOST_TEXTS) this.joinTexts();
    if (this.pieces.starts.length > MOST_PIECES) throw tooManyParagraphs();
    this.size += text.length;
  }
}

function entityAt(bytes: Buffer, at: number): { text: string; length: number } | null {
  const end = bytes.subarray(at, at + LONGEST_ENTITY + 2).indexOf(0x3b);
  const text = end < 0 ? null : entityText(bytes.toString('latin1', at + 1, at + end));
  return text === null ? null : { text: text === '\u00ad' ? '' : text, length: end + 1 };
}
