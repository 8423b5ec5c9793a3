import { Unprocessable } from '#domain';
import { IntList } from './int-list.js';
import { HtmlTree } from './tree.js';

const MAX_ATTRIBUTES = 64;
/** A value with character references is decoded up to here; one without is never copied at all. */
const MAX_DECODED_VALUE = 65_536;

/** The rows of a tree while the page is being read. */
export class TreeColumns {
  private readonly tags: IntList;
  private readonly parents: IntList;
  private readonly ends: IntList;
  private readonly from: IntList;
  private readonly to: IntList;
  private readonly linked: IntList;
  private readonly firstAttribute: IntList;
  private readonly firstReference: IntList;
  /** Four numbers per attribute: name from, name to, value from, value to. */
  private readonly attributes: IntList;
  private readonly decodedValues = new Map<number, string>();
  private readonly references = new IntList(64);
  private readonly referenceTexts: string[] = [];
  private readonly value = new ValueParts();

  constructor(
    private readonly source: string,
    private readonly maxNodes: number,
  ) {
    const guess = Math.min(100_000, source.length >> 4);
    this.tags = new IntList(guess);
    this.parents = new IntList(guess);
    this.ends = new IntList(guess);
    this.from = new IntList(guess);
    this.to = new IntList(guess);
    this.linked = new IntList(guess);
    this.firstAttribute = new IntList(guess);
    this.firstReference = new IntList(guess);
    this.attributes = new IntList(guess * 2);
  }

  get size(): number {
    return this.tags.length;
  }

  /** Adds a node as the last child of its parent and returns its number. */
  add(tag: number, parent: number, from: number, to: number): number {
    if (this.tags.length >= this.maxNodes) {
      throw new Unprocessable('page-too-large', `The page has more than ${this.maxNodes} elements and pieces of text.`);
    }
    const node = this.tags.push(tag);
    this.parents.push(parent);
    this.ends.push(node + 1);
    this.from.push(from);
    this.to.push(to);
    this.linked.push(0);
    this.firstAttribute.push(this.attributes.length >> 2);
    this.firstReference.push(this.references.length >> 1);
    return node;
  }

  /** Moves the end of the newest node's own source. */
  extendNewest(to: number): void {
    this.to.set(this.to.length - 1, to);
  }

  endAt(node: number, end: number): void {
    this.ends.set(node, end);
  }

  link(node: number): void {
    this.linked.set(node, 1);
  }

  /** Attributes belong to the newest node; those beyond 64 are dropped. */
  startAttribute(from: number, to: number): void {
    this.value.clear();
    if ((this.attributes.length >> 2) - this.firstAttribute.at(this.size - 1) >= MAX_ATTRIBUTES) {
      this.value.ignored = true;
      return;
    }
    for (const offset of [from, to, to, to]) this.attributes.push(offset);
  }

  addToValue(from: number, to: number): void {
    this.value.add(this.source, from, to);
  }

  addDecodedToValue(text: string): void {
    this.value.addDecoded(this.source, text);
  }

  endAttribute(): void {
    if (!this.value.ignored) this.keepValue();
    this.value.clear();
  }

  hasAttribute(node: number, name: string): boolean {
    for (let row = this.firstAttribute.at(node) * 4; row < this.attributes.length; row += 4) {
      const from = this.attributes.at(row);
      const to = this.attributes.at(row + 1);
      if (to - from === name.length && this.source.slice(from, to).toLowerCase() === name) return true;
    }
    return false;
  }

  /** A character reference of the newest node, which is a text. */
  addReference(from: number, to: number, text: string): void {
    this.references.push(from);
    this.references.push(to);
    this.referenceTexts.push(text);
  }

  /** One reference can stand for two code points. */
  extendReference(text: string): void {
    this.referenceTexts.push((this.referenceTexts.pop() ?? '') + text);
  }

  finish(): HtmlTree {
    this.endAt(0, this.size);
    this.firstAttribute.push(this.attributes.length >> 2);
    this.firstReference.push(this.references.length >> 1);
    return new HtmlTree(this.source, {
      tags: this.tags.filled(),
      parents: this.parents.filled(),
      ends: this.ends.filled(),
      from: this.from.filled(),
      to: this.to.filled(),
      linked: this.linked.filled(),
      firstAttribute: this.firstAttribute.filled(),
      firstReference: this.firstReference.filled(),
      attributes: this.attributes.filled(),
      decodedValues: this.decodedValues,
      references: this.references.filled(),
      referenceTexts: this.referenceTexts,
    });
  }

  private keepValue(): void {
    const row = this.attributes.length - 4;
    if (this.value.from >= 0) {
      this.attributes.set(row + 2, this.value.from);
      this.attributes.set(row + 3, this.value.to);
    }
    const decoded = this.value.decoded();
    if (decoded !== null) this.decodedValues.set(row >> 2, decoded);
  }
}

/** The value of the attribute being read: a stretch of source, or parts once it holds a character reference. */
class ValueParts {
  from = -1;
  to = -1;
  ignored = false;
  private parts: string[] | null = null;
  private length = 0;

  clear(): void {
    this.from = -1;
    this.to = -1;
    this.ignored = false;
    this.parts = null;
    this.length = 0;
  }

  add(source: string, from: number, to: number): void {
    if (this.from < 0) this.from = from;
    this.to = to;
    if (this.parts) this.push(source.slice(from, to));
  }

  addDecoded(source: string, text: string): void {
    if (!this.parts) {
      this.parts = [];
      if (this.from >= 0) this.push(source.slice(this.from, this.to));
    }
    this.push(text);
  }

  decoded(): string | null {
    return this.parts?.join('') ?? null;
  }

  private push(part: string): void {
    if (this.ignored || this.length > MAX_DECODED_VALUE) return;
    this.length += part.length;
    this.parts?.push(part);
  }
}
