import { firstDate } from '#text';
import type { PageFacts } from '../facts/page-facts.js';
import { dayAlone } from '../../structure/dates/day-alone.js';
import { isoMoment, printedDay } from '../../structure/dates/moments.js';
import { readStated, type Stated } from '../../structure/stated.js';
import type { PageText } from '../page-text.js';
import { TAG } from '../tags.js';
import { type Line, textNodes } from './lines.js';
import { weightOf } from './measures.js';
import { likeness } from './region.js';
import { isDateline } from './rules/particulars.js';
import type { Surroundings } from './surroundings.js';
import { titleParts } from './title-line.js';

/** Lines around the title in which a page prints when it was published. */
const NEAR = 8;
/** Lines below a text in which a page may say the same. */
const NEAR_BELOW = 4;
const MAX_DATE_LINE = 400;
const OPENING_LINES = 6;
const CLOSING_LINES = 2;

/** The title as the page prints it, or the surest name the page gives itself without the name of its site. */
export function titleOf(page: PageText, lines: readonly Line[], titleLine: number, facts: PageFacts): string | null {
  const line = lines[titleLine];
  if (line) return withoutMark(page.text.slice(line.from, line.to).trim());
  const stated = facts.titles[0] ?? null;
  return stated !== null && stated === facts.documentTitle ? withoutSite(stated, facts.site) : stated;
}

/** Some sites print a mark behind each heading that links to it. */
const withoutMark = (title: string): string => title.replace(/\s?[¶§#🔗]$/u, '');

/** A document title is often the work's title and the site's name, parted by a mark. */
function withoutSite(title: string, site: string | null): string {
  const parts = titleParts(title).filter((part) => part !== site);
  const first = parts[0] ?? title;
  if (weightOf(first, 0, first.length) >= 10) return first;
  return parts.reduce((best, part) => (part.length > best.length ? part : best), first);
}

/** Words beside the day a page was published, and beside days of other things that happened to its text. */
const PUBLISHED = /发布|发表|發布|發表|公布|刊发|掲載|公開|게시|등록|publi|veröffentlich|posted|опубликов/i;
const OTHERWISE = /成文|生成|印发|签发|更新|修改|updated|modified|edited|aktualisiert|geändert|mise? à jour/i;

/**
 * The first whole day near the title, below it first: as a time element states it, or as printed; one that is named the day of publication
 * before all, one that is named something else last. A day alone on its line counts only where there is no other, for a short text is signed
 * with one; in brackets it is the day of the speech.
 */
export function printedDate(around: Surroundings, page: PageText, lines: readonly Line[], titleLine: number): string | null {
  if (titleLine < 0) return null;
  const near = [...lines.slice(titleLine + 1, titleLine + 1 + NEAR), ...lines.slice(Math.max(0, titleLine - 3), titleLine)];
  const found: (string | null)[] = [null, null, null, null];
  for (const line of near) {
    if (line.weight > MAX_DATE_LINE || (line.endsSentence && likeness(line) >= 0.7)) continue;
    const text = page.text.slice(line.from, line.to);
    const named = text.search(PUBLISHED);
    const moment = statedMoment(around, page, line) ?? printedDay(text.slice(Math.max(0, named))) ?? printedDay(text);
    if (moment === null || isBracketedDate(page, line)) continue;
    const rank = dateAlone(page, line) !== null ? 2 : named >= 0 ? 0 : OTHERWISE.test(text) ? 3 : 1;
    found[rank] ??= moment;
  }
  return found.find((moment) => moment !== null) ?? null;
}

/** The day in the row of particulars right below a text, where some pages say who wrote it and when. */
export function dateBelow(page: PageText, lines: readonly Line[], last: number): string | null {
  for (const line of lines.slice(last + 1, last + 1 + NEAR_BELOW)) {
    const day = line.linkWeight > line.weight / 2 || !isDateline(page, line) ? null : printedDay(page.text.slice(line.from, line.to));
    if (day !== null && dateAlone(page, line) === null) return day;
  }
  return null;
}

/** What the time elements of a line say for machines. */
function statedMoment(around: Surroundings, page: PageText, line: Line): string | null {
  for (const node of textNodes(page, line)) {
    const time = around.closest(node, TAG.time);
    const stated = time > 0 ? around.tree.attribute(time, 'datetime') : null;
    const moment = stated === null ? null : isoMoment(stated);
    if (moment !== null) return moment;
  }
  return null;
}

/** What labelled lines around the title state of the speech below it. */
export function statedNear(page: PageText, lines: readonly Line[], titleLine: number): Stated {
  const near = titleLine < 0 ? lines.slice(0, NEAR) : lines.slice(Math.max(0, titleLine - 3), titleLine + 1 + NEAR);
  return readStated(near.map(({ from, to }) => page.text.slice(from, to)));
}

/** The date of a speech: alone on a line among the first of the text, in words or numbers, or as a signature among the last. */
export function deliveredDate(page: PageText, kept: readonly Line[]): string | null {
  const opening = kept.slice(0, OPENING_LINES).map((line) => dayAlone(page.text.slice(line.from, line.to)));
  const signed = kept.slice(-CLOSING_LINES).map((line) => signature(page.text.slice(line.from, line.to)));
  return [...opening, ...signed].find((date) => date !== null) ?? null;
}

/** Below a text other forms than these are days of the page, such as that of a next article. */
const signature = (text: string): string | null => (/[年년]|^\D{0,2}\d{4}[-/.]\d/.test(text) ? dayAlone(text) : null);

function withoutBrackets(text: string): string {
  return OPENING_BRACKETS.includes(text.charAt(0)) && ')）〕]'.includes(text.charAt(text.length - 1)) ? text.slice(1, -1).trim() : text;
}

const OPENING_BRACKETS = '(（〔[';

/** The date in numbers that is all a line prints, or null. */
export function dateAlone(page: PageText, line: Line): string | null {
  if (line.weight > MAX_DATE_LINE) return null;
  const text = withoutBrackets(page.text.slice(line.from, line.to).trim());
  const date = firstDate(text);
  return date && date.start === 0 && date.length === text.length ? date.date : null;
}

/** A date alone on its line and in brackets, as the day of a speech is printed above it. */
export function isBracketedDate(page: PageText, line: Line): boolean {
  const text = page.text.slice(line.from, Math.min(line.to, line.from + MAX_DATE_LINE)).trim();
  return text !== '' && OPENING_BRACKETS.includes(text.charAt(0)) && dayAlone(text) !== null;
}

const MAX_SPEAKER = 60;
/** Names of speakers are often spread by blanks. */
const SPREAD = /(?<=\p{Script=Han})\s{1,6}(?=\p{Script=Han})/gu;

/** Who speaks: the short line above the bracketed day at the head of a text, without the blanks that spread it; null without one. */
export function speakerAbove(page: PageText, kept: readonly Line[]): string | null {
  const day = kept.slice(0, OPENING_LINES).findIndex((line) => isBracketedDate(page, line));
  const line = kept[day - 1];
  if (!line || line.weight > MAX_SPEAKER || line.endsSentence) return null;
  const printed = page.text.slice(line.from, line.to).trim();
  return /^[\p{L}\p{M}\s·•.-]{2,60}$/u.test(printed) ? printed.replace(SPREAD, '') : null;
}
