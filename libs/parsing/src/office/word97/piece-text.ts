import type { ByteRange } from '#domain';
import { IntList } from '../../html/int-list.js';
import type { RangeList } from '../../source/ranges.js';
import type { VisibleText } from '../../source/visible-text.js';
import type { FileStream } from '../compound/file-stream.js';
import { tooManyParagraphs } from '../refusals.js';
import type { DocumentText } from '../word/document-writer.js';
import type { PieceTable } from './piece-table.js';

/** More runs of text than any book has. */
const MOST_RUNS = 1_000_000;
/** Short texts are joined now and then: millions of them would take more room than what is in them. */
const MOST_TEXTS = 10_000;
const SOFT_HYPHEN = '\u00ad';

/** Where each run begins in the text and among the document's characters; made-up runs are at -1. */
interface RunColumns {
  readonly starts: IntList;
  readonly characters: IntList;
}

/** Collects the visible text of a document, whose stretches are given by its characters. */
export class PieceTextBuilder implements DocumentText {
  private readonly joined: string[] = [];
  private texts: string[] = [];
  private readonly runs: RunColumns = { starts: new IntList(1024), characters: new IntList(1024) };
  private size = 0;

  constructor(
    private readonly pieces: PieceTable,
    private readonly stream: FileStream,
  ) {}

  get length(): number {
    return this.size;
  }

  addMadeUp(text: string): void {
    this.add(text, -1);
  }

  /** Adds characters of the document, without soft hyphens. */
  addBytes(from: number, to: number): void {
    const text = this.pieces.text.slice(from, to);
    let start = 0;
    for (let at = text.indexOf(SOFT_HYPHEN); at >= 0; at = text.indexOf(SOFT_HYPHEN, start)) {
      this.add(text.slice(start, at), from + start);
      start = at + 1;
    }
    this.add(text.slice(start), from + start);
  }

  isBlankAt(at: number): boolean {
    return /\s/.test(this.pieces.text[at] ?? '');
  }

  build(): VisibleText {
    return new PieceText([...this.joined, ...this.texts].join(''), this.runs, this.pieces, this.stream);
  }

  private add(text: string, character: number): void {
    if (text === '') return;
    this.runs.starts.push(this.size);
    this.runs.characters.push(character);
    if (this.runs.starts.length > MOST_RUNS) throw tooManyParagraphs();
    this.size += text.length;
    if (this.texts.push(text) < MOST_TEXTS) return;
    this.joined.push(this.texts.join(''));
    this.texts = [];
  }
}

/** Visible text of a document that stands in the capture as it is: each character knows its own bytes there. */
class PieceText implements VisibleText {
  constructor(
    readonly text: string,
    private readonly runs: RunColumns,
    private readonly pieces: PieceTable,
    private readonly stream: FileStream,
  ) {}

  rangesOf(from: number, to: number): ByteRange[] {
    const ranges: RangeList = [];
    const { starts, characters } = this.runs;
    for (let run = this.runAt(from); run < starts.length && starts.at(run) < to; run += 1) {
      if (characters.at(run) < 0) continue;
      const start = starts.at(run);
      const end = run + 1 < starts.length ? starts.at(run + 1) : this.text.length;
      const shift = characters.at(run) - start;
      this.addCharacters(ranges, Math.max(from, start) + shift, Math.min(to, end) + shift);
    }
    return ranges;
  }

  private addCharacters(ranges: RangeList, from: number, to: number): void {
    for (let index = this.pieces.indexOf(from); ; index += 1) {
      const piece = this.pieces.piece(index);
      if (!piece || piece.from >= to) return;
      const first = Math.max(from, piece.from) - piece.from;
      const last = Math.min(to, piece.to) - piece.from;
      if (first < last) this.stream.addRanges(ranges, piece.at + first * piece.width, piece.at + last * piece.width);
    }
  }

  /** The last run that starts at or before `offset`. */
  private runAt(offset: number): number {
    let low = 0;
    let high = this.runs.starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.runs.starts.at(middle) <= offset) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}
