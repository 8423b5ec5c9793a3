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
  const folded = fold(text);
  const tokens = new TokenLine(folded.length);
  for (const run of runsOf(folded)) {
    if (run.kind === 'word') tokens.addWord(run.text);
    else tokens.addPairs(run.text);
  }
  return tokens.text();
}

const BLANK = 0x20;

/** Tokens with a blank behind each, as units in one piece of memory: one string for each of them took longer than finding them. */
class TokenLine {
  private readonly units: Uint16Array;
  private length = 0;

  /** No token takes more than three units for one of the text: two for a pair, and the blank. */
  constructor(textLength: number) {
    this.units = new Uint16Array(3 * textLength);
  }

  addWord(word: string): void {
    this.add(tokenOfWord(word), 0, word.length);
  }

  /** What `tokensOf` gives for a closed run of Han characters. */
  addPairs(run: string): void {
    let before = 0;
    for (let at = 0; at < run.length; ) {
      const size = widthAt(run, at);
      if (before > 0) this.add(run, at - before, at + size);
      before = size;
      at += size;
    }
    this.add(run, run.length - before, run.length);
  }

  text(): string {
    const { buffer, byteOffset } = this.units;
    return Buffer.from(buffer, byteOffset, 2 * Math.max(0, this.length - 1)).toString('utf16le');
  }

  private add(text: string, from: number, to: number): void {
    for (let at = from; at < to; at += 1) this.units[this.length++] = text.charCodeAt(at);
    this.units[this.length++] = BLANK;
  }
}

/** Units of the character that begins here. */
const widthAt = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

/** The tokenizer of the embedded engine's table takes every character of our words for part of a word, but for this one. */
const tokenOfWord = (word: string): string => word.replaceAll("'", '’');

function* tokensOf(run: Run, closed: boolean): Generator<string> {
  if (run.kind === 'word') return yield tokenOfWord(run.text);
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
