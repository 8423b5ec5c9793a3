import { CHINESE_DIGITS, readNumber } from './numerals.js';

/** A date as exact as it is printed: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export interface PrintedDate {
  readonly date: string;
  readonly year: number;
  /** Where it stands in the text, in UTF-16 units. */
  readonly start: number;
  readonly length: number;
}

const digit = '[0-9０-９]';
const yearForm = `${digit}{4}|[〇零○一二三四五六七八九]{4}`;
const numberForm = `${digit}{1,2}|[${CHINESE_DIGITS}]{1,3}`;
/** Calendars that count years from a founding or an accession: the year before their first. */
const eras: Readonly<Record<string, number>> = { 民国: 1911, 民國: 1911, 明治: 1867, 大正: 1911, 昭和: 1925, 平成: 1988, 令和: 2018 };
const eraForm = Object.keys(eras).join('|');
const eraYearForm = `${digit}{1,3}|元|[${CHINESE_DIGITS}]{1,4}`;
const pattern = new RegExp(
  `(?<![0-9０-９.])(?:(?:(${yearForm})|(${eraForm})\\s?(${eraYearForm}))\\s?[年년](?:度|\\s?(${numberForm})\\s?[月월](?:份|\\s?(${numberForm})\\s?[日号號일])?)?|(${digit}{4})([-/.])(${digit}{1,2})\\7(${digit}{1,2})(?![0-9.]))`,
  'g',
);

/**
 * All dates of a text, in order, by the common calendar, the Republic's or Japan's eras. Years outside 1900 to 2099 and days no calendar has
 * are none. Linear in the length of the text.
 */
export function findDates(text: string): PrintedDate[] {
  return [...text.matchAll(pattern)].map(readMatch).filter((date) => date !== null);
}

/** The first date of a text, or null. */
export function firstDate(text: string): PrintedDate | null {
  return findDates(text)[0] ?? null;
}

function readMatch(match: RegExpExecArray): PrintedDate | null {
  const [whole, hanYear, era, eraYear, hanMonth, hanDay, year, , month, day] = match;
  const full = era === undefined ? readNumber(hanYear ?? year ?? '') : yearOfEra(era, eraYear ?? '');
  const date = isoDate(full ?? 0, hanMonth ?? month, hanDay ?? day);
  return date === null ? null : { date, year: Number(date.slice(0, 4)), start: match.index, length: whole.length };
}

function yearOfEra(era: string, year: string): number | null {
  const count = year === '元' ? 1 : readNumber(year);
  return count === null || count === 0 ? null : (eras[era] ?? 0) + count;
}

function isoDate(y: number, month: string | undefined, day: string | undefined): string | null {
  if (y < 1900 || y > 2099) return null;
  if (month === undefined) return String(y);
  const m = readNumber(month) ?? 0;
  if (m < 1 || m > 12) return null;
  if (day === undefined) return `${y}-${two(m)}`;
  const d = readNumber(day) ?? 0;
  return d >= 1 && d <= daysIn(y, m) ? `${y}-${two(m)}-${two(d)}` : null;
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const two = (value: number): string => String(value).padStart(2, '0');
