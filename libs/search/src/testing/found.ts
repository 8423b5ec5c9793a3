import { parseQuery } from '../query/parse-query.js';
import type { SearchIndex, SearchRequest, SpeechHits } from '../search-index.js';

export function search(index: SearchIndex, query: string, request: Omit<SearchRequest, 'query'> = {}): Promise<SpeechHits> {
  return index.search({ query: parseQuery(query), ...request });
}

/** The numbers of all speeches that a query finds, in their own order. */
export async function found(index: SearchIndex, query: string, request: Omit<SearchRequest, 'query' | 'cursor'> = {}): Promise<number[]> {
  return (await foundInOrder(index, query, request)).sort((a, b) => a - b);
}

/** The numbers of all speeches that a query finds, as the index ranks them, page after page. */
export async function foundInOrder(
  index: SearchIndex,
  query: string,
  request: Omit<SearchRequest, 'query' | 'cursor'> = {},
): Promise<number[]> {
  const numbers: number[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await search(index, query, { size: 100, ...request, ...(cursor ? { cursor } : {}) });
    numbers.push(...page.hits.map(({ speechId }) => Number(speechId.slice(-12))));
    if (page.nextCursor === null && numbers.length !== page.total) throw new Error(`${numbers.length} hits came of ${page.total}`);
    cursor = page.nextCursor;
  } while (cursor);
  return numbers;
}
