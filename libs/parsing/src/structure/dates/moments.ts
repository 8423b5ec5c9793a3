import { findDates } from '#text';
import { monthNamed } from './month-names.js';

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})?)?/;
/** What can be a year; a named month stands before it. */
const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/g;
/** Letters in which a day, a month's name and what stands between them fit before the year. */
const MAX_BEFORE = 36;
/** `March 4th, ` before a year; the day may have letters behind it. */
const MONTH_FIRST = /(?<!\p{L})(\p{L}{3,12})\.?\s{1,3}(\d{1,2})(?:\p{L}{2})?,?\s{1,3}$/u;
/** `4 March `, `4. März `, `4 de marzo de `, `the 4th of March ` before a year. */
const MONTH_SECOND = /(?<![\p{L}\d])(\d{1,2})(?:\.|[ºª]|\p{L}{2})?\s{1,3}(?:\p{L}{1,3}\s)?(\p{L}{3,12})\.?,?\s{1,3}(?:\p{L}{1,3}\.?\s)?$/u;
/** `. március 4.`, ` m. kovo 4 d.` behind a year. */
const MONTH_LAST = /^\.?\s(?:m\.\s)?(\p{L}{3,12})\s(\d{1,2})(?!\d)/u;
/** `4.3.2021`: parted by points, with the year behind, the day stands first everywhere. */
const POINTED = /(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)(?![\d.]\d)/;
/** `2021. 3. 4.`, as Korean pages print it. */
const YEAR_POINTED = /(?<![\d.])((?:19|20)\d\d)\.\s?(\d{1,2})\.\s?(\d{1,2})(?!\d|\.\d)/;
const STROKED = /(?<![\d/])(\d{1,2})\/(\d{1,2})\/((?:19|20)\d\d)(?![\d/])/;

/**
 * The moment a machine-readable or printed date states: an ISO instant in UTC when it gives a time with its zone, else `YYYY-MM-DD`; null when
 * it states no whole day.
 */
export function isoMoment(stated: string): string | null {
  const iso = ISO.exec(stated.trim());
  if (iso?.[7] !== undefined) {
    const [, year, month, day, hour, minute, second, zone] = iso;
    const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second ?? '00'}${zone === 'Z' ? zone : colonZone(zone ?? '')}`);
    return Number.isNaN(instant) || !isLikelyYear(Number(year)) ? null : new Date(instant).toISOString();
  }
  return printedDay(stated);
}

/** The first whole day printed in a text: numbers, Chinese forms or a month's name in one of many languages. */
export const printedDay = (text: string): string | null => findDay(text)?.date ?? null;

/** The same with its place. */
export function findDay(text: string): FoundDay | null {
  const named = namedDay(text);
  if (named !== null) return named;
  return findDates(text).find(({ date }) => date.length === 10) ?? pointedDay(text);
}

/** A whole day, `YYYY-MM-DD`, and where it stands in the text. */
export interface FoundDay {
  readonly date: string;
  readonly start: number;
  readonly length: number;
}

function namedDay(text: string): FoundDay | null {
  for (const { 0: year, index } of text.matchAll(YEAR)) {
    const start = Math.max(0, index - MAX_BEFORE);
    const before = text.slice(start, index);
    const first = MONTH_FIRST.exec(before);
    const second = MONTH_SECOND.exec(before);
    const dates = [
      { found: first, month: first?.[1], date: first?.[2] },
      { found: second, month: second?.[2], date: second?.[1] },
    ];
    for (const { found, month, date } of dates) {
      const whole = found === null ? null : day(Number(year), monthNamed(month ?? ''), Number(date));
      if (whole !== null && found !== null) return { date: whole, start: start + found.index, length: index + 4 - start - found.index };
    }
    const last = MONTH_LAST.exec(text.slice(index + 4, index + 4 + MAX_BEFORE));
    const whole = last === null ? null : day(Number(year), monthNamed(last[1] ?? ''), Number(last[2]));
    if (whole !== null && last !== null) return { date: whole, start: index, length: 4 + last[0].length };
  }
  return null;
}

/** Parted by strokes, the day stands first in most of the world; where the first number can be a month as well, nobody can tell. */
function pointedDay(text: string): FoundDay | null {
  const pointed = POINTED.exec(text);
  if (pointed) return placed(pointed, day(Number(pointed[3]), Number(pointed[2]), Number(pointed[1])));
  const yearFirst = YEAR_POINTED.exec(text);
  if (yearFirst) return placed(yearFirst, day(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3])));
  const stroked = STROKED.exec(text);
  if (!stroked) return null;
  const [, first, second, last] = stroked;
  if (Number(first) > 12) return placed(stroked, day(Number(last), Number(second), Number(first)));
  return Number(second) > 12 ? placed(stroked, day(Number(last), Number(first), Number(second))) : null;
}

const placed = (found: RegExpExecArray, date: string | null): FoundDay | null =>
  date === null ? null : { date, start: found.index, length: found[0].length };

function day(year: number, month: number | null, date: number): string | null {
  if (month === null || month < 1 || month > 12 || date < 1 || date > 31 || !isLikelyYear(year)) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

/** Software writes the first year of its calendar where it knows none. */
const isLikelyYear = (year: number): boolean => year >= 1900 && year <= 2099;

const colonZone = (zone: string): string => (zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`);
