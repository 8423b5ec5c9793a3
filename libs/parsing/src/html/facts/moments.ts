import { firstDate } from '#text';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})?)?/;
const NAMED_MONTH_FIRST =
  /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(\d{4})\b/i;
const NAMED_MONTH_SECOND =
  /\b(\d{1,2})(?:st|nd|rd|th)?\s{1,3}(?:of\s)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s{1,3}(\d{4})\b/i;

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

/** The first whole day printed in a text: numbers, Chinese forms or English month names. */
export function printedDay(text: string): string | null {
  const named = namedDay(text);
  if (named !== null) return named;
  const date = firstDate(text)?.date ?? null;
  return date?.length === 10 ? date : null;
}

function namedDay(text: string): string | null {
  const first = NAMED_MONTH_FIRST.exec(text);
  if (first) return day(Number(first[3]), first[1], Number(first[2]));
  const second = NAMED_MONTH_SECOND.exec(text);
  return second ? day(Number(second[3]), second[2], Number(second[1])) : null;
}

function day(year: number, month: string | undefined, date: number): string | null {
  const number = MONTHS.indexOf((month ?? '').toLowerCase()) + 1;
  if (number === 0 || date < 1 || date > 31 || year < 1900 || year > 2099) return null;
  return `${year}-${String(number).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

const colonZone = (zone: string): string => (zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`);
