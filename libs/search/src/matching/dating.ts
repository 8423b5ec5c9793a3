import { type DaySpan, daySpan } from '../query/partial-dates.js';
import type { SearchEntry } from '../search-index.js';

type Dated = Pick<SearchEntry, 'date' | 'year'>;

/** The days a speech may be of: those of its date, else of its year; null when it has neither. */
export function daySpanOf({ date, year }: Dated): DaySpan | null {
  const known = date === null ? null : daySpan(date);
  return known ?? (year === null ? null : daySpan(String(year).padStart(4, '0')));
}

/** The year of a speech, else that of its date. */
export function yearOf({ date, year }: Dated): number | null {
  if (year !== null) return year;
  const span = date === null ? null : daySpan(date);
  return span && Number(span.first.slice(0, 4));
}
