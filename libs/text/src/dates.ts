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
const pattern = new RegExp(
  `(?<![0-9０-９.])(?:(${yearForm})\\s?年(?:度|\\s?(${numberForm})\\s?月(?:份|\\s?(${numberForm})\\s?[日号號])?)?|(${digit}{4})([-/.])(${digit}{1,2})\\5(${digit}{1,2})(?![0-9.]))`,
  'g',
);

/** All dates of a text, in order. Years outside 1900 to 2099 and days no calendar has are none. Linear in the length of the text. */
export function findDates(text: string): PrintedDate[] {
  return [...text.matchAll(pattern)].map(readMatch).filter((date) => date !== null);
}

/** The first date of a text, or null. */
export function firstDate(text: string): PrintedDate | null {
  return findDates(text)[0] ?? null;
}

function readMatch(match: RegExpExecArray): PrintedDate | null {
  const [whole, hanYear, hanMonth, hanDay, year, , month, day] = match;
  const date = isoDate(hanYear ?? year ?? '', hanMonth ?? month, hanDay ?? day);
  return date === null ? null : { date, year: Number(date.slice(0, 4)), start: match.index, length: whole.length };
}

function isoDate(year: string, month: string | undefined, day: string | undefined): string | null {
  const y = readNumber(year) ?? 0;
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
