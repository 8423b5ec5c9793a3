import { IntList } from './int-list.js';
import type { TextRun } from './tree.js';
import { PageText } from './page-text.js';

const SPACE = 32;
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
  private line = '';
  private firstSegment = 0;
  /** White space that becomes one blank when text follows on the same line. */
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
    if (this.line.trim() === '') this.dropLine();
    else this.keepLine();
  }

  /** Ends a cell of a row that stays one line. */
  breakCell(): void {
    this.spaceFrom = -1;
    if (this.line !== '' && !this.line.endsWith('\t')) this.line += '\t';
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

  private keepLine(): void {
    this.starts.push(this.lineAt);
    this.done.push(this.line);
    this.lineAt += this.line.length + 1;
    this.line = '';
    this.firstSegment = this.at.length;
  }

  private dropLine(): void {
    if (this.line === '') return;
    this.line = '';
    for (const list of [this.at, this.lengths, this.from, this.to, this.nodes]) list.truncate(this.firstSegment);
  }

  private writeReference(run: TextRun, node: number, keepSpace: boolean): void {
    const unit = run.text.charCodeAt(0);
    if (isUnprintable(unit)) return;
    if (!isCollapsible(unit)) this.append(run.text, run.from, run.to, node);
    else if (!keepSpace) this.addSpace(run.from, run.to, node);
    else if (unit === 10) this.breakLine();
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
      if (unit === 10 || unit === 13) this.breakLine();
      let end = start + 1;
      if (unit !== 10 && unit !== 13 && !isUnprintable(unit)) {
        while (end < text.length && !isEndOfKept(text.charCodeAt(end))) end++;
        this.append(text.slice(start, end), from + start, from + end, node);
      }
      start = end;
    }
  }

  private addSpace(from: number, to: number, node: number): void {
    if (this.line === '' || this.line.endsWith('\t')) return;
    if (this.spaceFrom < 0) {
      this.spaceFrom = from;
      this.spaceNode = node;
    }
    this.spaceTo = to;
  }

  private append(text: string, from: number, to: number, node: number): void {
    if (this.spaceFrom >= 0) {
      // White space split by tags has more than one place: the first stands for it.
      const to = this.spaceTo;
      this.addSegment(1, this.spaceFrom, to, this.spaceNode);
      this.line += ' ';
      this.spaceFrom = -1;
    }
    this.addSegment(text.length, from, to, node);
    this.line += text;
  }

  private addSegment(length: number, from: number, to: number, node: number): void {
    const at = this.lineAt + this.line.length;
    const last = this.at.length - 1;
    if (last >= this.firstSegment && this.continues(last, at, from, node) && to - from === length) {
      this.lengths.set(last, this.lengths.at(last) + length);
      this.to.set(last, to);
      return;
    }
    this.at.push(at);
    this.lengths.push(length);
    this.from.push(from);
    this.to.push(to);
    this.nodes.push(node);
  }

  private continues(last: number, at: number, from: number, node: number): boolean {
    const length = this.lengths.at(last);
    return (
      this.to.at(last) === from && this.nodes.at(last) === node && this.at.at(last) + length === at && from - this.from.at(last) === length
    );
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
    else if (unit === SPACE && end + 1 < text.length && text.charCodeAt(end + 1) > SPACE) end += 2;
    else break;
  }
  return end;
}

const isEndOfKept = (unit: number): boolean => unit === 10 || unit === 13 || isUnprintable(unit);
