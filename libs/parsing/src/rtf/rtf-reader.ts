import type { BlockSpan, RemovedSpan } from '../formats/format.js';
import type { VisibleText } from '../source/visible-text.js';
import { CharacterRun } from './character-run.js';
import { detectPage, pageOfCharset, SYMBOLS } from './code-pages.js';
import { destinationOf, isBeside, isRemoved, isShown } from './destinations.js';
import { type LineKind, RtfLines } from './rtf-lines.js';
import { changedState, type GroupState, initialState } from './rtf-state.js';
import { RtfStyles } from './rtf-styles.js';
import { type RtfHandler, scanRtf } from './scan.js';
import { signOf } from './signs.js';

/** What an RTF file shows, and what it says about itself. */
export interface RtfText {
  readonly visible: VisibleText;
  readonly blocks: readonly BlockSpan[];
  readonly removals: readonly RemovedSpan[];
  readonly author: string | null;
}

/** Groups nested deeper than any program writes are read as the deepest one kept. */
const DEEPEST = 10_000;

/** Reads an RTF file into its visible text. Never fails on broken groups. Linear. */
export function readRtf(bytes: Uint8Array, from: number): RtfText {
  const reader = new RtfReader(bytes);
  scanRtf(bytes, from, reader);
  return reader.finish();
}

class RtfReader implements RtfHandler {
  private readonly lines = new RtfLines();
  private readonly styles = new RtfStyles();
  private readonly run = new CharacterRun();
  private readonly fontPages = new Map<number, number | null>();
  private readonly groups: GroupState[] = [];
  private tooDeep = 0;
  private state: GroupState = initialState;
  private starred = false;
  private documentPage: number | null = null;
  private guessedPage: number | undefined;
  private defaultFont: number | null = null;
  private definedFont = 0;
  /** Tokens of the fallback for a `\u` character that are still to be skipped. */
  private skipped = 0;
  private highSurrogate: { readonly unit: number; readonly from: number; readonly to: number } | null = null;
  private author = '';
  private printedNumber = '';

  constructor(private readonly bytes: Uint8Array) {}

  open(): void {
    this.flush();
    this.skipped = 0;
    this.starred = false;
    if (this.groups.length >= DEEPEST) this.tooDeep += 1;
    else this.groups.push(this.state);
    if (this.state.destination === 'styles') this.styles.begin();
  }

  close(): void {
    this.flush();
    this.skipped = 0;
    this.starred = false;
    if (this.tooDeep > 0) {
      this.tooDeep -= 1;
      return;
    }
    const around = this.groups.pop();
    if (!around) return;
    if (this.state.beside > around.beside) this.lines.endBeside(this.lineKind());
    this.state = around;
  }

  word(name: string, parameter: number | null, from: number, to: number): void {
    const { starred } = this;
    this.starred = false;
    if (this.isFallback(name)) return;
    if (this.enters(name, starred)) return;
    if (name === 'u') {
      this.unicode(parameter ?? 0, from, to);
      return;
    }
    this.flush();
    if (this.defines(name, parameter)) return;
    const changed = changedState(this.state, name, parameter);
    if (changed) this.state = changed;
    else if (isShown(this.state.destination)) this.show(name, from, to);
  }

  symbol(character: string, from: number, to: number): void {
    if (character === '*') {
      this.starred = true;
      return;
    }
    if (this.isFallback('')) return;
    this.flush();
    if (character === '\n' || character === '\r') this.endParagraph();
    else if (character === '\t') this.write('\t', from, to);
    else if ('\\{}'.includes(character)) this.write(character, from, to);
    else if (character === '~') this.write('\u00a0', from, to);
    else if (character === '_') this.write('-', from, to);
  }

  byte(value: number, from: number, to: number): void {
    if (this.skipped > 0) {
      this.skipped -= 1;
      return;
    }
    if (this.highSurrogate) this.flush();
    if (value >= 0x80 || this.run.waitsForSecond) this.run.add(value, from, to, this.page());
    else {
      this.flush();
      if (value >= 0x20 || value === 0x09) this.write(String.fromCharCode(value), from, to);
    }
  }

  finish(): RtfText {
    this.flush();
    const { visible, blocks, removals } = this.lines.finish(this.lineKind());
    return { visible, blocks, removals, author: this.author.trim() || null };
  }

  /** A sign may be a fallback; any other word means that there is none. */
  private isFallback(word: string): boolean {
    if (this.skipped === 0) return false;
    const isSign = word === '' || signOf(word) !== null;
    this.skipped = isSign ? this.skipped - 1 : 0;
    return isSign;
  }

