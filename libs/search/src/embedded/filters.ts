import { daysOf, type Facet, narrowedFacets } from '../request-filters.js';
import type { SearchRequest } from '../search-index.js';
import { allOf, type Sql, sql } from './sql.js';

/** The filters that narrow facets as well, as a condition on `meta m`; null when there is none. @throws QuerySyntaxError for a day of no calendar */
export function restrictionOf(request: SearchRequest): Sql | null {
  const { from, to } = daysOf(request);
  const conditions: Sql[] = [];
  if (request.filters?.speechIds) conditions.push(inList('speech_id', request.filters.speechIds));
  if (from !== null) conditions.push(sql('m.last_day >= ?', from));
  if (to !== null) conditions.push(sql('m.first_day <= ?', to));
  return conditions.length === 0 ? null : allOf(conditions);
}

/** The filters by facet values, as a condition on `meta m`, but for that of one facet. */
export function narrowing(request: SearchRequest, except?: Facet): Sql {
  return allOf(narrowedFacets(request, except).map((facet) => inList(facet, request.filters?.[facet] ?? [])));
}

const inList = (column: string, values: readonly (string | number)[]): Sql =>
  sql(`m.${column} in (select value from json_each(?))`, JSON.stringify(values));
