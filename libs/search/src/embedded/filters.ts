import { daySpan } from '../query/partial-dates.js';
import { QuerySyntaxError } from '../query/query-syntax-error.js';
import type { SearchRequest } from '../search-index.js';
import { dayNumber } from './compile.js';
import { allOf, type Sql, sql } from './sql.js';

export const FACETS = ['site', 'kind', 'year'] as const;
export type Facet = (typeof FACETS)[number];

/** The filters that narrow facets as well, as a condition on `meta m`; null when there is none. @throws QuerySyntaxError for a day of no calendar */
export function restrictionOf({ filters = {} }: SearchRequest): Sql | null {
  const conditions: Sql[] = [];
  if (filters.speechIds) conditions.push(inList('speech_id', filters.speechIds));
  if (filters.from !== undefined) conditions.push(sql('m.last_day >= ?', dayNumber(spanOf(filters.from).first)));
  if (filters.to !== undefined) conditions.push(sql('m.first_day <= ?', dayNumber(spanOf(filters.to).last)));
  return conditions.length === 0 ? null : allOf(conditions);
}

/** The filters by facet values, as a condition on `meta m`, but for that of one facet. */
export function narrowing({ filters = {} }: SearchRequest, except?: Facet): Sql {
  const filtered = FACETS.filter((facet) => facet !== except && filters[facet] !== undefined);
  return allOf(filtered.map((facet) => inList(facet, filters[facet] ?? [])));
}

const inList = (column: string, values: readonly (string | number)[]): Sql =>
  sql(`m.${column} in (select value from json_each(?))`, JSON.stringify(values));

function spanOf(date: string) {
  const span = daySpan(date);
  if (span) return span;
  throw new QuerySyntaxError('This is no date.', 0, 'Write 2021, 2021-03 or 2021-03-15.');
}
