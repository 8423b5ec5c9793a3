import { daySpan } from './query/partial-dates.js';
import { QuerySyntaxError } from './query/query-syntax-error.js';
import type { SearchRequest } from './search-index.js';

export const FACETS = ['site', 'kind', 'year'] as const;
export type Facet = (typeof FACETS)[number];

/** Values a facet shows at most. */
export const MAX_FACET_VALUES = 100;

/** `2021-03-05` as 20210305: how engines keep and compare days. */
export const dayNumber = (day: string | null): number | null => (day === null ? null : Number(day.replaceAll('-', '')));

/** The days that the request asks for, both inclusive; null is open. @throws QuerySyntaxError for a day of no calendar */
export function daysOf({ filters = {} }: SearchRequest): { readonly from: number | null; readonly to: number | null } {
  return {
    from: filters.from === undefined ? null : dayNumber(spanOf(filters.from).first),
    to: filters.to === undefined ? null : dayNumber(spanOf(filters.to).last),
  };
}

/** The facets that the request narrows, but for one. */
export const narrowedFacets = ({ filters = {} }: SearchRequest, except?: Facet): Facet[] =>
  FACETS.filter((facet) => facet !== except && filters[facet] !== undefined);

function spanOf(date: string) {
  const span = daySpan(date);
  if (span) return span;
  throw new QuerySyntaxError('This is no date.', 0, 'Write 2021, 2021-03 or 2021-03-15.');
}
