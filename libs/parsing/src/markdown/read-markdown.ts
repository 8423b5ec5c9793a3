import type { BlockSpan, RemovedSpan } from '../formats/format.js';
import { refuseTooLarge } from '../formats/page-size.js';
import type { SourceText } from '../source/source-text.js';
import { type VisibleText, VisibleTextBuilder } from '../source/visible-text.js';
import { type Piece, readInline } from './inline.js';
import { canBeUnderlined, fenceOf, isRule, isTableRule, type LineShape, referenceOf, shapeOf, underlineLevel } from './line-shapes.js';

/** What a Markdown file shows. */
export interface MarkdownText {
  readonly visible: VisibleText;
  readonly blocks: readonly BlockSpan[];
  readonly removals: readonly RemovedSpan[];
}

interface Line {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads Markdown from `start` on into what a reader sees; what stands above it is shown and removed as `front-matter`. Linear.
 * Throws Unprocessable `page-too-large` for too many lines or pieces.
 */
export function readMarkdown(source: SourceText, start: number): MarkdownText {
  return new MarkdownReader(source, start).read();
}

class MarkdownReader {
  private readonly text: string;
  private readonly builder = new VisibleTextBuilder();
  private readonly blocks: BlockSpan[] = [];
  private readonly removals: RemovedSpan[] = [];
  private pieces = 0;
  private readonly lines: readonly Line[];
  private readonly references: ReadonlySet<string>;

  constructor(
    private readonly source: SourceText,
    private readonly start: number,
  ) {
    this.text = source.text;
    this.lines = linesOf(this.text, start);
    this.references = new Set(this.lines.map((line) => referenceOf(this.printed(line))).filter((label) => label !== null));
  }

  read(): MarkdownText {
    for (const line of linesOf(this.text.slice(0, this.start), 0)) this.removeLine(line);
    for (let index = 0; index < this.lines.length; ) index = this.readAt(index);
    return { visible: this.builder.build(this.source), blocks: this.blocks, removals: this.removals };
  }

  private printed({ from, to }: Line): string {
    return this.text.slice(from, to);
  }

  /** Reads what begins with a line and returns the line behind it. */
  private readAt(index: number): number {
    const line = this.lines[index];
    if (!line) return index + 1;
    const printed = this.printed(line);
    const next = this.lines[index + 1];
    const below = next ? this.printed(next) : '';
    const fence = fenceOf(printed);
    if (fence) return this.readFence(index, fence);
    if (printed.trim() === '') return index + 1;
    if (/^ {0,3}<!--/.test(printed)) return this.skipComment(index);
    if (isRule(printed) || referenceOf(printed) !== null) return index + 1;
    if (printed.includes('|') && isTableRule(below)) return this.readTable(index);
    const level = canBeUnderlined(printed) ? underlineLevel(below) : null;
    const shape = shapeOf(printed);
    this.addLine(line, level === null ? shape : { ...shape, kind: 'heading', level });
    return index + (level === null ? 1 : 2);
  }

  /** Lines between fences are shown as they are. A fence that is never closed runs to the end. */
  private readFence(index: number, { sign, length }: { readonly sign: string; readonly length: number }): number {
    for (let at = index + 1; at < this.lines.length; at += 1) {
      const line = this.lines[at] ?? { from: 0, to: 0 };
      const closing = fenceOf(this.printed(line));
      if (closing?.bare && closing.sign === sign && closing.length >= length) return at + 1;
      this.addPieces([{ text: this.printed(line), ...line }], 'paragraph', null);
    }
    return this.lines.length;
  }

  /** A comment that is never closed is text. */
  private skipComment(index: number): number {
    const line = this.lines[index] ?? { from: 0, to: 0 };
    const end = this.commentEnd(line.from);
    if (end < 0) this.addLine(line, { kind: 'paragraph', level: null, from: 0, to: line.to - line.from });
    let at = index;
    while (at < this.lines.length && (this.lines[at]?.to ?? 0) < end) at += 1;
    const last = this.lines[at];
    if (end >= 0 && last && end < last.to) this.addLine({ from: end, to: last.to }, shapeOf(this.text.slice(end, last.to)));
    return at + 1;
  }

  private lastComment = { from: -1, end: -1 };

  /** Behind the next end of a comment; looked for once where there is none. */
  private commentEnd(from: number): number {
    if (this.lastComment.from >= 0 && this.lastComment.end < 0) return -1;
    const found = this.text.indexOf('-->', from);
    this.lastComment = { from, end: found < 0 ? -1 : found + 3 };
    return this.lastComment.end;
  }

  private readTable(index: number): number {
    let at = index;
    for (; at < this.lines.length; at += 1) {
      const line = this.lines[at] ?? { from: 0, to: 0 };
      const printed = this.printed(line);
      if (!printed.includes('|')) break;
      if (at !== index + 1) this.addPieces(this.cells(line, printed), 'table', null);
    }
    return at;
  }

  /** The cells of a row, with made-up tabs between them. */
  private cells(line: Line, printed: string): Piece[] {
    const pieces: Piece[] = [];
    let from = /^[ \t]*\|?/.exec(printed)?.[0].length ?? 0;
    const trimmed = printed.trimEnd();
    const end = trimmed.endsWith('|') && !trimmed.endsWith('\\|') ? trimmed.length - 1 : trimmed.length;
    while (from <= end) {
      let to = from;
      while (to < end && !(printed[to] === '|' && printed[to - 1] !== '\\')) to += 1;
      const cell = printed.slice(from, to);
      const left = from + cell.length - cell.trimStart().length;
      if (pieces.length > 0) pieces.push({ text: '\t', from: line.from + from, to: line.from + from });
      pieces.push(...readInline(this.text, line.from + left, line.from + Math.max(left, from + cell.trimEnd().length), this.references));
      from = to + 1;
    }
    return pieces;
  }

  private addLine(line: Line, { kind, level, from, to }: LineShape): void {
    this.addPieces(readInline(this.text, line.from + from, line.from + to, this.references), kind, level);
  }

  private removeLine(line: Line): void {
    const span = this.put([{ text: this.printed(line), ...line }]);
    if (span) this.removals.push({ rule: 'front-matter', ...span });
  }

  private addPieces(pieces: readonly Piece[], kind: BlockSpan['kind'], level: number | null): void {
    const span = this.put(pieces);
    if (span) this.blocks.push({ kind, level, ...span });
  }

  /** Puts a line into the text and returns where its ink is; nothing for a line without any. */
  private put(pieces: readonly Piece[]): { from: number; to: number } | null {
    const text = pieces.map((piece) => piece.text).join('');
    const ink = text.trim();
    if (ink === '') return null;
    this.pieces += pieces.length;
    refuseTooLarge({ lines: this.blocks.length + this.removals.length, pieces: this.pieces * 2 });
    if (this.builder.length > 0) this.builder.addBlank('\n');
    const from = this.builder.length + text.length - text.trimStart().length;
    for (const piece of pieces) this.builder.add(piece.text, piece.from, piece.to);
    return { from, to: from + ink.length };
  }
}

function linesOf(text: string, start: number): Line[] {
  const lines: Line[] = [];
  const breaks = /\r\n?|[\n\u2028\u2029\f]/g;
  breaks.lastIndex = start;
  let from = start;
  for (let found = breaks.exec(text); found; found = breaks.exec(text)) {
    lines.push({ from, to: found.index });
    // Every other one may be empty.
    if (lines.length % 1024 === 0) refuseTooLarge({ lines: lines.length / 2 });
    from = found.index + found[0].length;
  }
  if (from < text.length) lines.push({ from, to: text.length });
  return lines;
}
