import { FLAGS, headingLevel, nameOfTag, TAG, UNSEEN } from './tags.js';

/** A run of one text node: characters as printed in the source, or one character reference. */
export interface TextRun {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** True when `text` equals the source between `from` and `to`. */
  readonly literal: boolean;
}

/** Flat columns of a tree, one row per node, filled by the reader. */
export interface TreeColumns {
  readonly tags: Int32Array;
  readonly parents: Int32Array;
  readonly ends: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** 1 for a text node inside an open link. */
  readonly linked: Int32Array;
  /** First attribute and first character reference of each node, with one closing row. */
  readonly firstAttribute: Int32Array;
  readonly firstReference: Int32Array;
  /** Four numbers per attribute: name from, name to, value from, value to. */
  readonly attributes: Int32Array;
  readonly decodedValues: ReadonlyMap<number, string>;
  /** Two numbers per character reference: from, to. */
  readonly references: Int32Array;
  readonly referenceTexts: readonly string[];
}

/**
 * A page as a lean tree. Nodes are numbers in document order, so that a node's descendants are the numbers from `node + 1` up to `end(node)`
 * and every walk, downwards or upwards, is a plain loop. Offsets are UTF-16 units of the source.
 */
export class HtmlTree {
  constructor(
    readonly source: string,
    private readonly columns: TreeColumns,
  ) {}

  /** Number of nodes; node 0 is the document. */
  get size(): number {
    return this.columns.tags.length;
  }

  tag(node: number): number {
    return this.columns.tags[node] ?? 0;
  }

  /** Lower-case tag name, also of elements that reading knows nothing about. */
  name(node: number): string {
    const tag = this.tag(node);
    if (tag !== TAG.unknown) return nameOfTag(tag);
    const start = this.from(node) + 1;
    return this.source.slice(start, start + nameLength(this.source, start)).toLowerCase();
  }

  isText(node: number): boolean {
    return this.columns.tags[node] === TAG.text;
  }

  /** The enclosing node; the document is its own parent. */
  parent(node: number): number {
    return this.columns.parents[node] ?? 0;
  }

  /** The first number after the node's last descendant. */
  end(node: number): number {
    return this.columns.ends[node] ?? 0;
  }

  /** Where the start tag or the text begins. */
  from(node: number): number {
    return this.columns.from[node] ?? 0;
  }

  /** Where the start tag or the text ends. */
  to(node: number): number {
    return this.columns.to[node] ?? 0;
  }

  isLinked(node: number): boolean {
    return this.columns.linked[node] === 1;
  }

  headingLevel(node: number): number {
    return headingLevel(this.tag(node));
  }

  contains(outer: number, inner: number): boolean {
    return inner >= outer && inner < this.end(outer);
  }

  *children(node: number): Generator<number> {
    const end = this.end(node);
    for (let child = node + 1; child < end; child = this.end(child)) yield child;
  }

  hasAttributes(node: number): boolean {
    return (this.columns.firstAttribute[node + 1] ?? 0) > (this.columns.firstAttribute[node] ?? 0);
  }

  /** The decoded value of an attribute, `''` for one without a value, null when the element has no such attribute. */
  attribute(node: number, name: string): string | null {
    const { firstAttribute, attributes } = this.columns;
    const last = firstAttribute[node + 1] ?? 0;
    for (let index = firstAttribute[node] ?? 0; index < last; index++) {
      const from = attributes[index * 4] ?? 0;
      const to = attributes[index * 4 + 1] ?? 0;
      if (to - from === name.length && sameName(this.source, from, name)) return this.valueOf(index);
    }
    return null;
  }

  /** Visits the runs of a text node in order: stretches of source and decoded character references. */
  forEachRun(node: number, visit: (run: TextRun) => void): void {
    const { firstReference, references, referenceTexts } = this.columns;
    let at = this.from(node);
    const last = firstReference[node + 1] ?? 0;
    for (let index = firstReference[node] ?? 0; index < last; index++) {
      const from = references[index * 2] ?? 0;
      const to = references[index * 2 + 1] ?? 0;
      if (from > at) visit({ text: this.source.slice(at, from), from: at, to: from, literal: true });
      visit({ text: referenceTexts[index] ?? '', from, to, literal: false });
      at = to;
    }
    if (this.to(node) > at) visit({ text: this.source.slice(at, this.to(node)), from: at, to: this.to(node), literal: true });
  }

  /** Decoded text of one text node, white space as written. */
  textOf(node: number): string {
    const { firstReference } = this.columns;
    if (firstReference[node] === firstReference[node + 1]) return this.source.slice(this.from(node), this.to(node));
    const parts: string[] = [];
    this.forEachRun(node, (run) => parts.push(run.text));
    return parts.join('');
  }

  /** Decoded text of all text nodes below a node, scripts and the like included only when asked for directly. */
  textContent(node: number): string {
    const parts: string[] = [];
    for (let at = node; at < this.end(node); at++) {
      if (this.isText(at)) parts.push(this.textOf(at));
      else if (at !== node && ((FLAGS[this.tag(at)] ?? 0) & UNSEEN) !== 0) at = this.end(at) - 1;
    }
    return parts.join('');
  }

  private valueOf(index: number): string {
    const decoded = this.columns.decodedValues.get(index);
    return decoded ?? this.source.slice(this.columns.attributes[index * 4 + 2], this.columns.attributes[index * 4 + 3]);
  }
}

function sameName(source: string, from: number, name: string): boolean {
  for (let i = 0; i < name.length; i++) {
    const unit = source.charCodeAt(from + i);
    const lower = unit >= 65 && unit <= 90 ? unit + 32 : unit;
    if (lower !== name.charCodeAt(i)) return false;
  }
  return true;
}

function nameLength(source: string, start: number): number {
  let at = start;
  while (at < source.length && at - start < 64 && !' \t\n\f\r/>'.includes(source.charAt(at))) at++;
  return at - start;
}
