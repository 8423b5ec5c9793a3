import type { Codec } from '../source/codec.js';
import { codecOfPage, isLead } from './code-pages.js';

/** Bytes in a row that wait to be decoded: a character may take two of them, each printed in its own way. */
export class CharacterRun {
  private readonly values: number[] = [];
  private readonly froms: number[] = [];
  private readonly tos: number[] = [];
  private page = 0;
  private waits = false;
  /** Characters by code page and bytes: there are few, and they come often. */
  private readonly known = new Map<number, string>();

  /** Whether the last byte is the first of two. */
  get waitsForSecond(): boolean {
    return this.waits;
  }

  get isEmpty(): boolean {
    return this.values.length === 0;
  }

  add(value: number, from: number, to: number, page: number): void {
    this.page = page;
    this.waits = !this.waits && isLead(page, value);
    this.values.push(value);
    this.froms.push(from);
    this.tos.push(to);
  }

  /** Hands over the characters of the bytes and forgets them; a first byte without a second one is U+FFFD. */
  flush(write: (text: string, from: number, to: number) => void): void {
    for (let at = 0; at < this.values.length; ) {
      const first = this.values[at] ?? 0;
      const length = isLead(this.page, first) && at + 1 < this.values.length ? 2 : 1;
      write(this.character(first, length === 2 ? (this.values[at + 1] ?? 0) : null), this.froms[at] ?? 0, this.tos[at + length - 1] ?? 0);
      at += length;
    }
    this.values.length = 0;
    this.froms.length = 0;
    this.tos.length = 0;
    this.waits = false;
  }

  private character(first: number, second: number | null): string {
    const key = (this.page * 256 + first) * 257 + (second ?? 256);
    const found = this.known.get(key);
    if (found !== undefined) return found;
    const bytes = second === null ? Uint8Array.of(first) : Uint8Array.of(first, second);
    const codec: Codec | null = codecOfPage(this.page) ?? codecOfPage(1252);
    const text = codec?.decode(bytes) ?? '\ufffd';
    this.known.set(key, text);
    return text;
  }
}
