import { IntList } from './int-list.js';
import { PageText } from './page-text.js';
import type { TextRun } from './tree.js';

const SPACE = 32;
const LINE_FEED = 10;
const RETURN = 13;
const BYTE_ORDER_MARK = 0xfeff;

const isCollapsible = (unit: number): boolean => unit === SPACE || (unit >= 9 && unit <= 13 && unit !== 11);
const isUnprintable = (unit: number): boolean => unit === 0 || unit === BYTE_ORDER_MARK;

/** Puts pieces of text together into lines as a browser does and keeps the place each came from. */
export class LineWriter {
  private readonly done: string[] = [];
  private readonly starts = new IntList(256);
  private readonly at = new IntList(1024);
  private readonly lengths = new IntList(1024);
  private readonly from = new IntList(1024);
  private readonly to = new IntList(1024);
  private readonly nodes = new IntList(1024);

  /** Offset of the line being written and what it holds so far. */
  private lineAt = 0;
  private parts: string[] = [];
  private length = 0;
  private firstSegment = 0;
  /** True at the start of a line or cell, where white space is dropped. */
  private isFresh = true;
  /** White space that becomes one blank when text follows on the same line; parted by tags, its first stretch stands for it. */
  private spaceFrom = -1;
  private spaceTo = -1;
  private spaceNode = 0;

  /** Adds a run; runs of white space become one blank, or stay as written when `keepSpace` is set. */
  write(run: TextRun, node: number, keepSpace: boolean): void {
    if (!run.literal) this.writeReference(run, node, keepSpace);
    else if (keepSpace) this.writeKept(run, node);
    else this.writeCollapsed(run, node);
  }

  /** Ends the line; a line of nothing but white space is dropped. */
  breakLine(): void {
    this.spaceFrom = -1;
    this.isFresh = true;
    if (this.length === 0) return;
    const line = this.parts.join('');
    if (line.trim() === '') this.dropSegments();
    else this.keepLine(line);
    this.parts = [];
    this.length = 0;
  }

  /** Ends a cell of a row that stays one line. */
  breakCell(): void {
    this.spaceFrom = -1;
    if (this.isFresh) return;
    this.parts.push('\t');
    this.length++;
    this.isFresh = true;
  }

  finish(): PageText {
    this.breakLine();
    return new PageText(this.done.join('\n'), this.starts.filled(), {
      at: this.at.filled(),
      length: this.lengths.filled(),
      from: this.from.filled(),
      to: this.to.filled(),
      node: this.nodes.filled(),
    });
  }

  private keepLine(line: string): void {
    this.starts.push(this.lineAt);
    this.done.push(line);
    this.lineAt += line.length + 1;
    this.firstSegment = this.at.length;
  }

  private dropSegments(): void {
    for (const list of [this.at, this.lengths, this.from, this.to, this.nodes]) list.truncate(this.firstSegment);
  }

  private writeReference(run: TextRun, node: number, keepSpace: boolean): void {
    const unit = run.text.charCodeAt(0);
    if (isUnprintable(unit)) return;
    if (!isCollapsible(unit)) this.append(run.text, run.from, run.to, node);
    else if (!keepSpace) this.addSpace(run.from, run.to, node);
    else if (unit === LINE_FEED) this.breakLine();
    else this.append(run.text, run.from, run.to, node);
  }

  private writeCollapsed({ text, from }: TextRun, node: number): void {
    let start = 0;
    while (start < text.length) {
      const unit = text.charCodeAt(start);
      const end = isCollapsible(unit) ? endOfSpace(text, start) : isUnprintable(unit) ? start + 1 : endOfWords(text, start);
      if (isCollapsible(unit)) this.addSpace(from + start, from + end, node);
      else if (!isUnprintable(unit)) this.append(text.slice(start, end), from + start, from + end, node);
      start = end;
    }
  }

  private writeKept({ text, from }: TextRun, node: number): void {
    let start = 0;
    while (start < text.length) {
      const unit = text.charCodeAt(start);
      let end = start + 1;
      if (unit === LINE_FEED || unit === RETURN) this.breakLine();
      else if (!isUnprintable(unit)) {
        while (end < text.length && !isEndOfKept(text.charCodeAt(end))) end++;
        this.append(text.slice(start, end), from + start, from + end, node);
      }
      start = end;
    }
  }

  private addSpace(from: number, to: number, node: number): void {
    if (this.isFresh) return;
    if (this.spaceFrom < 0) {
      this.spaceFrom = from;
      this.spaceTo = to;
      this.spaceNode = node;
    } else if (this.spaceTo === from) this.spaceTo = to;
  }

  private append(text: string, from: number, to: number, node: number): void {
    if (this.spaceFrom >= 0) this.appendPiece(' ', this.spaceFrom, this.spaceTo, this.spaceNode);
    this.spaceFrom = -1;
    this.appendPiece(text, from, to, node);
    this.isFresh = false;
  }

  private appendPiece(text: string, from: number, to: number, node: number): void {
    const last = this.at.length - 1;
    if (last >= this.firstSegment && to - from === text.length && this.continues(last, from, node)) {
      this.lengths.set(last, this.lengths.at(last) + text.length);
      this.to.set(last, to);
    } else {
      this.at.push(this.lineAt + this.length);
      this.lengths.push(text.length);
      this.from.push(from);
      this.to.push(to);
      this.nodes.push(node);
    }
    this.parts.push(text);
    this.length += text.length;
  }

  /** Whether a piece that maps character by character goes on where the last segment, which does too, ends. */
  private continues(last: number, from: number, node: number): boolean {
    const length = this.lengths.at(last);
    const follows = this.to.at(last) === from && this.nodes.at(last) === node && this.at.at(last) + length === this.lineAt + this.length;
    return follows && from - this.from.at(last) === length;
  }
}

function endOfSpace(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && isCollapsible(text.charCodeAt(end))) end++;
  return end;
}

/** The longest stretch that is printed as it stands: single blanks inside it stay. */
function endOfWords(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length) {
    const unit = text.charCodeAt(end);
    if (unit > SPACE ? unit !== BYTE_ORDER_MARK : unit !== SPACE && unit !== 0 && !isCollapsible(unit)) end++;
    else if (unit === SPACE && end + 1 < text.length && text.charCodeAt(end + 1) > SPACE && text.charCodeAt(end + 1) !== BYTE_ORDER_MARK)
      end += 2;
    else break;
  }
  return end;
}

const isEndOfKept = (unit: number): boolean => unit === LINE_FEED || unit === RETURN || isUnprintable(unit);
