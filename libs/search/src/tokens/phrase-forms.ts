import { fold, type Run, runsOf } from '#text';

/** Tokens that follow each other in one field. An open form goes on: its last token may be the beginning of a longer one. */
export interface PhraseForm {
  readonly tokens: readonly string[];
  readonly open: boolean;
}

export interface PhraseForms {
  /** At least one of these stands in a text that has the phrase. */
  readonly forms: readonly (readonly PhraseForm[])[];
  /** Whether they find exactly the phrase; else they find more. */
  readonly exact: boolean;
}

/**
 * What engines keep of a text, the same for each. A run of n Han characters gives its n-1 bigrams and one closing unigram: a phrase cannot
 * match over punctuation, and single characters can be found by prefix.
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
  // The tokenizer of the embedded engine's table takes every character of our words for part of a word, but for this one.
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

/** The forms of a phrase inside one field, each a list of which all must be found; null when there is nothing but separators. */
export function phraseForms(text: string): PhraseForms | null {
  const runs = [...runsOf(fold(text))];
  if (runs.length === 0) return null;
  const breaks = runs.flatMap((run, index) => (run.kind === 'cjk' && runs[index - 1]?.kind === 'cjk' ? [index] : []));
  if (breaks.length > MAX_BREAKS) return { forms: [runs.map((run) => form([run]))], exact: false };
  return { forms: formsOf(runs, breaks).map((one) => [one]), exact: true };
}

/** All Han runs of these texts, whatever stands between them; null when there is none. */
export function looseForms(texts: readonly string[]): readonly PhraseForm[] | null {
  const runs = texts.flatMap((text) => [...runsOf(fold(text))].filter(({ kind }) => kind === 'cjk'));
  return runs.length === 0 ? null : runs.map((run) => form([run]));
}

/** Words of which the last is not complete yet; null when there is none. */
export function prefixForm(text: string): PhraseForm | null {
  const runs = [...runsOf(fold(text))];
  return runs.length === 0 ? null : form(runs, true);
}

/** Each of these characters somewhere. */
export const characterForms = (characters: readonly string[]): readonly PhraseForm[] =>
  characters.map((character) => ({ tokens: [character], open: true }));

/** Every way to join or part the runs at the breaks: `科技 创新` stands in a text as one run or as two. */
function formsOf(runs: readonly Run[], breaks: readonly number[]): PhraseForm[] {
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
function form(runs: readonly Run[], openWord = false): PhraseForm {
  const last = runs.at(-1);
  const single = last?.kind === 'cjk' && [...last.text].length === 1;
  const tokens = runs.flatMap((run, index) => [...tokensOf(run, single || index < runs.length - 1)]);
  return { tokens, open: single || (openWord && last?.kind === 'word') };
}
