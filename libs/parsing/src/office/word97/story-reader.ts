import { symbolSign } from '../numbering/symbols.js';
import { tooManyParagraphs } from '../refusals.js';
import type { Notes } from '../word/notes.js';
import { OpenFields } from '../word/open-fields.js';
import { Pieces, type WordItem, type WordParagraph } from '../word/paragraph.js';
import type { StyleSheet } from '../word/style-sheet.js';
import type { DocumentParts, Stretch } from './document-parts.js';
import { OpenTables } from './open-tables.js';
import type { Piece, PieceTable } from './piece-table.js';
import { type CharacterProperties, type ParagraphProperties, paragraphIn } from './properties.js';
import type { RunProperties } from './run-properties.js';

/** What a document is made of, shared by the readers of its stories. */
export interface DocumentSource {
  readonly pieces: PieceTable;
  readonly properties: RunProperties;
  readonly styles: StyleSheet;
  readonly fonts: readonly string[];
  readonly parts: DocumentParts;
  readonly notes: Notes;
}

/** Characters that are no text: they end something, stand for something or mark a field. Tabs are text. */
const SIGNS = /(?!\t)\p{Cc}/gu;
const [CELL, LINE, PAGE, PARAGRAPH, COLUMN] = ['\x07', '\x0b', '\x0c', '\r', '\x0e'];
const FIELDS: Readonly<Record<string, string>> = { '\x13': 'begin', '\x14': 'separate', '\x15': 'end' };
const HARD_HYPHEN = '\x1e';
const NOTE = '\x02';
const SHAPE = '\x08';
/** More stretches and signs than any book has. */
const MOST_STEPS = 1_000_000;

/** Reads a stretch of a document into paragraphs and rows, as it looks with all changes accepted. Boxes in it are read by readers of their own. */
export class StoryReader {
  private readonly tables: OpenTables;
  private readonly fields = new OpenFields();
  private pieces = new Pieces();
  private boxes: WordItem[][] = [];
  private contents = false;
  private steps = 0;

  constructor(
    private readonly source: DocumentSource,
    emit: (item: WordItem) => void,
  ) {
    this.tables = new OpenTables(emit);
  }

  /** Throws Unprocessable `page-too-large` for more stretches than any book has. */
  read({ from, to }: Stretch): void {
    const { pieces } = this.source;
    const end = Math.min(to, pieces.text.length);
    let at = from;
    for (let index = pieces.indexOf(from); at < end; ) {
      const piece = pieces.piece(index);
      if (!piece) break;
      if (piece.to <= at) index += 1;
      else at = this.readRun(piece, at, Math.min(end, piece.to));
    }
    // A story that is cut off has no end of its last paragraph.
    if (!this.pieces.isEmpty || this.boxes.length > 0) this.endParagraph(paragraphIn(0), false);
    this.tables.finish();
  }

  /** Reads characters of one look; returns where the next ones begin. */
  private readRun(piece: Piece, from: number, to: number): number {
    const byte = piece.at + (from - piece.from) * piece.width;
    const paragraph = this.source.properties.ofParagraph(byte, piece);
    const characters = this.source.properties.ofCharacters(byte, piece);
    const length = Math.max(1, Math.ceil((Math.min(paragraph.to, characters.to) - byte) / piece.width));
    const end = Math.min(to, from + length);
    this.step();
    const isParagraphEnd = byte + (end - from) * piece.width >= paragraph.to;
    this.readCharacters(from, end, paragraph.properties, characters.properties, isParagraphEnd);
    return end;
  }

  private readCharacters(
    from: number,
    to: number,
    paragraph: ParagraphProperties,
    characters: CharacterProperties,
    isParagraphEnd: boolean,
  ): void {
    const isHidden = this.isHidden(paragraph, characters);
    const text = this.source.pieces.text.slice(from, to);
    if (characters.isSpecial && characters.symbol) {
      if (!isHidden && !this.fields.hidesText) this.addMadeUp(this.symbolOf(characters.symbol).repeat(to - from));
      return;
    }
    let start = 0;
    for (const { 0: sign, index } of text.matchAll(SIGNS)) {
      this.addText(from + start, from + index, isHidden);
      start = index + 1;
      this.step();
      const isLast = isParagraphEnd && index === text.length - 1;
      if (sign === PARAGRAPH || sign === CELL || (sign === PAGE && isLast)) this.end(sign, paragraph, characters);
      else this.sign(sign, from + index, isHidden);
    }
    this.addText(from + start, to, isHidden);
  }

