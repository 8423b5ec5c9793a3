/** The first and last day, as `YYYY-MM-DD`, of a year, a month or a day. */
export interface DaySpan {
  readonly first: string;
  readonly last: string;
}

const PARTIAL = /^(\d{4})(?:[-/年](\d{1,2})(?:[-/月](\d{1,2})日?)?)?[年月]?$/;

/** Reads `2021`, `2021-03`, `2021-03-05` (also `2021/3/5`, `2021年3月5日`); null when it is no date of the calendar. */
export function daySpan(text: string): DaySpan | null {
  const [, year, month, day] = PARTIAL.exec(text) ?? [];
  if (year === undefined) return null;
  if (month === undefined) return { first: `${year}-01-01`, last: `${year}-12-31` };
  const days = daysIn(Number(year), Number(month));
  if (days === 0 || Number(day ?? 1) < 1 || Number(day ?? 1) > days) return null;
  const start = `${year}-${month.padStart(2, '0')}`;
  return day === undefined
    ? { first: `${start}-01`, last: `${start}-${days}` }
    : { first: `${start}-${day.padStart(2, '0')}`, last: `${start}-${day.padStart(2, '0')}` };
}

/** 0 when there is no such month. */
function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

/** The day after (1) or before (-1) a day of the years 0001 to 9998. */
export function neighbourDay(day: string, step: 1 | -1): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + step);
  return date.toISOString().slice(0, 10);
}

/** The shortest partial date that covers exactly these days, if there is one. */
export function spanAsDate({ first, last }: DaySpan): string | null {
  return (
    [first.slice(0, 4), first.slice(0, 7), first].find((partial) => {
      const span = daySpan(partial);
      return span?.first === first && span.last === last;
    }) ?? null
  );
}
