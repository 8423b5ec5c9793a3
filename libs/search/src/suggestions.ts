import { fold, runsOf } from '#text';

export interface Suggestion {
  readonly text: string;
  readonly field: 'title' | 'heading';
  readonly speechId: string;
}

/** Longer prefixes are cut here, in UTF-16 units. */
export const MAX_PREFIX = 200;

/** Of these lines those with the words of the prefix: those that begin with them first, then titles, then the shorter. Each text once. */
export function bestSuggestions(lines: Iterable<Suggestion>, prefix: string, limit: number): Suggestion[] {
  const wanted = wordsOf(prefix);
  const texts = new Map<string, { readonly line: Suggestion; readonly rank: readonly number[] }>();
  for (const line of lines) {
    const place = wordsOf(line.text).indexOf(wanted);
    if (place < 0) continue;
    const rank = [place === 0 ? 0 : 1, line.field === 'title' ? 0 : 1, line.text.length];
    const known = texts.get(line.text);
    if (!known || compare(rank, known.rank) < 0) texts.set(line.text, { line, rank });
  }
  const best = [...texts.values()].sort((a, b) => compare(a.rank, b.rank) || (a.line.text < b.line.text ? -1 : 1));
  return best.slice(0, limit).map(({ line: { text, field, speechId } }) => ({ text, field, speechId }));
}

/** Folded, without separators: what people type has none or others. */
const wordsOf = (text: string): string => [...runsOf(fold(text))].map((run) => run.text).join(' ');

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) if (value !== b[index]) return value - (b[index] ?? 0);
  return 0;
}
