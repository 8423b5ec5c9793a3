import type { Line } from '../lines.js';
import { type Chosen, printed, type Rules } from './chosen.js';
import { addLine } from './labels.js';
import { isDateline } from './particulars.js';

const MAX_LABEL = 30;
const MIN_REPEATS = 3;

/** What a discussion prints around each post: when it was written, counters, and the same labels and buttons at every one. */
export function prunePosts({ page, lines, pageType }: Chosen, rules: Rules): void {
  if (pageType !== 'discussion' && pageType !== 'answers') return;
  const labels = new Map<string, Line[]>();
  for (const line of lines) {
    if (rules[line.index] !== null || line.weight > MAX_LABEL || line.endsSentence) continue;
    const text = printed(page, line).trim();
    if (isDateline(page, line) || !/\p{L}/u.test(text)) rules[line.index] = 'byline';
    else addLine(labels, text, line);
  }
  for (const repeats of labels.values()) {
    if (repeats.length >= MIN_REPEATS) for (const line of repeats) rules[line.index] = 'repeated-label';
  }
}