  /** Whether the word says what its group is for. */
  private enters(word: string, starred: boolean): boolean {
    const { state } = this;
    const destination = destinationOf(word, starred, state.destination, state.outer);
    if (destination === null) return false;
    this.flush();
    const outer = destination === 'nothing' && state.destination !== 'nothing' ? state.destination : state.outer;
    const beside = isShown(destination) && isBeside(word, destination) ? 1 : 0;
    if (beside > 0) this.lines.beginBeside(isRemoved(destination) ? destination : null);
    if (destination === 'number') this.printedNumber = '';
    const paragraph = beside > 0 ? { outline: null, style: null } : {};
    this.state = { ...state, ...paragraph, destination, outer, beside: state.beside + beside };
    return true;
  }

  /** Whether the word defines something of the whole file. */
  private defines(word: string, parameter: number | null): boolean {
    const { destination } = this.state;
    if (word === 'ansicpg') this.documentPage = parameter;
    else if (word === 'mac') this.documentPage ??= 10_000;
    else if (word === 'deff') this.defaultFont = parameter;
    else if (destination === 'fonts') {
      if (word === 'f') this.definedFont = parameter ?? 0;
      else if (word === 'fcharset') this.fontPages.set(this.definedFont, pageOfCharset(parameter ?? 0));
      else if (word === 'cpg') this.fontPages.set(this.definedFont, parameter);
    } else if (destination === 'styles') {
      if (word === 's') this.styles.number(parameter ?? 0);
      else if (word === 'outlinelevel') this.styles.outline(changedState(this.state, word, parameter)?.outline ?? null);
      return word === 's' || word === 'outlinelevel';
    } else return false;
    return true;
  }

  private show(word: string, from: number, to: number): void {
    if (['par', 'sect', 'page', 'column', 'line', 'row', 'nestrow'].includes(word)) this.endParagraph();
    else if (word === 'cell' || word === 'nestcell') this.lines.endCell(from, to);
    else {
      const sign = signOf(word);
      if (sign !== null) this.write(sign, from, to);
    }
  }

  private endParagraph(): void {
    if (!isShown(this.state.destination) || this.state.hidden) return;
    this.lines.endLine(this.lineKind());
    this.printedNumber = '';
  }

  /** A row of several cells, an item behind a bullet, or what outline level and style say. */
  private lineKind(): LineKind {
    if (this.lines.isTable) return { kind: 'table', level: null };
    const byStyle = this.styles.kindOf(this.state.outline, this.state.style);
    const bullet = this.printedNumber.trim();
    if (byStyle.kind !== 'paragraph' || bullet === '' || /[\p{L}\p{N}]/u.test(bullet)) return byStyle;
    return { kind: 'listItem', level: this.state.listLevel + 1 };
  }

  private unicode(parameter: number, from: number, to: number): void {
    const unit = parameter & 0xffff;
    const high = this.highSurrogate;
    this.skipped = this.state.fallback;
    if (high && unit >= 0xdc00 && unit < 0xe000) {
      this.highSurrogate = null;
      this.write(String.fromCharCode(high.unit, unit), high.from, to);
      return;
    }
    this.flush();
    if (unit >= 0xd800 && unit < 0xdc00) this.highSurrogate = { unit, from, to };
    else this.write(unit >= 0xdc00 && unit < 0xe000 ? '\ufffd' : String.fromCharCode(unit), from, to);
  }

  private flush(): void {
    const high = this.highSurrogate;
    if (high) {
      this.highSurrogate = null;
      this.write('\ufffd', high.from, high.to);
    }
    if (!this.run.isEmpty) {
      this.run.flush((text, from, to) => {
        this.write(text, from, to);
      });
    }
  }

  /** Text goes where its group says. */
  private write(text: string, from: number, to: number): void {
    const { destination, hidden } = this.state;
    if (destination === 'styles') this.styles.addName(text);
    else if (destination === 'author') this.author = (this.author + text).slice(0, 200);
    else if (isShown(destination) && !hidden) {
      const sign = destination === 'number' && this.isSymbol(text) ? '•' : text;
      if (destination === 'number') this.printedNumber = (this.printedNumber + sign).slice(0, 40);
      this.lines.write(sign, from, to);
    }
  }

  /** Bullets are letters of fonts of pictures, or characters of private use. */
  private isSymbol(text: string): boolean {
    return text.length === 1 && text.trim() !== '' && (/[\uf020-\uf0ff]/.test(text) || this.page() === SYMBOLS);
  }

  private page(): number {
    const font = this.fontPages.get(this.state.font ?? this.defaultFont ?? -1) ?? null;
    if (font !== null) return font;
    if (this.documentPage !== null && this.documentPage !== 1252) return this.documentPage;
    this.guessedPage ??= detectPage(this.bytes) ?? this.documentPage ?? 1252;
    return this.guessedPage;
  }
}
