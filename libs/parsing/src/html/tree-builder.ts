import { OpenPath } from './open-path.js';
import { closingOf, ENDS_PARAGRAPH, FLAGS, headingLevel, IN_HEAD, PHRASE, TAG, tagOf, VOID } from './tags.js';
import type { HtmlTree } from './tree.js';
import { TreeColumns } from './tree-columns.js';

const SVG = tagOf('svg');
const MATH = tagOf('math');

const flagsOf = (tag: number): number => FLAGS[tag] ?? 0;

/** Takes the tokenizer's calls and lays the page down as rows in document order, never moving one that is down. */
export class TreeBuilder {
  private readonly columns: TreeColumns;
  private readonly path = new OpenPath((node) => this.columns.endAt(node, this.columns.size));
  /** Open elements below the greatest depth; their content goes to the deepest element that is kept. */
  private folded = 0;
  private pendingTag = 0;
  private pendingName = '';
  /** Where the newest text node ends: stretches and references that touch are one node. -1 after anything else. */
  private textEnd = -1;
  private referenceEnd = -1;

  constructor(
    private readonly source: string,
    maxNodes: number,
  ) {
    this.columns = new TreeColumns(source, maxNodes);
    this.columns.add(TAG.document, 0, 0, 0);
  }

  finish(): HtmlTree {
    this.path.closeAll();
    return this.columns.finish();
  }

  isInForeignContext(): boolean {
    return this.path.isOpen(SVG) || this.path.isOpen(MATH);
  }

  onopentagname(from: number, to: number): void {
    this.pendingName = this.source.slice(from, to).toLowerCase();
    this.pendingTag = tagOf(this.pendingName);
    this.textEnd = -1;
    if (this.folded === 0) this.makeRoomFor(this.pendingTag);
    this.columns.add(this.pendingTag, this.path.node, from - 1, to);
  }

  onattribname(from: number, to: number): void {
    this.columns.startAttribute(from, to);
  }

  onattribdata(from: number, to: number): void {
    this.columns.addToValue(from, to);
  }

  onattribentity(codePoint: number): void {
    this.columns.addDecodedToValue(String.fromCodePoint(codePoint));
  }

  onattribend(): void {
    this.columns.endAttribute();
  }

  onopentagend(end: number): void {
    this.columns.extendNewest(end + 1);
    if ((flagsOf(this.pendingTag) & VOID) === 0) this.open();
  }

  onselfclosingtag(end: number): void {
    this.columns.extendNewest(end + 1);
    if ((flagsOf(this.pendingTag) & VOID) === 0 && !this.isInForeignContext()) this.open();
  }

  onclosetag(from: number, to: number): void {
    this.textEnd = -1;
    if (this.folded > 0) {
      this.folded--;
      return;
    }
    const name = this.source.slice(from, to).toLowerCase();
    const tag = tagOf(name);
    if (tag === TAG.body || tag === TAG.html) return;
    if (headingLevel(tag) > 0) this.path.endHeading();
    else if (!this.path.isOpen(tag)) this.endMissing(tag, from - 2, to);
    else if ((flagsOf(tag) & PHRASE) !== 0) this.path.endPhrase(tag);
    else this.path.endElement(tag, name);
  }

  ontext(from: number, to: number): void {
    if (this.path.tag === TAG.head && !isBlank(this.source, from, to)) this.endHead();
    if (this.textEnd === from) this.columns.extendNewest(to);
    else this.addText(from, to);
    this.textEnd = to;
  }

  ontextentity(codePoint: number, end: number): void {
    const text = String.fromCodePoint(codePoint);
    if (end === this.referenceEnd) this.columns.extendReference(text);
    else this.addReference(end, text);
  }

  private addReference(end: number, text: string): void {
    if (this.path.tag === TAG.head) this.endHead();
    const from = this.source.lastIndexOf('&', end - 1);
    if (this.textEnd === from) this.columns.extendNewest(end);
    else this.addText(from, end);
    this.columns.addReference(from, end, text);
    this.textEnd = end;
    this.referenceEnd = end;
  }

  oncomment(): void {
    this.textEnd = -1;
  }

  oncdata(): void {
    this.textEnd = -1;
  }

  ondeclaration(): void {
    this.textEnd = -1;
  }

  onprocessinginstruction(): void {
    this.textEnd = -1;
  }

  onend(): void {
    this.textEnd = -1;
  }

  private addText(from: number, to: number): void {
    const node = this.columns.add(TAG.text, this.path.node, from, to);
    if (this.path.linked) this.columns.link(node);
  }

  /** The start tag is complete: its element becomes the innermost open one unless it lies too deep. */
  private open(): void {
    if (this.path.full) {
      this.folded++;
      return;
    }
    const node = this.columns.size - 1;
    const isLink = this.pendingTag === TAG.a && this.columns.hasAttribute(node, 'href');
    this.path.open(node, this.pendingTag, this.pendingName, isLink);
  }

  private endHead(): void {
    this.path.close();
    this.textEnd = -1;
  }

  /** Ends the open elements that a start tag cannot stand in. */
  private makeRoomFor(tag: number): void {
    const flags = flagsOf(tag);
    if (this.path.tag === TAG.head && (flags & IN_HEAD) === 0) this.path.close();
    if ((flags & ENDS_PARAGRAPH) !== 0 && this.path.isOpen(TAG.p)) this.path.endElement(TAG.p, 'p');
    if (headingLevel(tag) > 0 && headingLevel(this.path.tag) > 0) this.path.close();
    if (tag === TAG.a && this.path.isOpen(tag)) this.path.endPhrase(tag);
    if (tag === TAG.button && this.path.isOpen(tag)) this.path.endElement(tag, 'button');
    const closing = closingOf(tag);
    if (closing) this.path.endAll(closing.ends, closing.within);
  }

  /** An end tag without its element breaks the line when it is a paragraph's or a line break's, as in browsers, and is nothing otherwise. */
  private endMissing(tag: number, from: number, to: number): void {
    if (tag === TAG.p || tag === TAG.br) this.columns.add(tag, this.path.node, from, to);
  }
}

function isBlank(source: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (source.charCodeAt(at) > 32) return false;
  return true;
}
