import type { RemovedSpan } from '../../formats/format.js';
import type { PageText } from '../page-text.js';
import { TAG } from '../tags.js';
import { type Line, trimmed } from './lines.js';
import type { Surroundings } from './surroundings.js';

/** Letters of a mark such as `¶`, `#` or `§`. */
const MAX_MARK = 3;

/** The signs at the ends of a heading that only link to the heading itself. */
export function permalinksOf(around: Surroundings, page: PageText, line: Line): RemovedSpan[] {
  if (around.tree.headingLevel(line.block) === 0) return [];
  const spans: RemovedSpan[] = [];
  for (let segment = line.firstSegment; segment < line.endSegment; segment++) {
    if (!isPermalink(around, page, segment)) continue;
    const { from, to } = trimmed(page.text, { from: page.segmentStart(segment), to: Math.min(page.segmentEnd(segment), line.to) });
    spans.push({ rule: 'permalink', from, to });
  }
  const own = trimmed(page.text, line);
  return spans.filter(({ from, to }) => (from === own.from) !== (to === own.to));
}

/** A line without the signs at its ends. */
export function withoutPermalinks(page: PageText, line: Line, permalinks: readonly RemovedSpan[]): { from: number; to: number } {
  let { from, to } = trimmed(page.text, line);
  for (const sign of permalinks) {
    if (sign.from === from) from = sign.to;
    else to = sign.from;
  }
  return trimmed(page.text, { from, to });
}

function isPermalink(around: Surroundings, page: PageText, segment: number): boolean {
  const node = page.segmentNode(segment);
  const sign = page.text.slice(page.segmentStart(segment), page.segmentEnd(segment)).trim();
  if (sign === '' || sign.length > MAX_MARK || /[\p{L}\p{N}]/u.test(sign) || !around.tree.isLinked(node)) return false;
  return /^#./.test(around.tree.attribute(around.closest(node, TAG.a), 'href') ?? '');
}
