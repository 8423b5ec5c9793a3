import { CHINESE_DIGITS, readNumber } from '#text';
import type { Span } from '../page/joined-text.js';

const number = `[0-9]{1,4}|[${CHINESE_DIGITS}]{1,5}`;
const footer = new RegExp(`第 ?(${number}) ?页[,/ ]{0,3}共 ?(${number}) ?页|(?<=\\n|^) *共 ?(${number}) ?页 *(?=\\n|$)`, 'g');

/** Page footers that the office printed into a folded text: those that name the page count, when it is known, or one count again and again. */
export function findPageFooters(folded: string, pages: number | null): Span[] {
  if (!folded.includes('页')) return [];
  const found = [...folded.matchAll(footer)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    count: readNumber(match[2] ?? match[3] ?? ''),
  }));
  const known = found.filter(({ count }) => count !== null && count === pages);
  if (known.length > 0) return withStops(folded, known);
  const counts = new Map<number, number>();
  for (const { count } of found) if (count !== null) counts.set(count, (counts.get(count) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most && most[1] >= 3
    ? withStops(
        folded,
        found.filter(({ count }) => count === most[0]),
      )
    : [];
}

/** Where every footer is followed by a full stop, the stop is the footer's own. */
const withStops = (folded: string, footers: readonly Span[]): Span[] =>
  footers.every(({ to }) => folded[to] === '。') ? footers.map(({ from, to }) => ({ from, to: to + 1 })) : [...footers];
