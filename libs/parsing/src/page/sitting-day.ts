import { firstDate } from '#text';
import type { BlockSpan } from '../formats/format.js';
import { dayAlone } from '../structure/dates/day-alone.js';
import { findDay } from '../structure/dates/moments.js';
import type { SpokenPart } from '../turns/speeches-of-turns.js';

/** Lines at the head of a record among which its day stands. */
const HEAD_LINES = 12;

/** The day of a record: in its title, or alone on a line at its head before anybody speaks; null when neither says it. */
export function sittingDay(text: string, title: string | null, blocks: readonly BlockSpan[], parts: readonly SpokenPart[]): string | null {
  const named = title === null ? null : (findDay(title)?.date ?? firstDate(title)?.date ?? null);
  if (named !== null) return named;
  const first = parts.find(({ speaker }) => speaker !== null)?.blocks[0]?.from ?? 0;
  for (const { from, to } of blocks.slice(0, HEAD_LINES)) {
    if (from >= first) break;
    const day = dayAlone(text.slice(from, to));
    if (day !== null) return day;
  }
  return null;
}
