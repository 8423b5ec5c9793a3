import type { BlockSpan, RemovedSpan } from '../formats/format.js';
import { refuseTooLarge } from '../formats/page-size.js';
import { type VisibleText, VisibleTextBuilder } from '../source/visible-text.js';

/** What the paragraph is, by its properties when it ends. */
export interface LineKind {
  readonly kind: BlockSpan['kind'];
  readonly level: number | null;
}

/** What stands on the line, to be put into the text when it ends. */
interface Line {
  readonly texts: string[];
  readonly froms: number[];
  readonly tos: number[];
  /** For a line that is no part of the text: the rule that removes it. */
  readonly rule: string | null;
  cells: number;
}

const newLine = (rule: string | null): Line => ({ texts: [], froms: [], tos: [], rule, cells: 0 });

/** The visible text of a file as it grows, line by line; what stands beside a paragraph follows it. */
export class RtfLines {
  private readonly builder = new VisibleTextBuilder();
  private readonly blocks: BlockSpan[] = [];
  private readonly removals: RemovedSpan[] = [];
  /** The open lines: the last one is written to, the others wait for what stands beside them to end. */
  private readonly open: Line[] = [newLine(null)];
  private pieces = 0;
  private beside: { readonly line: Line; readonly kind: LineKind }[] = [];

  /** Adds characters that stand at `[from, to)`. Throws Unprocessable `page-too-large` for too many pieces. */
  write(text: string, from: number, to: number): void {
    const { texts, froms, tos } = this.line;
    const last = texts.length - 1;
    const before = texts[last] ?? '';
    const isExact = last >= 0 && to - from === text.length && (tos[last] ?? 0) - (froms[last] ?? 0) === before.length && tos[last] === from;
    if (isExact) {
      texts[last] = before + text;
      tos[last] = to;
    } else {
      this.pieces += 1;
      if (this.pieces % 1024 === 0) refuseTooLarge({ pieces: this.pieces });
      texts.push(text);
      froms.push(from);
      tos.push(to);
    }
  }

  endCell(from: number, to: number): void {
    this.line.cells += 1;
    this.write('\t', from, to);
  }

  /** Whether what has been written so far is a row of several cells. */
  get isTable(): boolean {
    return this.line.cells > 1;
  }

  /** Throws Unprocessable `page-too-large` for too many lines. */
  endLine(kind: LineKind): void {
    refuseTooLarge({ lines: this.blocks.length + this.removals.length + this.beside.length });
    const line = this.open.pop() ?? newLine(null);
    if (this.open.length > 0) this.beside.push({ line, kind });
    else this.put(line, kind);
    this.open.push(newLine(line.rule));
    if (this.open.length > 1) return;
    const { beside } = this;
    this.beside = [];
    for (const each of beside) this.put(each.line, each.kind);
  }

  /** Begins what stands beside the paragraph; its lines are removed by `rule`, or are text of their own when that is null. */
  beginBeside(rule: string | null): void {
    this.open.push(newLine(rule));
  }

  endBeside(kind: LineKind): void {
    this.endLine(kind);
    this.open.pop();
  }

  finish(kind: LineKind): {
    readonly visible: VisibleText;
    readonly blocks: readonly BlockSpan[];
    readonly removals: readonly RemovedSpan[];
  } {
    while (this.open.length > 1) this.endBeside(kind);
    this.endLine(kind);
    return { visible: this.builder.build({ byteAt: (offset) => offset }), blocks: this.blocks, removals: this.removals };
  }

  private get line(): Line {
    const line = this.open.at(-1);
    if (!line) throw new Error('no line is open');
    return line;
  }

  private put(line: Line, { kind, level }: LineKind): void {
    const text = line.texts.join('');
    const ink = text.trim();
    if (ink === '') return;
    if (this.builder.length > 0) this.builder.addBlank('\n');
    const from = this.builder.length + text.length - text.trimStart().length;
    line.texts.forEach((piece, index) => {
      this.builder.add(piece, line.froms[index] ?? 0, line.tos[index] ?? 0);
    });
    const span = { from, to: from + ink.length };
    if (line.rule === null) this.blocks.push({ kind, level, ...span });
    else this.removals.push({ rule: line.rule, ...span });
  }
}
