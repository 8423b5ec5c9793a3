import { type Facet, MAX_FACET_VALUES } from '../request-filters.js';
import type { SearchRequest, SpeechHits } from '../search-index.js';
import { narrowing } from './filters.js';
import type { Statements } from './sql.js';

/** Counts over `temp.hits`, each facet without its own filter. Years newest first, others most frequent first. */
export function facetCounts(statements: Statements, request: SearchRequest): SpeechHits['facets'] {
  return Object.fromEntries((request.facets ?? []).map((facet) => [facet, countsOf(statements, request, facet)]));
}

function countsOf(statements: Statements, request: SearchRequest, facet: Facet) {
  const { text, values } = narrowing(request, facet);
  const rows = statements.all<{ value: string | number; count: number }>({
    text: `select m.${facet} as value, count(*) as count from temp.hits h join meta m on m.id = h.id
      where m.${facet} is not null and ${text} group by 1 order by ${facet === 'year' ? '1 desc' : '2 desc, 1'} limit ${MAX_FACET_VALUES}`,
    values,
  });
  return rows.map(({ value, count }) => ({ value: String(value), count }));
}