  private sign(sign: string, at: number, isHidden: boolean): void {
    const field = FIELDS[sign];
    if (field) this.fields.mark(field);
    else if (isHidden || this.fields.hidesText) return;
    else if (sign === LINE || sign === PAGE || sign === COLUMN) this.addMadeUp('\n');
    else if (sign === HARD_HYPHEN) this.addMadeUp('-');
    else if (sign === NOTE || this.source.parts.references.has(at)) this.refer(at);
    else if (sign === SHAPE) this.addBoxes(at);
  }

  private addText(from: number, to: number, isHidden: boolean): void {
    if (from >= to) return;
    const { pieces, parts } = this.source;
    if (this.fields.hidesText) this.instruct(pieces.text.slice(from, to));
    else if (!isHidden) {
      const text = pieces.text.slice(from, to);
      this.pieces.addBytes(from, to, Buffer.byteLength(text));
    }
    // A mark that the author chose is text of its own.
    if (parts.references.get(from)?.hasOwnMark) this.refer(from);
  }

  private addMadeUp(text: string): void {
    if (text !== '') this.pieces.addMadeUp(text);
  }

  private refer(at: number): void {
    const reference = this.source.parts.references.get(at);
    if (!reference) return;
    const { kind, index, hasOwnMark } = reference;
    this.addMadeUp(this.source.notes.refer(kind, String(index), hasOwnMark));
  }

  private addBoxes(at: number): void {
    for (const box of this.source.parts.anchored.get(at) ?? []) {
      const items: WordItem[] = [];
      new StoryReader(this.source, (item) => items.push(item)).read(box);
      if (items.length > 0) this.boxes.push(items);
    }
  }

  /** A table of contents begins in its first line. */
  private instruct(text: string): void {
    this.fields.instruct(text);
    this.contents ||= this.fields.inContents;
  }

  private end(sign: string, paragraph: ParagraphProperties, { hidden, deleted }: CharacterProperties): void {
    this.fields.endParagraph();
    const depth = paragraph.inTable || paragraph.depth > 0 ? Math.max(1, paragraph.depth) : 0;
    const endsRow = depth > 1 ? paragraph.endsInnerRow : paragraph.endsRow;
    if (endsRow) {
      this.begin();
      this.tables.endRow(depth);
      return;
    }
    const endsCell = depth > 0 && (sign === CELL || (depth > 1 && paragraph.endsInnerCell));
    // The next paragraph goes on in the same line, and its properties hold for both.
    if (!endsCell && (deleted || hidden === 'on')) return;
    this.endParagraph(paragraph, endsCell, depth);
  }

  private endParagraph({ style, list, listLevel, outline, centred }: ParagraphProperties, endsCell: boolean, depth = 0): void {
    const { pieces, boxes, contents } = this;
    const read: WordParagraph = {
      ...{ pieces, boxes, contents, outline, centred, listLevel },
      style: String(style),
      list: list === null ? null : String(list),
    };
    this.begin();
    this.tables.add(read, depth, endsCell);
  }

  private begin(): void {
    this.pieces = new Pieces();
    this.boxes = [];
    this.contents = this.fields.inContents;
  }

  private isHidden({ style }: ParagraphProperties, { hidden, deleted, style: characterStyle }: CharacterProperties): boolean {
    if (deleted) return true;
    const { styles } = this.source;
    const byCharacters = characterStyle === null ? null : styles.factsOf(String(characterStyle)).hidden;
    const byStyle = byCharacters ?? styles.factsOf(String(style)).hidden ?? false;
    if (hidden === null || hidden === 'style') return byStyle;
    return hidden === 'against-style' ? !byStyle : hidden === 'on';
  }

  private symbolOf({ font, code }: { readonly font: number; readonly code: number }): string {
    return symbolSign(code, this.source.fonts[font] ?? '');
  }

  private step(): void {
    this.steps += 1;
    if (this.steps > MOST_STEPS) throw tooManyParagraphs();
  }
}
