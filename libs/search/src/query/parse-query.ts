import { fold } from '#text';
import { bareWord, nearPhrases, quotedPhrase, underHeading } from './leaves.js';
import { lex, type Token } from './lexer.js';
import type { QueryNode, TextField } from './query-node.js';
import { QuerySyntaxError } from './query-syntax-error.js';
import { datesNode, yearsNode } from './ranges.js';

const TEXT_FIELDS = ['title', 'heading', 'speaker'] as const;
const FIELDS = [...TEXT_FIELDS, 'under', 'site', 'kind', 'year', 'date'] as const;
type Field = (typeof FIELDS)[number];

const MAX_TERMS = 100;
const MAX_NESTING = 20;

/**
 * Reads a query as people type it. Null when it is empty: that finds everything. `A OR B C` means A, or both B and C.
 * @throws QuerySyntaxError, and nothing else, whatever the string.
 */
export function parseQuery(query: string): QueryNode | null {
  const tokens = lex(query);
  if (tokens.length === 0) return null;
  const node = new Parser(tokens, query.length).whole();
  if (node) return node;
  throw new QuerySyntaxError('There are no words in this query.', 0, 'Write at least one word; punctuation alone is not searched.');
}

/** What a primary yields: several leaves stand beside each other, none is as if it had not been written. */
class Parser {
  private at = 0;
  private depth = 0;
  private terms = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly end: number,
  ) {}

  whole(): QueryNode | null {
    const node = this.alternatives(null);
    const rest = this.tokens[this.at];
    if (!rest) return node;
    throw new QuerySyntaxError('This bracket closes nothing.', rest.start, 'Remove it, or put quotes around the text it belongs to.');
  }

  private alternatives(field: Field | null): QueryNode | null {
    const nodes = [this.conjunction(field)];
    while (this.peek()?.kind === 'or') {
      this.at += 1;
      nodes.push(this.conjunction(field));
    }
    return combined('or', nodes);
  }

  private conjunction(field: Field | null): QueryNode | null {
    const nodes = [this.factor(field)];
    for (let next = this.peek(); next && next.kind !== 'or' && next.kind !== ')'; next = this.peek()) {
      if (next.kind === 'and') this.at += 1;
      nodes.push(this.factor(field));
    }
    return combined('and', nodes);
  }

  private factor(field: Field | null): QueryNode | null {
    const token = this.peek();
    if (!token || token.kind === 'and' || token.kind === 'or' || token.kind === ')') throw missing(token, this.before(), this.end);
    this.at += 1;
    if (token.kind === 'not') {
      const node = this.nested(token.start, () => this.factor(field));
      return node && { kind: 'not', node };
    }
    if (token.kind === '(') return this.nested(token.start, () => this.group(token.start, field));
    if (token.kind === 'field') return this.fielded(token);
    return this.leaf(token, field);
  }

  private group(start: number, field: Field | null): QueryNode | null {
    const node = this.alternatives(field);
    if (this.peek()?.kind !== ')') throw new QuerySyntaxError('A bracket is not closed.', start, 'Close it with ).');
    this.at += 1;
    return node;
  }

  private fielded({ name, start }: { readonly name: string; readonly start: number }): QueryNode | null {
    const field = FIELDS.find((known) => known === name.toLowerCase());
    if (!field) {
      const hint = `Known are ${FIELDS.join(', ')}. To search for the text itself, put quotes around it.`;
      throw new QuerySyntaxError(`There is no field ${name.slice(0, 40)}.`, start, hint);
    }
    const value = this.peek();
    if (value?.kind !== 'word' && value?.kind !== 'quoted' && value?.kind !== '(') {
      throw new QuerySyntaxError(
        `Nothing follows ${field}:.`,
        start,
        `Write a word, a phrase in quotes or a group in brackets after ${field}:.`,
      );
    }
    return this.factor(field);
  }

  private leaf(token: Token, field: Field | null): QueryNode | null {
    if (token.kind !== 'word' && token.kind !== 'quoted') throw missing(token, this.before(), this.end);
    const near = this.peek();
    if (near?.kind === 'near') this.at += 1;
    const nodes = leaves(token, near?.kind === 'near' ? near : null, field);
    this.terms += Math.max(1, nodes.length);
    if (this.terms > MAX_TERMS) throw new QuerySyntaxError('The query has too many terms.', token.start, `Use at most ${MAX_TERMS}.`);
    return combined('and', nodes);
  }

  private nested<T>(start: number, parse: () => T): T {
    this.depth += 1;
    if (this.depth > MAX_NESTING)
      throw new QuerySyntaxError('The query is nested too deeply.', start, `Use at most ${MAX_NESTING} levels.`);
    const parsed = parse();
    this.depth -= 1;
    return parsed;
  }

  private peek(): Token | undefined {
    return this.tokens[this.at];
  }

  private before(): Token | undefined {
    return this.tokens[this.at - 1];
  }
}

interface Words {
  readonly kind: 'word' | 'quoted';
  readonly text: string;
  readonly start: number;
}

function leaves(words: Words, near: { readonly distance: number; readonly start: number } | null, field: Field | null): QueryNode[] {
  const { text, start } = words;
  const searched = field === null ? 'any' : TEXT_FIELDS.find((known) => known === field);
  if (searched) return textLeaves(words, near, searched);
  if (near) throw new QuerySyntaxError(`A distance has no meaning after ${field}:.`, near.start, 'Leave out the ~ and its number.');
  if (field === 'year') return [yearsNode(text, start)];
  if (field === 'date') return [datesNode(text, start)];
  if (field === 'under') return underHeading(text);
  const value = fold(text)
    .replace(/["“”„「」『』]/g, ' ')
    .trim();
  return value === '' ? [] : [{ kind: field === 'site' ? 'site' : 'kind', value }];
}

function textLeaves({ kind, text, start }: Words, near: { readonly distance: number } | null, field: TextField): QueryNode[] {
  if (near) return nearPhrases(text, near.distance, field, start);
  return kind === 'quoted' ? quotedPhrase(text, field) : bareWord(text, field);
}

/** One node of all, flat; what was nothing is left out, and one alone needs no operator. */
function combined(kind: 'and' | 'or', nodes: readonly (QueryNode | null)[]): QueryNode | null {
  const flat = nodes.flatMap((node) => (node === null ? [] : node.kind === kind ? node.nodes : [node]));
  const [only, second] = flat;
  return second ? { kind, nodes: flat } : (only ?? null);
}

function missing(token: Token | undefined, before: Token | undefined, end: number): QuerySyntaxError {
  const where = token?.start ?? end;
  const hint = 'Write words on both sides of AND and OR and behind NOT or -; to search for these words themselves, put quotes around them.';
  if (before?.kind === '(')
    return new QuerySyntaxError('There is nothing in these brackets.', before.start, 'Write words between them, or remove them.');
  return new QuerySyntaxError('Words are missing here.', where, hint);
}
