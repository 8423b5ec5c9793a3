import type { Span } from '../page/joined-text.js';
import type { PlannedRemoval } from '../page/plan.js';
import { foldForRules } from './fold.js';
import { splitExtension } from './share-line.js';

/** The lines of a body without the white space around them; empty ones are left out. */
export function linesOf(text: string, { from, to }: Span): Span[] {
  const lines: Span[] = [];
  for (let at = from; at < to; ) {
    const breakAt = text.indexOf('\n', at);
    const end = breakAt < 0 || breakAt > to ? to : breakAt;
    const line = trimmed(text, { from: at, to: end });
    if (line.from < line.to) lines.push(line);
    at = end + 1;
  }
  return lines;
}

function trimmed(text: string, { from, to }: Span): Span {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start] ?? '')) start += 1;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end -= 1;
  return { from: start, to: end };
}

/** Titles that the site prints above the text. One without file type right above the text is the text's own. */
export function titleLinesAbove(text: string, lines: readonly Span[], title: string | null, layoutHasTitle: boolean): PlannedRemoval[] {
  const removals: PlannedRemoval[] = [];
  if (title === null) return removals;
  for (const [index, line] of lines.entries()) {
    const printed = splitExtension(text.slice(line.from, line.to));
    if (!sameTitle(printed.title, title)) break;
    const next = lines[index + 1];
    const again = next !== undefined && sameTitle(splitExtension(text.slice(next.from, next.to)).title, title);
    const isLayout = printed.fileType !== null || again || (layoutHasTitle && next !== undefined && removals.length === 0);
    if (!isLayout) break;
    removals.push({ rule: 'page-title', ...line });
  }
  return removals;
}

/** Whether two printed titles are one, width and blanks aside. */
function sameTitle(a: string, b: string): boolean {
  return plainTitle(a) === plainTitle(b);
}

const plainTitle = (title: string): string =>
  foldForRules(title)
    .replace(/\s+/g, '')
    .replace(/^#{1,6}/, '')
    .replace(/^\d{1,3}[、.]/, '');
