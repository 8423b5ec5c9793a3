import { nestedTooDeep, unsafeXml } from '../refusals.js';
import { Namespaces } from './namespaces.js';
import { XmlTag } from './xml-tag.js';

/** What happens while a part is read. Names are those of `Namespaces`. */
export interface XmlHandler {
  /** An element begins. `skip` leaves it out with all in it; then it does not close either. */
  open(name: string, tag: XmlTag): 'skip' | undefined;
  /** Text of the element that is open: the bytes `[from, to)`, with entities unless it is `literal`. */
  text?(from: number, to: number, literal: boolean): void;
  /** An element ends, at its end tag or with one around it. */
  close?(name: string): void;
}

/** Deeper than any file that a person wrote. */
const DEEPEST = 1_000;

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;

/**
 * Reads XML in UTF-8 byte by byte, so that each piece of text knows where it stands. Never recurses, allocates nothing for what it skips, and
 * forgives end tags that do not fit. Throws Unprocessable `unsafe-xml` for a DOCTYPE, so no entity can be declared, and `nested-too-deep`.
 */
export function scanXml(source: Uint8Array, handler: XmlHandler): void {
  new XmlScanner(Buffer.from(source.buffer, source.byteOffset, source.byteLength), handler).scan();
}

class XmlScanner {
  private readonly namespaces = new Namespaces();
  private readonly tag = new XmlTag();
  private readonly open: string[] = [];
  /** How many open elements are being left out. */
  private skipped = 0;

  constructor(
    private readonly bytes: Buffer,
    private readonly handler: XmlHandler,
  ) {}

  scan(): void {
    const { bytes } = this;
    for (let at = 0; at < bytes.length; ) {
      const mark = bytes.indexOf(LESS, at);
      this.giveText(at, mark < 0 ? bytes.length : mark, false);
      if (mark < 0) break;
      at = this.readMarkup(mark);
    }
    while (this.open.length > 0) this.close();
  }

  /** Returns where the markup at `at` ends. */
  private readMarkup(at: number): number {
    const next = this.bytes[at + 1];
    if (next === SLASH) return this.endTag(at);
    if (next === 0x3f) return this.after('?>', at + 2);
    return next === 0x21 ? this.declaration(at) : this.startTag(at);
  }

  private declaration(at: number): number {
    if (this.bytes.toString('latin1', at, at + 4) === '<!--') return this.after('-->', at + 4);
    if (this.bytes.toString('latin1', at, at + 9) !== '<![CDATA[') throw unsafeXml();
    const end = this.after(']]>', at + 9);
    this.giveText(at + 9, Math.max(at + 9, end - 3), true);
    return end;
  }

  private endTag(at: number): number {
    if (this.skipped > 0) this.skipped -= 1;
    else if (this.open.length > 0) this.close();
    return this.after('>', at);
  }

  private startTag(at: number): number {
    const { bytes } = this;
    const nameEnd = nameEndAt(bytes, at + 1);
    const end = tagEndAt(bytes, nameEnd);
    const isEmpty = bytes[end - 1] === SLASH;
    if (this.skipped > 0) this.skipped += isEmpty ? 0 : 1;
    else this.openElement(at + 1, nameEnd, end, isEmpty);
    if (this.open.length + this.skipped > DEEPEST) throw nestedTooDeep();
    return end + 1;
  }

  private openElement(from: number, nameEnd: number, end: number, isEmpty: boolean): void {
    this.tag.moveTo(this.bytes, nameEnd, end);
    if (declaresNames(this.bytes, nameEnd, end)) this.namespaces.declare(this.tag.attributes());
    const name = this.namespaces.nameAt(this.bytes, from, nameEnd);
    if (this.handler.open(name, this.tag) === 'skip') this.skipped = isEmpty ? 0 : 1;
    else if (isEmpty) this.handler.close?.(name);
    else this.open.push(name);
  }

  private close(): void {
    const name = this.open.pop() ?? '';
    this.handler.close?.(name);
  }

  private giveText(from: number, to: number, literal: boolean): void {
    if (from < to && this.skipped === 0 && this.open.length > 0) this.handler.text?.(from, to, literal);
  }

  private after(sign: string, from: number): number {
    const found = this.bytes.indexOf(sign, from, 'latin1');
    return found < 0 ? this.bytes.length : found + sign.length;
  }
}

function nameEndAt(bytes: Buffer, from: number): number {
  let at = from;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte <= 0x20 || byte === GREATER || byte === SLASH) break;
  }
  return at;
}

/** Where the `>` of a start tag stands; one inside a quoted value does not end it. */
function tagEndAt(bytes: Buffer, from: number): number {
  let quote = 0;
  let at = from;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (quote !== 0) quote = byte === quote ? 0 : quote;
    else if (byte === GREATER) break;
    else if (byte === 0x22 || byte === 0x27) quote = byte;
  }
  return at;
}

/** Whether ` xmlns` stands in a tag. */
function declaresNames(bytes: Buffer, from: number, to: number): boolean {
  // No tag is shorter that does.
  if (to - from < 10) return false;
  for (let at = from; at < to - 5; at += 1) {
    if ((bytes[at] ?? 0) <= 0x20 && bytes[at + 1] === 0x78 && bytes.toString('latin1', at + 1, at + 6) === 'xmlns') return true;
  }
  return false;
}
