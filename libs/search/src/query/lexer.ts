import { foldWidth } from '#text';
import { QuerySyntaxError } from './query-syntax-error.js';
import { slotAt } from './slots.js';

/** A word or a quoted phrase keeps the offset where its text begins, so that slots and mistakes inside it can be named. */
export type Token =
  | { readonly kind: 'word' | 'quoted'; readonly text: string; readonly start: number }
  | { readonly kind: 'near'; readonly distance: number; readonly start: number }
  | { readonly kind: 'field'; readonly name: string; readonly start: number }
  | { readonly kind: 'and' | 'or' | 'not' | '(' | ')'; readonly start: number };

const MAX_QUERY_LENGTH = 2_000;
const MAX_DISTANCE = 1_000;

const OPERATORS: Readonly<Record<string, 'and' | 'or' | 'not'>> = { AND: 'and', OR: 'or', NOT: 'not' };
/** Opening quotation marks with the marks that close them, the fitting one first. */
const QUOTES: Readonly<Record<string, readonly string[]>> = {
  '"': ['"', '”'],
  '“': ['”', '"'],
  '”': ['”', '"'],
  '「': ['」'],
  '『': ['』'],
};
const SPACE = /\s/;
const WORD_END = /[\s"“”「『()]/;
const FIELD = /([A-Za-z]+):(?!\/\/)/y;
const NEAR = /~(\d{1,9})(?![\p{L}\p{N}])/uy;

/**
 * Cuts a query into tokens. Operators, quotes, brackets and colons count in either width. A square bracket that is no slot, and every other
 * character, is part of a word. Linear; throws QuerySyntaxError.
 */
export function lex(query: string): Token[] {
  if (query.length > MAX_QUERY_LENGTH) {
    throw new QuerySyntaxError('The query is too long.', MAX_QUERY_LENGTH, `Use at most ${MAX_QUERY_LENGTH} characters.`);
  }
  return [...new Lexer(foldWidth(query)).tokens()];
}

class Lexer {
  private at = 0;

  constructor(private readonly query: string) {}

  *tokens(): Generator<Token> {
    for (;;) {
      while (SPACE.test(this.query[this.at] ?? '')) this.at += 1;
      const character = this.query[this.at];
      if (character === undefined) return;
      yield* this.tokenAt(character);
    }
  }

  private *tokenAt(character: string): Generator<Token> {
    const start = this.at;
    const field = this.match(FIELD);
    if (field?.[1]) yield { kind: 'field', name: field[1], start };
    else if (character === '(' || character === ')') yield this.single(character);
    else if ((character === '-' || character === '−') && !SPACE.test(this.query[start + 1] ?? ' ')) yield this.single('not');
    else if (QUOTES[character]) yield* this.quoted(QUOTES[character]);
    else yield this.word();
  }

  private single(kind: '(' | ')' | 'not'): Token {
    this.at += 1;
    return { kind, start: this.at - 1 };
  }

  private *quoted(closers: readonly string[]): Generator<Token> {
    const start = this.at + 1;
    const end = closers.map((closer) => this.query.indexOf(closer, start)).find((found) => found >= 0);
    if (end === undefined) {
      throw new QuerySyntaxError('A quotation mark is not closed.', this.at, 'Close it, or leave it out to search for the words.');
    }
    yield { kind: 'quoted', text: this.query.slice(start, end), start };
    this.at = end + 1;
    const near = this.match(NEAR);
    if (near?.[1]) yield { kind: 'near', distance: this.distance(near[1]), start: end + 1 };
  }

  private distance(digits: string): number {
    const distance = Number(digits);
    if (distance <= MAX_DISTANCE) return distance;
    throw new QuerySyntaxError('The distance is too large.', this.at - digits.length, `Use at most ${MAX_DISTANCE} characters.`);
  }

  private word(): Token {
    const start = this.at;
    while (this.at < this.query.length) {
      const slot = slotAt(this.query, this.at);
      if (slot) this.at = slot.end;
      else if (WORD_END.test(this.query[this.at] ?? '')) break;
      else this.at += 1;
    }
    const text = this.query.slice(start, this.at);
    const operator = OPERATORS[text];
    return operator ? { kind: operator, start } : { kind: 'word', text, start };
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.query);
    if (found) this.at = pattern.lastIndex;
    return found;
  }
}
