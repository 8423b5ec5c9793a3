import type { FoldedText, Range } from './folded-text.js';
import { PhraseMatcher } from './phrase-matcher.js';

/**
 * Where all phrases stand with at most `distance` characters (UTF-16 units) between them all together, in any order; each place as the
 * ranges of its phrases. Only ranges that `within` accepts count.
 */
export function* nearPlaces(
  text: FoldedText,
  phrases: readonly string[],
  distance: number,
  within: (range: Range) => boolean,
): Generator<readonly Range[]> {
  const lists = phrases.map((phrase) => [...new PhraseMatcher([{ kind: 'text', text: phrase }]).occurrences(text)].filter(within));
  if (lists.some((list) => list.length === 0)) return;
  const next = lists.map(() => 0);
  for (;;) {
    const place = lists.map((list, index) => list[next[index] ?? 0]).filter((range) => range !== undefined);
    if (place.length < lists.length) return;
    if (gapIn(place) <= distance) yield place;
    const earliest = Math.min(...place.map(([from]) => from));
    const first = place.findIndex(([from]) => from === earliest);
    next[first] = (next[first] ?? 0) + 1;
  }
}

/** Characters of the stretch from the first to the last phrase that belong to none of them. */
function gapIn(place: readonly Range[]): number {
  const from = Math.min(...place.map(([start]) => start));
  const to = Math.max(...place.map(([, end]) => end));
  return to - from - place.reduce((length, [start, end]) => length + end - start, 0);
}
