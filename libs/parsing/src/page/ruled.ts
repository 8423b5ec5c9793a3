import type { PageResult, Removal } from '#domain';
import type { RemovedSpan, RuledPage } from '../formats/format.js';

/**
 * A result with what the rules of its site took out before the page was read: removals among the others, in the order of their bytes. Only the
 * family of articles asks where the content is.
 */
export function withRuled(result: PageResult, ruled: RuledPage, taken: readonly RemovedSpan[]): PageResult {
  const { whole, tookAll, lacksContent } = ruled;
  const reasons = new Set(result.quality.reasons);
  if (tookAll) reasons.add('site-rules-took-all');
  if (lacksContent && result.family === 'article') reasons.add('site-content-missing');
  const removed = taken.map(({ rule, from, to }) => ({ rule, text: whole.text.slice(from, to), ranges: whole.rangesOf(from, to) }));
  const removals = removed.length === 0 ? result.removals : [...result.removals, ...removed].sort((a, b) => firstByte(a) - firstByte(b));
  return { ...result, removals, quality: { ...result.quality, reasons: [...reasons] } };
}

const firstByte = ({ ranges }: Removal): number => ranges[0]?.[0] ?? 0;
