import { printable } from './width.js';

type Range = readonly [from: number, to: number];

/** Printable text with each marked range passed through `mark`, in order; overlaps are marked once. */
export function marked(text: string, marks: readonly Range[], mark: (piece: string) => string): string {
  let result = '';
  let at = 0;
  for (const [from, to] of [...marks].sort((a, b) => a[0] - b[0])) {
    const start = Math.max(at, from);
    if (to <= start) continue;
    result += printable(text.slice(at, start)) + mark(printable(text.slice(start, to)));
    at = to;
  }
  return result + printable(text.slice(at));
}
