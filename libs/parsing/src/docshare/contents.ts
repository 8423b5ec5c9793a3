import type { Span } from '../page/joined-text.js';
import { titleAtStart } from '../structure/titles.js';

/** A table of contents: where it stands, and what its lines name, if it has lines. */
export interface Contents extends Span {
  readonly entries: readonly string[];
}

/** Longest table of contents, and longest words by which its first entry is known again, in UTF-16 units. */
const LONGEST = 3000;
const LONGEST_WORDS = 12;

/** Numbers, page numbers and the dots between them. */
const entryNumbers = /[ \n\t]*(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）、.．]|第[0-9一二三四五六七八九十]{1,3}[章节篇部][分]?)[ \n\t]*/y;

/**
 * A table of contents at the head of a folded text, below its title: `目录`, entries with the numbers of their pages, and then the first entry
 * once more as the heading or title it names. Null without one.
 */
export function findContents(text: string, title: string): Contents | null {
  const from = titleAtStart(text, title);
  const label = /^\s*目 ?[录次][:：]?\s*/.exec(text.slice(from, from + 20));
  if (!label) return null;
  const begins = from + label[0].length;
  entryNumbers.lastIndex = begins;
  const wordsAt = begins + (entryNumbers.exec(text)?.[0].length ?? 0);
  const words =
    /^[^0-9.…·。\n]{4,40}/
      .exec(text.slice(wordsAt, wordsAt + 60))?.[0]
      .trim()
      .slice(0, LONGEST_WORDS) ?? '';
  if (words.length < 4) return null;
  const end = lastEntryEnd(text, words, wordsAt);
  if (end === null) return null;
  const numbers = text.slice(begins, wordsAt).trim();
  const to = numbers !== '' && text.slice(0, end).trimEnd().endsWith(numbers) ? text.slice(0, end).trimEnd().length - numbers.length : end;
  return { from: from + label[0].search(/\S/), to, entries: entriesOf(text.slice(begins, to)) };
}

/** What each line names, without numbers; nothing where the lines are lost. */
function entriesOf(printed: string): string[] {
  const lines = printed.split('\n').map((line) => line.trim());
  const named = lines
    .filter((line) => line !== '')
    .map((line) => line.replace(/^[(（]?[0-9一二三四五六七八九十]{1,3}[)）、.．]\s{0,4}/, ''));
  return named
    .map((line) => /^(.*?[^\s0-9.…·])[\s.…·]{0,200}[0-9]{0,4}$/.exec(line.slice(0, 260))?.[1] ?? '')
    .filter((line) => line.length > 3);
}

/** Where the words stand again behind a page number or on a new line, before the first sentence ends. */
function lastEntryEnd(text: string, words: string, wordsAt: number): number | null {
  const stop = text.indexOf('。', wordsAt);
  const limit = Math.min(wordsAt + LONGEST, stop < 0 ? text.length : stop);
  let found: number | null = null;
  for (let at = text.indexOf(words, wordsAt + words.length); at >= 0 && at < limit; at = text.indexOf(words, at + words.length)) {
    const before = text.slice(wordsAt, at).replace(/[(（]?[0-9一二三四五六七八九十]{1,3}[)）、.．]\s*$|\s+$/, '');
    if (/[0-9…]\s*$/.test(before) || text[at - 1] === '\n') found = at;
  }
  const entries = found === null ? [] : (text.slice(wordsAt, found).match(/[0-9]+(?=\s|\D|$)/g) ?? []);
  return entries.length > 1 ? found : null;
}
