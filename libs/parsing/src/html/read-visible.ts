import { isHidden, isSwitchedOff, isUnseen, keepsSpaceByStyle } from './hidden.js';
import { LineWriter } from './line-writer.js';
import { BLOCK, FLAGS, KEEPS_SPACE, TAG, tagOf } from './tags.js';
import type { HtmlTree } from './tree.js';
import type { PageText } from './page-text.js';

const NOSCRIPT = tagOf('noscript');
const LINE_BREAKS = new Set(['br', 'hr'].map(tagOf));

/** An element that the page hides is read all the same when it holds more text than this and than all that is shown. */
const MIN_REVEALED = 100;

/**
 * Reads a tree as a browser shows it: white space collapsed outside `pre`, blocks, line breaks and rows on lines of their own, nothing of what
 * is hidden. An element that holds more text than everything shown is read though its attributes hide it: a script is to show it.
 * `leftOut` has a number other than 0 for each node that is to be missing, whatever else the page shows.
 */
export function readVisible(tree: HtmlTree, leftOut: Uint8Array | null = null): PageText {
  return new VisibleReader(tree, hiddenRoots(tree), leftOut).read();
}

/** 1 for each element that is left out with all in it. */
function hiddenRoots(tree: HtmlTree): Uint8Array {
  const hidden = new Uint8Array(tree.size);
  const switchedOff: number[] = [];
  let shown = 0;
  for (let node = 1; node < tree.size; node++) {
    if (tree.isText(node)) shown += inkIn(tree, node);
    else if (isUnseen(tree, node) || isSwitchedOff(tree, node)) {
      hidden[node] = 1;
      if (tree.tag(node) === NOSCRIPT || !isUnseen(tree, node)) switchedOff.push(node);
      node = tree.end(node) - 1;
    }
  }
  for (const root of switchedOff) if (inkBelow(tree, root) > Math.max(shown, MIN_REVEALED)) reveal(tree, root, hidden);
  return hidden;
}

/** Shows an element but not what is hidden inside it. */
function reveal(tree: HtmlTree, root: number, hidden: Uint8Array): void {
  hidden[root] = 0;
  for (let node = root + 1; node < tree.end(root); node++) {
    if (tree.isText(node) || !isHidden(tree, node)) continue;
    hidden[node] = 1;
    node = tree.end(node) - 1;
  }
}

function inkBelow(tree: HtmlTree, root: number): number {
  let ink = 0;
  for (let node = root + 1; node < tree.end(root); node++) {
    if (tree.isText(node)) ink += inkIn(tree, node);
    else if (isHidden(tree, node)) node = tree.end(node) - 1;
  }
  return ink;
}

/** Length of a text node without white space. */
function inkIn(tree: HtmlTree, node: number): number {
  let ink = 0;
  for (let at = tree.from(node); at < tree.to(node); at++) if (tree.source.charCodeAt(at) > 32) ink++;
  return ink;
}

class VisibleReader {
  private readonly lines = new LineWriter();
  /** Ends of the open blocks, innermost last. */
  private readonly blockEnds: number[] = [];
  private spaceKeptUntil = 0;
  private rowUntil = 0;

  constructor(
    private readonly tree: HtmlTree,
    private readonly hidden: Uint8Array,
    private readonly leftOut: Uint8Array | null,
  ) {}

  read(): PageText {
    const { tree } = this;
    for (let node = 1; node < tree.size; node++) {
      this.leaveBlocks(node);
      if (this.leftOut && (this.leftOut[node] ?? 0) > 0) this.passBy(node);
      else if (tree.isText(node)) this.writeText(node);
      else if (this.hidden[node] === 1) node = tree.end(node) - 1;
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

  /** A block that is left out still parts the lines around it. */
  private passBy(node: number): void {
    const tag = this.tree.tag(node);
    if (((FLAGS[tag] ?? 0) & BLOCK) !== 0 || LINE_BREAKS.has(tag)) this.lines.breakLine();
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
