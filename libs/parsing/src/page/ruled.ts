import type { PageResult, Removal } from '#domain';
import type { RemovedSpan, RuledPage } from '../formats/format.js';

/** A result with what the rules of its site took out before the page was read: removals among the others, in the order of their bytes. */
export function withRuled(result: PageResult, { whole, reasons }: RuledPage, taken: readonly RemovedSpan[]): PageResult {
  const removed = taken.map(({ rule, from, to }) => ({ rule, text: whole.text.slice(from, to), ranges: whole.rangesOf(from, to) }));
  const removals = removed.length === 0 ? result.removals : [...result.removals, ...removed].sort((a, b) => firstByte(a) - firstByte(b));
  const quality = { ...result.quality, reasons: [...new Set([...result.quality.reasons, ...reasons])] };
  return { ...result, removals, quality };
}

const firstByte = ({ ranges }: Removal): number => ranges[0]?.[0] ?? 0;
