import { z } from 'zod';
import { SPEECH_KINDS } from '#domain';
import { parseQuery, type QueryNode, type SearchRequest } from '#search';
import { cleanText, cursor, oneOrMore, pageSize, partialDate, strict } from '../http/schemas.js';

const FACETS = ['site', 'kind', 'year'] as const;
export const SORTS = ['relevance', 'newest', 'oldest'] as const;
const MAX_QUERY = 1_000;
const NO_YEAR = 'is not a year; write one such as 2021';

const filters = {
  q: cleanText(MAX_QUERY).optional().describe('Query language: phrases, AND, OR, NOT, fields. Without it everything is found.'),
  from: partialDate.optional().describe('Delivered in or after: 2021, 2021-03 or 2021-03-15.'),
  to: partialDate.optional().describe('Delivered in or before.'),
  site: oneOrMore(cleanText(253)).optional().describe('One or several sites.'),
  kind: oneOrMore(cleanText(40)).optional(),
  year: oneOrMore(z.coerce.number(NO_YEAR).int(NO_YEAR).min(0, NO_YEAR).max(9_999, NO_YEAR)).optional(),
  under: cleanText(200).optional().describe('Inside a section whose heading has this text.'),
  sort: z.enum(SORTS).optional().describe('Default relevance; without a query newest.'),
  cursor: cursor.optional(),
  size: pageSize(100, 10),
};

export const searchQuery = strict({
  ...filters,
  facets: oneOrMore(cleanText(100)).optional().describe('Any of site, kind, year; also as one list with commas.'),
}).transform(({ facets, ...query }, context) => {
  const named = (facets ?? []).flatMap((list) => list.split(','));
  const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
  const unknown = named.find((name) => !isFacet(name));
  if (unknown !== undefined) refuse('facets', `has no ${unknown}; known are ${FACETS.join(', ')}`);
  const unknownKind = query.kind?.find((kind) => !KINDS.has(kind));
  if (unknownKind !== undefined) refuse('kind', `has no ${unknownKind}; known are ${SPEECH_KINDS.join(', ')}`);
  if (datesCross(query)) refuse('from', `is later than to, so nothing can be found; swap ${query.from} and ${query.to}`);
  return { ...query, facets: named.filter(isFacet) };
});

const KINDS: ReadonlySet<string> = new Set(SPEECH_KINDS);

/** Whether the first day lies behind the last, so that nothing can be found. Both may be a year, a month or a day. */
export const datesCross = ({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }): boolean =>
  from !== undefined && to !== undefined && from > `${to}~`;

/** Pages ignore parameters they do not know: links to them pass through many hands. */
export const pageSearchQuery = z.object(filters).transform((query) => ({ ...query, facets: [...FACETS] }));
export type SearchQuery = z.output<typeof searchQuery>;

const isFacet = (name: string): name is (typeof FACETS)[number] => FACETS.some((facet) => facet === name);

/** The index's request for a query. Throws QuerySyntaxError with the position in `q`. */
export function searchRequest({ q, under, from, to, site, kind, year, ...page }: SearchQuery): SearchRequest {
  const tree = both(parseQuery(q ?? ''), under === undefined ? null : parseQuery(`under:"${under.replace(/["\\]/g, ' ')}"`));
  const { sort, size, cursor: at, facets } = page;
  return {
    query: tree,
    filters: { ...(from && { from }), ...(to && { to }), ...(site && { site }), ...(kind && { kind }), ...(year && { year }) },
    size,
    facets,
    ...(sort && { sort }),
    ...(at && { cursor: at }),
  };
}

function both(first: QueryNode | null, second: QueryNode | null): QueryNode | null {
  return first && second ? { kind: 'and', nodes: [first, second] } : (first ?? second);
}
