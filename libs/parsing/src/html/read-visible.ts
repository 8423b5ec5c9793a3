import { isHidden, isUnseen, keepsSpaceByStyle } from './hidden.js';
import { LineWriter } from './line-writer.js';
import { BLOCK, FLAGS, KEEPS_SPACE, TAG, tagOf } from './tags.js';
import type { HtmlTree } from './tree.js';
import type { PageText } from './page-text.js';

const LINE_BREAKS = new Set(['br', 'hr'].map(tagOf));

/** A page that shows less than this may be one that shows itself by script. */
const SHORT_PAGE = 250;

/**
 * Reads a tree as a browser shows it: white space collapsed outside `pre`, blocks, line breaks and rows on lines of their own, nothing of what
 * is hidden. A page that hides everything it has (some show themselves by script) is read as if it hid nothing.
 */
export function readVisible(tree: HtmlTree): PageText {
  const shown = new VisibleReader(tree, isHidden).read();
  if (shown.text.length >= SHORT_PAGE) return shown;
  const everything = new VisibleReader(tree, isUnseen).read();
  return everything.text.length > 4 * shown.text.length ? everything : shown;
}

class VisibleReader {
  private readonly lines = new LineWriter();
  /** Ends of the open blocks, innermost last. */
  private readonly blockEnds: number[] = [];
  private spaceKeptUntil = 0;
  private rowUntil = 0;

  constructor(
    private readonly tree: HtmlTree,
    private readonly isLeftOut: (tree: HtmlTree, node: number) => boolean,
  ) {}

  read(): PageText {
    const { tree } = this;
    for (let node = 1; node < tree.size; node++) {
      this.leaveBlocks(node);
      if (tree.isText(node)) this.writeText(node);
      else if (this.isLeftOut(tree, node)) node = tree.end(node) - 1;
      else this.enter(node);
    }
    return this.lines.finish();
  }

  private leaveBlocks(node: number): void {
    while (this.blockEnds.length > 0 && node >= (this.blockEnds[this.blockEnds.length - 1] ?? 0)) {
      this.blockEnds.pop();
      this.lines.breakLine();
    }
  }

  private writeText(node: number): void {
    const keepSpace = node < this.spaceKeptUntil;
    this.tree.forEachRun(node, (run) => this.lines.write(run, node, keepSpace));
  }

  private enter(node: number): void {
    const tag = this.tree.tag(node);
    const flags = FLAGS[tag] ?? 0;
    if ((flags & KEEPS_SPACE) !== 0 || keepsSpaceByStyle(this.tree, node)) {
      this.spaceKeptUntil = Math.max(this.spaceKeptUntil, this.tree.end(node));
    }
    const isCell = tag === TAG.td || tag === TAG.th;
    if (LINE_BREAKS.has(tag)) this.lines.breakLine();
    else if (isCell && node < this.rowUntil) this.lines.breakCell();
    else if (isCell || (flags & BLOCK) !== 0) this.enterBlock(node, tag);
  }

  private enterBlock(node: number, tag: number): void {
    if (tag === TAG.tr && hasPlainCells(this.tree, node)) this.rowUntil = this.tree.end(node);
    this.lines.breakLine();
    this.blockEnds.push(this.tree.end(node));
  }
}

/** Whether the cells of a row hold running text only; the first block or line break in one settles it. */
function hasPlainCells(tree: HtmlTree, row: number): boolean {
  for (let node = row + 1; node < tree.end(row); node++) {
    const tag = tree.tag(node);
    if (((FLAGS[tag] ?? 0) & BLOCK) !== 0 || LINE_BREAKS.has(tag)) return false;
  }
  return true;
}
