import { refuseTooLarge } from '../formats/page-size.js';

/** Characters of a line as they are shown, and where they stand in the source. */
export interface Piece {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

interface Token extends Piece {
  /** A run of signs of emphasis that has not found its partner. */
  readonly delimiter: boolean;
}

const TAG = /<\/?(?:br|p|div|span|b|i|u|s|strong|em|center|font|sup|sub|img|a|hr|details|summary|section)(?:\s[^<>]{0,500})?\/?>/iy;
const AUTOLINK = /<((?:https?:\/\/|mailto:)[^\s<>]{1,1000})>/iy;
const ENTITY = /&(?:amp|lt|gt|quot|nbsp|apos|#[0-9]{1,7}|#x[0-9a-f]{1,6});/iy;
const FOOTNOTE = /\[\^[^\s\][]{1,60}\]/y;
const LONGEST_TARGET = 2_000;

/** The shown text of `[from, to)` of a line's source: signs of emphasis, targets of links, pictures and escapes are left out. Linear. */
export function readInline(source: string, from: number, to: number, references: ReadonlySet<string>): Piece[] {
  return new InlineReader(source, from, to, references).read();
}

class InlineReader {
  private readonly tokens: Token[] = [];
  /** Open brackets: the token they stand at, and whether they are a picture's. */
  private readonly brackets: { readonly token: number; readonly picture: boolean }[] = [];
  /** Runs of emphasis that wait for their partner, by sign and length. */
  private readonly openers = new Map<string, number[]>();
  private readonly codeEnds: ReadonlyMap<number, number>;
  /** The next closing parenthesis at or behind the place last asked for. */
  private closeAt = -1;

  constructor(
    private readonly source: string,
    private readonly start: number,
    private readonly end: number,
    private readonly references: ReadonlySet<string>,
  ) {
    this.codeEnds = codeSpans(source, start, end);
  }

  read(): Piece[] {
    for (let at = this.start; at < this.end; ) at = this.step(at);
    return this.tokens.filter(({ text }) => text !== '');
  }

  /** Reads what stands at a place and returns where it ends. */
  private step(at: number): number {
    const sign = this.source[at] ?? '';
    switch (sign) {
      case '\\':
        return this.escape(at);
      case '`':
        return this.code(at);
      case '*':
      case '_':
      case '~':
        return this.emphasis(at, sign);
      case '!':
      case '[':
        return this.bracket(at, sign);
      case ']':
        return this.closeBracket(at);
      case '<':
      case '&':
        return this.markup(at);
      default:
        return this.plain(at);
    }
  }

  private plain(from: number): number {
    let to = from + 1;
    while (to < this.end && !'\\`*_~![]<&'.includes(this.source[to] ?? '')) to += 1;
    this.add(this.source.slice(from, to), from, to);
    return to;
  }

  private add(text: string, from: number, to: number, delimiter = false): void {
    this.tokens.push({ text, from, to, delimiter });
    if (this.tokens.length % 1024 === 0) refuseTooLarge({ pieces: this.tokens.length * 2 });
  }

  private escape(at: number): number {
    const next = this.source[at + 1] ?? '';
    if (at + 1 < this.end && /[!-/:-@[-`{-~]/.test(next)) {
      this.add(next, at + 1, at + 2);
      return at + 2;
    }
    // At the end of a line it is a break.
    if (at + 1 < this.end) this.add('\\', at, at + 1);
    return at + 1;
  }

  private code(at: number): number {
    const end = this.codeEnds.get(at);
    const length = runLength(this.source, at, this.end);
    if (end === undefined) this.add(this.source.slice(at, at + length), at, at + length);
    else this.add(this.source.slice(at + length, end - length), at + length, end - length);
    return end ?? at + length;
  }

  /** Runs pair with the nearest equal run before them; one inside a word is emphasis only if it is made of `*` or `~~`. */
  private emphasis(at: number, sign: string): number {
    const length = runLength(this.source, at, this.end);
    const to = at + length;
    const before = at > this.start ? (this.source[at - 1] ?? ' ') : ' ';
    const after = to < this.end ? (this.source[to] ?? ' ') : ' ';
    const inWord = sign === '_' && isWord(before) && isWord(after);
    const counts = length <= 3 && !inWord && !(sign === '~' && length !== 2);
    const waiting = this.openers.get(sign + length) ?? [];
    const opener = counts && !/\s/.test(before) ? waiting.pop() : undefined;
    if (opener !== undefined) this.tokens[opener] = { text: '', from: at, to: at, delimiter: false };
    else {
      this.add(this.source.slice(at, to), at, to, true);
      if (counts && !/\s/.test(after)) this.openers.set(sign + length, [...waiting.slice(-20), this.tokens.length - 1]);
    }
    return to;
  }

  private bracket(at: number, sign: string): number {
    const picture = sign === '!' && this.source[at + 1] === '[' && at + 1 < this.end;
    if (sign === '!' && !picture) return this.plain(at);
    FOOTNOTE.lastIndex = at;
    const note = picture ? null : FOOTNOTE.exec(this.source);
    if (note) return at + note[0].length;
    this.brackets.push({ token: this.tokens.length, picture });
    const length = picture ? 2 : 1;
    this.add(this.source.slice(at, at + length), at, at + length);
    return at + length;
  }

  private closeBracket(at: number): number {
    const open = this.brackets.pop();
    const end = open ? this.targetEnd(at + 1) : null;
    if (!open || end === null) {
      this.add(']', at, at + 1);
      return at + 1;
    }
    // What stands in a picture's brackets is not shown where the picture is.
    if (open.picture) this.tokens.length = open.token;
    else this.tokens[open.token] = { text: '', from: at, to: at, delimiter: false };
    for (const waiting of this.openers.values()) while ((waiting.at(-1) ?? -1) >= this.tokens.length) waiting.pop();
    return end;
  }

  /** Where the target of a link ends that begins at `at`: in parentheses, or the label of a reference; null for none. */
  private targetEnd(at: number): number | null {
    if (this.source[at] === '(') {
      if (this.closeAt < at) this.closeAt = indexWithin(this.source, ')', at, this.end);
      if (this.closeAt >= this.end || this.closeAt - at > LONGEST_TARGET) return null;
      const inner = this.source.slice(at + 1, this.closeAt);
      const second = inner.includes('(') ? this.source.slice(this.closeAt + 1, Math.min(this.end, this.closeAt + 200)).indexOf(')') : -1;
      return second < 0 ? this.closeAt + 1 : this.closeAt + 2 + second;
    }
    if (this.source[at] !== '[') return null;
    const label = /^\[([^\][]{1,200})\]/.exec(this.source.slice(at, Math.min(this.end, at + 202)));
    return label && this.references.has((label[1] ?? '').toLowerCase()) ? at + label[0].length : null;
  }

  private markup(at: number): number {
    for (const pattern of [TAG, AUTOLINK, ENTITY]) {
      pattern.lastIndex = at;
      const found = pattern.exec(this.source);
      if (!found || at + found[0].length > this.end) continue;
      const to = at + found[0].length;
      if (pattern === AUTOLINK) this.add(found[1] ?? '', at + 1, to - 1);
      if (pattern === ENTITY) this.add(entityText(found[0]), at, to);
      return to;
    }
    this.add(this.source[at] ?? '', at, at + 1);
    return at + 1;
  }
}

const isWord = (sign: string): boolean => /[\p{L}\p{N}]/u.test(sign);

function runLength(source: string, at: number, end: number): number {
  let to = at + 1;
  while (to < end && source[to] === source[at]) to += 1;
  return to - at;
}

function indexWithin(source: string, sign: string, from: number, end: number): number {
  for (let at = from; at < end; at += 1) if (source[at] === sign) return at;
  return end;
}

/** Where the code that begins with a run of backquotes ends, behind the next run of the same length. */
function codeSpans(source: string, start: number, end: number): Map<number, number> {
  const runs: { at: number; length: number }[] = [];
  for (let at = start; at < end; at += 1) {
    if (source[at] !== '`') continue;
    const length = runLength(source, at, end);
    runs.push({ at, length });
    at += length - 1;
  }
  const spans = new Map<number, number>();
  const next = new Map<number, number>();
  for (const { at, length } of runs.reverse()) {
    const partner = next.get(length);
    if (partner !== undefined) spans.set(at, partner + length);
    next.set(length, at);
  }
  return spans;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0', apos: "'" };

function entityText(entity: string): string {
  const name = entity.slice(1, -1).toLowerCase();
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  const known = named[name];
  if (known !== undefined) return known;
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\ufffd';
}
