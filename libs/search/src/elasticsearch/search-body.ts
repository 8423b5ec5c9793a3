import type { estypes } from '@elastic/elasticsearch';
import { daysOf, type Facet, MAX_FACET_VALUES, narrowedFacets } from '../request-filters.js';
import type { SearchRequest, SpeechHits } from '../search-index.js';
import type { Dsl } from './dsl.js';

export type Order = 'relevance' | 'newest' | 'oldest';

/** What withdrawn speeches, and those outside a request's days or list, never answer. @throws QuerySyntaxError for a day of no calendar */
export function restrictions(request: SearchRequest): Dsl[] {
  const { from, to } = daysOf(request);
  const ids = request.filters?.speechIds;
  return [
    { term: { live: true } },
    ...(ids ? [{ ids: { values: [...ids] } }] : []),
    ...(from === null ? [] : [{ range: { last_day: { gte: from } } }]),
    ...(to === null ? [] : [{ range: { first_day: { lte: to } } }]),
  ];
}

/** Filters by facet values stand behind the counting, so that a facet's own filter does not narrow its counts. */
export function narrowing(request: SearchRequest, except?: Facet): Dsl {
  const filter = narrowedFacets(request, except).map((facet): Dsl => ({ terms: { [facet]: [...(request.filters?.[facet] ?? [])] } }));
  return { bool: { filter } };
}

/** Days before and after all others, for speeches without a date: they come last, and a cursor can hold the value. */
const FIRST = 0;
const LAST = 99_999_999;

/** Ties are settled by the speech's id, so that pages never overlap. */
export const SORTS: Readonly<Record<Order, estypes.SortCombinations[]>> = {
  relevance: [{ _score: { order: 'desc' } }, { speech_id: { order: 'asc' } }],
  newest: [{ first_day: { order: 'desc', missing: FIRST } }, { speech_id: { order: 'asc' } }],
  oldest: [{ first_day: { order: 'asc', missing: LAST } }, { speech_id: { order: 'asc' } }],
};

export function aggregationsOf(request: SearchRequest): Record<string, estypes.AggregationsAggregationContainer> {
  return Object.fromEntries(
    (request.facets ?? []).map((facet) => {
      const order: Record<string, 'asc' | 'desc'> = facet === 'year' ? { _key: 'desc' } : { _count: 'desc' };
      return [facet, { filter: narrowing(request, facet), aggs: { values: { terms: { field: facet, size: MAX_FACET_VALUES, order } } } }];
    }),
  );
}

interface Counted {
  readonly values: { readonly buckets: readonly { readonly key: string | number; readonly doc_count: number }[] };
}

export function facetsOf(request: SearchRequest, aggregations: Readonly<Record<string, unknown>>): SpeechHits['facets'] {
  return Object.fromEntries(
    (request.facets ?? []).map((facet) => {
      const counted = aggregations[facet] as Counted | undefined;
      return [facet, (counted?.values.buckets ?? []).map(({ key, doc_count: count }) => ({ value: String(key), count }))];
    }),
  );
}
