import { firstDate } from '#text';
import type { PageFacts } from '../facts/page-facts.js';
import { printedDay } from '../facts/moments.js';
import type { PageText } from '../page-text.js';
import type { Line } from './lines.js';
import { weightOf } from './measures.js';
import { titleParts } from './title-line.js';

/** Lines around the title in which a page prints when it was published. */
const NEAR = 8;
const MAX_DATE_LINE = 400;
const OPENING_LINES = 6;
const CLOSING_LINES = 2;

/** The title as the page prints it, or the surest name the page gives itself without the name of its site. */
export function titleOf(page: PageText, lines: readonly Line[], titleLine: number, facts: PageFacts): string | null {
  const line = lines[titleLine];
  if (line) return page.text.slice(line.from, line.to).trim();
  const stated = facts.titles[0] ?? null;
  return stated !== null && stated === facts.documentTitle ? withoutSite(stated, facts.site) : stated;
}

/** A document title is often the work's title and the site's name, parted by a mark. */
function withoutSite(title: string, site: string | null): string {
  const parts = titleParts(title).filter((part) => part !== site);
  const first = parts[0] ?? title;
  if (weightOf(first, 0, first.length) >= 10) return first;
  return parts.reduce((best, part) => (part.length > best.length ? part : best), first);
}

/** The first whole day printed near the title, above its text first below and then above it. */
export function printedDate(page: PageText, lines: readonly Line[], titleLine: number): string | null {
  if (titleLine < 0) return null;
  const near = [...lines.slice(titleLine + 1, titleLine + 1 + NEAR), ...lines.slice(Math.max(0, titleLine - 3), titleLine)];
  for (const line of near) {
    const day = line.weight > MAX_DATE_LINE ? null : printedDay(page.text.slice(line.from, line.to));
    if (day !== null) return day;
  }
  return null;
}

function withoutBrackets(text: string): string {
  return '(（〔['.includes(text.charAt(0)) && ')）〕]'.includes(text.charAt(text.length - 1)) ? text.slice(1, -1).trim() : text;
}

/** The date of a speech: alone on a line, in brackets or not, among the first lines of the text or the last. */
export function deliveredDate(page: PageText, kept: readonly Line[]): string | null {
  for (const line of [...kept.slice(0, OPENING_LINES), ...kept.slice(-CLOSING_LINES)]) {
    if (line.weight > MAX_DATE_LINE) continue;
    const text = withoutBrackets(page.text.slice(line.from, line.to).trim());
    const date = firstDate(text);
    if (date && date.start === 0 && date.length === text.length) return date.date;
  }
  return null;
}
