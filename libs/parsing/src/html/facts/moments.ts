import { firstDate } from '#text';
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
export function printedDay(text: string): string | null {
  const named = namedDay(text);
  if (named !== null) return named;
  const date = firstDate(text)?.date ?? null;
  return date?.length === 10 ? date : pointedDay(text);
}

function namedDay(text: string): string | null {
  for (const { 0: year, index } of text.matchAll(YEAR)) {
    const before = text.slice(Math.max(0, index - MAX_BEFORE), index);
    const [, word = '', date = ''] = MONTH_FIRST.exec(before) ?? [];
    const [, otherDate = '', otherWord = ''] = MONTH_SECOND.exec(before) ?? [];
    const found = day(Number(year), monthNamed(word), Number(date)) ?? day(Number(year), monthNamed(otherWord), Number(otherDate));
    if (found !== null) return found;
  }
  return null;
}

/** Parted by strokes, the day stands first in most of the world; where the first number can be a month as well, nobody can tell. */
function pointedDay(text: string): string | null {
  const [, date, month, year] = POINTED.exec(text) ?? [];
  if (year !== undefined) return day(Number(year), Number(month), Number(date));
  const [, firstYear, secondMonth, thirdDay] = YEAR_POINTED.exec(text) ?? [];
  if (firstYear !== undefined) return day(Number(firstYear), Number(secondMonth), Number(thirdDay));
  const [, first, second, last] = STROKED.exec(text) ?? [];
  if (Number(first) > 12) return day(Number(last), Number(second), Number(first));
  return Number(second) > 12 ? day(Number(last), Number(first), Number(second)) : null;
}

function day(year: number, month: number | null, date: number): string | null {
  if (month === null || month < 1 || month > 12 || date < 1 || date > 31 || !isLikelyYear(year)) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

/** Software writes the first year of its calendar where it knows none. */
const isLikelyYear = (year: number): boolean => year >= 1900 && year <= 2099;

const colonZone = (zone: string): string => (zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`);
