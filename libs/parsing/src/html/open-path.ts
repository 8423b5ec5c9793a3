import { BLOCK, FLAGS, headingLevel, SCOPE, TAG, tagOf } from './tags.js';

/** Browsers stop nesting at the same depth. */
const MAX_DEPTH = 512;

const TABLE_PARTS = new Set(['table', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'caption'].map(tagOf));
const TABLE_SCOPE = new Set(['#document', 'html', 'table', 'template'].map(tagOf));

const isScope = (tag: number): boolean => ((FLAGS[tag] ?? 0) & SCOPE) !== 0;
const isBlockOrScope = (tag: number): boolean => ((FLAGS[tag] ?? 0) & (BLOCK | SCOPE)) !== 0;
const isTableBoundary = (tag: number): boolean => TABLE_SCOPE.has(tag);

/** The elements that are open while a page is read, outermost first, and the rules by which end tags find theirs. */
export class OpenPath {
  private readonly nodes = new Int32Array(MAX_DEPTH);
  private readonly tags = new Int32Array(MAX_DEPTH);
  private readonly names: string[] = [];
  private readonly counts = new Int32Array(FLAGS.length);
  /** Depth of the link that text now belongs to, or 0; a link whose end came too deep stays on the path but links nothing. */
  private linkDepth = 0;
  private depth = 0;

  constructor(private readonly onClose: (node: number) => void) {
    this.tags[0] = TAG.document;
    this.names.push('');
  }

  get node(): number {
    return this.nodes[this.depth] ?? 0;
  }

  get tag(): number {
    return this.tags[this.depth] ?? 0;
  }

  get linked(): boolean {
    return this.linkDepth > 0;
  }

  get full(): boolean {
    return this.depth + 1 >= MAX_DEPTH;
  }

  isOpen(tag: number): boolean {
    return (this.counts[tag] ?? 0) > 0;
  }

  open(node: number, tag: number, name: string, isLink: boolean): void {
    this.depth++;
    this.nodes[this.depth] = node;
    this.tags[this.depth] = tag;
    this.names[this.depth] = name;
    this.counts[tag] = (this.counts[tag] ?? 0) + 1;
    if (isLink) this.linkDepth = this.depth;
  }

  close(): void {
    const tag = this.tag;
    this.onClose(this.node);
    this.counts[tag] = (this.counts[tag] ?? 1) - 1;
    if (this.linkDepth === this.depth) this.linkDepth = 0;
    this.depth--;
  }

  closeAll(): void {
    this.closeTo(1);
  }

  /** Ends the nearest element of this name, with all inside it, unless a table cell or another boundary stands between. */
  endElement(tag: number, name: string): void {
    const isBoundary = TABLE_PARTS.has(tag) ? isTableBoundary : isScope;
    this.closeTo(this.nearest((open, depth) => open === tag && this.names[depth] === name, isBoundary));
  }

  /** Any heading's end tag ends the nearest heading of whatever level. */
  endHeading(): void {
    this.closeTo(this.nearest((open) => headingLevel(open) > 0, isScope));
  }

  /** Ends a phrase unless a block has begun inside it: then only its link is over, for the block goes on. */
  endPhrase(tag: number): void {
    const depth = this.nearest((open) => open === tag, isBlockOrScope);
    this.closeTo(depth);
    if (depth === 0 && tag === TAG.a) this.linkDepth = 0;
  }

  /** Ends all open elements of some tags up to a boundary. */
  endAll(ends: ReadonlySet<number>, within: ReadonlySet<number>): void {
    let left = 0;
    for (const tag of ends) left += this.counts[tag] ?? 0;
    let outermost = 0;
    for (let depth = this.depth; depth > 0 && left > 0; depth--) {
      const open = this.tags[depth] ?? 0;
      if (within.has(open)) break;
      if (!ends.has(open)) continue;
      outermost = depth;
      left--;
    }
    this.closeTo(outermost);
  }

  /** Depth of the innermost match inside the innermost boundary, or 0. */
  private nearest(matches: (open: number, depth: number) => boolean, isBoundary: (open: number) => boolean): number {
    for (let depth = this.depth; depth > 0; depth--) {
      const open = this.tags[depth] ?? 0;
      if (matches(open, depth)) return depth;
      if (isBoundary(open)) return 0;
    }
    return 0;
  }

  private closeTo(depth: number): void {
    while (depth > 0 && this.depth >= depth) this.close();
  }
}
