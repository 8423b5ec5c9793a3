import { fold, type Run, runsOf } from '#text';

/**
 * What the full-text table keeps of a text. A run of n Han characters gives its n-1 bigrams and one closing unigram: a phrase cannot match
 * over punctuation, and single characters can be found by prefix.
 */
export function indexTokens(text: string): string {
  const pieces: string[] = [];
  let tokens: string[] = [];
  for (const run of runsOf(fold(text))) {
    for (const token of tokensOf(run, true)) tokens.push(token);
    if (tokens.length < PIECE) continue;
    pieces.push(tokens.join(' '));
    tokens = [];
  }
  return [...pieces, tokens.join(' ')].join(' ');
}

/** So many tokens at least are joined at a time: a text of millions of characters must not become millions of strings at once. */
const PIECE = 4_096;

function* tokensOf(run: Run, closed: boolean): Generator<string> {
  // The tokenizer of the table takes every character of our words for part of a word, but for this one.
  if (run.kind === 'word') return yield run.text.replaceAll("'", '’');
  let before = '';
  for (const character of run.text) {
    if (before !== '') yield before + character;
    before = character;
  }
  if (closed) yield before;
}

/** Up to so many places in a phrase may hold separators or nothing; each doubles the number of forms. */
const MAX_BREAKS = 4;

export interface Match {
  /** An expression of the full-text engine, made of our own tokens only. */
  readonly expression: string;
  /** Whether it finds exactly the phrase; else it finds more. */
  readonly exact: boolean;
}

/** The expression that finds a phrase inside one column; null when there is nothing but separators. */
export function phraseMatch(text: string): Match | null {
  const runs = [...runsOf(fold(text))];
  if (runs.length === 0) return null;
  const breaks = runs.flatMap((run, index) => (run.kind === 'cjk' && runs[index - 1]?.kind === 'cjk' ? [index] : []));
  if (breaks.length > MAX_BREAKS) return { expression: and(runs.map((run) => form([run]))), exact: false };
  return { expression: or(formsOf(runs, breaks)), exact: true };
}

/** Finds texts with all Han runs of these, whatever stands between them; null when there is none. */
export function looseMatch(texts: readonly string[]): string | null {
  const runs = texts.flatMap((text) => [...runsOf(fold(text))].filter(({ kind }) => kind === 'cjk'));
  return runs.length === 0 ? null : and(runs.map((run) => form([run])));
}

/** Finds titles and headings in which the last word is not complete yet. */
export function prefixMatch(text: string): string | null {
  const runs = [...runsOf(fold(text))];
  return runs.length === 0 ? null : form(runs, true);
}

/** Finds texts that have each of these characters somewhere. */
export const charactersMatch = (characters: readonly string[]): string => and(characters.map((character) => `"${character}"*`));

export const and = (expressions: readonly string[]): string =>
  expressions.length === 1 ? `${expressions[0]}` : `(${expressions.join(' AND ')})`;
export const or = (expressions: readonly string[]): string =>
  expressions.length === 1 ? `${expressions[0]}` : `(${expressions.join(' OR ')})`;

/** Every way to join or part the runs at the breaks: `科技 创新` stands in a text as one run or as two. */
function formsOf(runs: readonly Run[], breaks: readonly number[]): string[] {
  return Array.from({ length: 1 << breaks.length }, (_, choice) => {
    const joined = new Set(breaks.filter((_at, bit) => choice & (1 << bit)));
    const parts: Run[] = [];
    for (const [index, run] of runs.entries()) {
      const before = joined.has(index) ? parts.pop() : undefined;
      parts.push(before ? { kind: 'cjk', text: before.text + run.text, start: before.start } : run);
    }
    return form(parts);
  });
}

/** The last Han run stays open: in the text it may go on. One character alone is the beginning of a bigram or the closing unigram. */
function form(runs: readonly Run[], openWord = false): string {
  const last = runs.at(-1);
  const single = last?.kind === 'cjk' && [...last.text].length === 1;
  const tokens = runs.flatMap((run, index) => [...tokensOf(run, single || index < runs.length - 1)]);
  const open = single || (openWord && last?.kind === 'word');
  return `"${tokens.join(' ')}"${open ? '*' : ''}`;
}
