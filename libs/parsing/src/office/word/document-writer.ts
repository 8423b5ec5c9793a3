import type { Numberings } from '../numbering/definitions.js';
import { ListCounters, type ListLabel } from '../numbering/list-counters.js';
import { tooManyParagraphs } from '../refusals.js';
import { listPlaceOf } from './list-place.js';
import type { Note } from './notes.js';
import { isRow, type WordItem, type WordParagraph, type WordRow } from './paragraph.js';
import type { StyleSheet } from './style-sheet.js';

/** A line of the document as its styles mark it: the characters `[from, to)` of the visible text. */
export interface WordLine {
  readonly role: 'title' | 'heading' | 'paragraph' | 'listItem' | 'quote' | 'row' | 'note' | 'contents';
  /** Outline level of headings, list level of items, from 0; else 0. */
  readonly level: number;
  readonly centred: boolean;
  /** Same number for the rows of one table. */
  readonly table: number;
  readonly from: number;
  readonly to: number;
}

/** Where the text of a document is written to. What its stretches count in is a matter of the file. */
export interface DocumentText {
  /** Length of the text so far. */
  readonly length: number;
  /** Adds characters that stand nowhere. */
  addMadeUp(text: string): void;
  /** Adds what stands at `[from, to)` of the file. */
  addBytes(from: number, to: number): void;
  isBlankAt(at: number): boolean;
}

type Look = Pick<WordLine, 'role' | 'level' | 'centred'>;

/** More lines than any book has. */
const MOST_LINES = 100_000;
/** A cell of so many paragraphs and bytes holds text and no value: its row is read as text. */
const TEXT_PARAGRAPHS = 3;
const TEXT_BYTES = 400;

/** Writes the document's text line by line and says what each line is. Counts automatic numbers on the way, in each story on their own. */
export class DocumentWriter {
  readonly lines: WordLine[] = [];
  private readonly body: ListCounters;
  private readonly boxes: ListCounters;
  private readonly notes: ListCounters;

  constructor(
    private readonly text: DocumentText,
    private readonly styles: StyleSheet,
    numberings: Numberings,
  ) {
    const counters = (): ListCounters => new ListCounters(numberings, (style) => styles.factsOf(style).list);
    this.body = counters();
    this.boxes = counters();
    this.notes = counters();
  }

  /** Throws Unprocessable `page-too-large` when there are more than 100,000 lines. */
  write(item: WordItem): void {
    this.writeItem(item, this.body);
  }

  /** Behind the text, each note with its mark. */
  writeNotes(notes: readonly Note[]): void {
    for (const { mark, items } of notes) {
      const paragraphs = items.flatMap(paragraphsIn);
      paragraphs.forEach((paragraph, at) => {
        const label = this.labelOf(paragraph, this.notes)?.text ?? '';
        this.writeLine(paragraph, (at === 0 ? this.markBefore(paragraph, mark) : '') + label, { role: 'note', level: 0, centred: false });
      });
    }
  }

  /** Most authors leave a blank behind the mark themselves. */
  private markBefore({ pieces }: WordParagraph, mark: string): string {
    return mark === '' || (pieces.firstByte !== null && this.text.isBlankAt(pieces.firstByte)) ? mark : `${mark} `;
  }

  private writeItem(item: WordItem, counters: ListCounters): void {
    if (!isRow(item)) {
      const label = this.labelOf(item, counters);
      this.writeLine(item, label?.text ?? '', this.lookOf(item, label, counters));
    } else if (isText(item)) for (const inner of item.cells.flat()) this.writeItem(inner, counters);
    else this.writeRow(item, counters);
    if (!isRow(item) || !isText(item)) for (const box of boxesIn(item)) this.writeItem(box, this.boxes);
  }

  /** Cells are parted by tabs, what stands in one cell by blanks. */
  private writeRow(row: WordRow, counters: ListCounters): void {
    const from = this.beginLine();
    row.cells.forEach((cell, at) => {
      if (at > 0) this.text.addMadeUp('\t');
      cell.flatMap(paragraphsIn).forEach((paragraph, place) => {
        if (place > 0) this.text.addMadeUp(' ');
        this.text.addMadeUp(this.labelOf(paragraph, counters)?.text ?? '');
        this.writePieces(paragraph, () => this.text.addMadeUp(' '));
      });
    });
    this.endLine({ role: 'row', level: 0, centred: false, table: row.table, from, to: this.text.length });
  }

  /** A line break parts paragraphs, too: many texts have no other. In a heading it only breaks the line. */
  private writeLine(paragraph: WordParagraph, label: string, look: Look): void {
    if (label === '' && paragraph.pieces.isEmpty) return;
    const whole = look.role === 'title' || look.role === 'heading' || look.role === 'contents';
    let from = this.beginLine();
    const end = (): void => this.endLine({ ...look, table: 0, from, to: this.text.length });
    this.text.addMadeUp(label);
    this.writePieces(paragraph, () => {
      if (whole) this.text.addMadeUp('\n');
      else {
        end();
        from = this.beginLine();
      }
    });
    end();
  }

  private writePieces({ pieces }: WordParagraph, lineBreak: () => void): void {
    pieces.each(
      (from, to) => this.text.addBytes(from, to),
      (sign) => (sign === '\n' ? lineBreak() : this.text.addMadeUp(sign)),
    );
  }

  private beginLine(): number {
    if (this.text.length > 0) this.text.addMadeUp('\n');
    return this.text.length;
  }

  private endLine(line: WordLine): void {
    if (line.from < line.to && this.lines.push(line) > MOST_LINES) throw tooManyParagraphs();
  }

  private labelOf(paragraph: WordParagraph, counters: ListCounters): ListLabel | null {
    const place = listPlaceOf(paragraph, this.styles, counters);
    return place && counters.labelOf(place);
  }

  private lookOf(paragraph: WordParagraph, label: ListLabel | null, counters: ListCounters): Look {
    const facts = this.styles.factsOf(paragraph.style ?? this.styles.usual);
    const outline = paragraph.outline ?? facts.outline ?? 9;
    const centred = paragraph.centred ?? facts.centred ?? false;
    if (paragraph.contents || facts.role === 'contents') return { role: 'contents', level: 0, centred };
    if (facts.role === 'title') return { role: 'title', level: 0, centred };
    if (outline >= 0 && outline < 9) return { role: 'heading', level: outline, centred };
    if (label?.isBullet) return { role: 'listItem', level: listPlaceOf(paragraph, this.styles, counters)?.level ?? 0, centred };
    return { role: facts.role === 'quote' ? 'quote' : 'paragraph', level: 0, centred };
  }
}

/** A table of one column, or with whole texts in its cells, only lays out what is text. */
function isText({ cells }: WordRow): boolean {
  if (cells.length < 2) return true;
  return cells.some((cell) => {
    const paragraphs = cell.flatMap(paragraphsIn).filter(({ pieces }) => pieces.size > 0);
    return paragraphs.length >= TEXT_PARAGRAPHS && paragraphs.reduce((sum, { pieces }) => sum + pieces.size, 0) >= TEXT_BYTES;
  });
}

const paragraphsIn = (item: WordItem): WordParagraph[] => (isRow(item) ? item.cells.flat().flatMap(paragraphsIn) : [item]);
const boxesIn = (item: WordItem): WordItem[] => paragraphsIn(item).flatMap(({ boxes }) => boxes.flat());
