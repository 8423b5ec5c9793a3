import { firstDate } from '#text';
import { monthNamed } from './month-names.js';

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})?)?/;
/** `March 4th, 2021`; the day may have letters behind it. */
const MONTH_FIRST = /(?<!\p{L})(\p{L}{3,12})\.?\s{1,3}(\d{1,2})(?:\p{L}{2})?,?\s{1,3}(\d{4})(?!\d)/gu;
/** `4 March 2021`, `4. März 2021`, `4 de marzo de 2021`, `the 4th of March 2021`. */
const MONTH_SECOND =
  /(?<![\p{L}\d])(\d{1,2})(?:\.|[ºª]|\p{L}{2})?\s{1,3}(?:\p{L}{1,3}\s)?(\p{L}{3,12})\.?,?\s{1,3}(?:\p{L}{1,3}\.?\s)?(\d{4})(?!\d)/gu;
/** `4.3.2021`: parted by points, with the year behind, the day stands first everywhere. */
const POINTED = /(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)(?![\d.]\d)/;

/**
 * The moment a machine-readable or printed date states: an ISO instant in UTC when it gives a time with its zone, else `YYYY-MM-DD`; null when
 * it states no whole day.
 */
export function isoMoment(stated: string): string | null {
  const iso = ISO.exec(stated.trim());
  if (iso?.[7] !== undefined) {
    const [, year, month, day, hour, minute, second, zone] = iso;
    const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second ?? '00'}${zone === 'Z' ? zone : colonZone(zone ?? '')}`);
    return Number.isNaN(instant) ? null : new Date(instant).toISOString();
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
  if (!/\d{4}/.test(text)) return null;
  for (const [, month = '', date, year] of text.matchAll(MONTH_FIRST)) {
    const found = day(Number(year), monthNamed(month), Number(date));
    if (found !== null) return found;
  }
  for (const [, date, month = '', year] of text.matchAll(MONTH_SECOND)) {
    const found = day(Number(year), monthNamed(month), Number(date));
    if (found !== null) return found;
  }
  return null;
}

function pointedDay(text: string): string | null {
  const [, date, month, year] = POINTED.exec(text) ?? [];
  return year === undefined ? null : day(Number(year), Number(month), Number(date));
}

function day(year: number, month: number | null, date: number): string | null {
  if (month === null || month < 1 || month > 12 || date < 1 || date > 31 || year < 1900 || year > 2099) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

const colonZone = (zone: string): string => (zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`);
