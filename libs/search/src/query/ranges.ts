import { daySpan, neighbourDay } from './partial-dates.js';
import type { DatesNode, YearsNode } from './query-node.js';
import { QuerySyntaxError } from './query-syntax-error.js';

const YEAR_HINT = 'Write year:2021, year:2019..2021, year:>=2019 or year:..2021.';
const DATE_HINT = 'Write date:2021-03, date:2021-03..2021-06, date:>2021-03 or date:<=2021-03-15.';

type Comparison = '>' | '>=' | '<' | '<=' | '..' | '=';
interface Range {
  readonly comparison: Comparison;
  readonly left: string;
  readonly right: string;
}

/** Takes `>2021`, `2019..2021`, `..2021` or `2021` apart. */
function rangeOf(value: string): Range {
  const text = value.replace(/\s+/g, '');
  const [, comparison, operand] = /^(>=|<=|>|<|=)(.*)$/s.exec(text) ?? [];
  if (comparison !== undefined) return { comparison: comparison as Comparison, left: operand ?? '', right: '' };
  const [left = '', right] = text.split(/\.\.+|…+/, 2);
  return right === undefined ? { comparison: '=', left, right: '' } : { comparison: '..', left, right };
}

/** `year:` with this value. Throws QuerySyntaxError at the position. */
export function yearsNode(value: string, position: number): YearsNode {
  const { comparison, left, right } = rangeOf(value);
  const year = (text: string, step = 0): number => {
    const number = /^\d{4}年?$/.test(text) ? Number.parseInt(text, 10) + step : -1;
    if (number >= 0 && number <= 9999) return number;
    throw new QuerySyntaxError('This is no year.', position, YEAR_HINT);
  };
  if (comparison === '>') return { kind: 'years', from: year(left, 1), to: null };
  if (comparison === '>=') return { kind: 'years', from: year(left), to: null };
  if (comparison === '<') return { kind: 'years', from: null, to: year(left, -1) };
  if (comparison === '<=') return { kind: 'years', from: null, to: year(left) };
  if (comparison === '=') return { kind: 'years', from: year(left), to: year(left) };
  return ordered({ kind: 'years', ...ends(left, right, year, year, position, YEAR_HINT) }, position, YEAR_HINT);
}

/** `date:` with this value; a partial date covers all its days. Throws QuerySyntaxError at the position. */
export function datesNode(value: string, position: number): DatesNode {
  const { comparison, left, right } = rangeOf(value);
  const span = (text: string) => {
    const days = daySpan(text);
    if (days && days.first >= '0001-01-02' && days.last <= '9999-12-30') return days;
    throw new QuerySyntaxError('This is no date.', position, DATE_HINT);
  };
  if (comparison === '>') return { kind: 'dates', from: neighbourDay(span(left).last, 1), to: null };
  if (comparison === '>=') return { kind: 'dates', from: span(left).first, to: null };
  if (comparison === '<') return { kind: 'dates', from: null, to: neighbourDay(span(left).first, -1) };
  if (comparison === '<=') return { kind: 'dates', from: null, to: span(left).last };
  if (comparison === '=') return { kind: 'dates', from: span(left).first, to: span(left).last };
  const range = ends(
    left,
    right,
    (text) => span(text).first,
    (text) => span(text).last,
    position,
    DATE_HINT,
  );
  return ordered({ kind: 'dates', ...range }, position, DATE_HINT);
}

function ends<T>(left: string, right: string, first: (text: string) => T, last: (text: string) => T, position: number, hint: string) {
  if (left === '' && right === '') throw new QuerySyntaxError('This range has no ends.', position, hint);
  return { from: left === '' ? null : first(left), to: right === '' ? null : last(right) };
}

function ordered<T extends YearsNode | DatesNode>(node: T, position: number, hint: string): T {
  if (node.from === null || node.to === null || node.from <= node.to) return node;
  throw new QuerySyntaxError('This range ends before it begins.', position, hint);
}
