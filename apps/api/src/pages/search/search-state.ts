/** What stands in the address of a page of results. */
export interface SearchState {
  readonly q?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly under?: string | undefined;
  readonly sort?: string | undefined;
  readonly site?: readonly string[] | undefined;
  readonly kind?: readonly string[] | undefined;
  readonly year?: readonly (string | number)[] | undefined;
  readonly cursor?: string | undefined;
}

export type FacetName = 'site' | 'kind' | 'year';
export const FACET_NAMES: readonly FacetName[] = ['kind', 'year', 'site'];

/** The address of these results; the parameters in a fixed order, so that the same results have one address. */
export function searchHref({ q, from, to, under, sort, site, kind, year, cursor }: SearchState): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ q, from, to, under, sort })) if (value) parameters.set(name, value);
  for (const [name, values] of Object.entries({ site, kind, year }))
    for (const value of values ?? []) parameters.append(name, String(value));
  if (cursor) parameters.set('cursor', cursor);
  const query = parameters.toString();
  return query === '' ? '/' : `/?${query}`;
}

/** The same search with a facet's value added, or taken away when it is there; from the first page. */
export function toggled(state: SearchState, facet: FacetName, value: string): SearchState {
  const values = (state[facet] ?? []).map(String);
  const others = values.filter((other) => other !== value);
  return { ...state, cursor: undefined, [facet]: others.length < values.length ? others : [...values, value] };
}

export const isChosen = (state: SearchState, facet: FacetName, value: string): boolean => (state[facet] ?? []).map(String).includes(value);

/** Whether anything is asked at all; else the page is the front page. */
export const isSearch = (state: SearchState): boolean => searchHref(state) !== '/';

/** Every filter beside the query as a name, a text and the search without it. */
export function activeFilters(
  state: SearchState,
): { readonly facet: keyof SearchState; readonly value: string; readonly without: SearchState }[] {
  const single = (['from', 'to', 'under'] as const).flatMap((facet) => {
    const value = state[facet];
    return value ? [{ facet, value, without: { ...state, cursor: undefined, [facet]: undefined } }] : [];
  });
  const several = FACET_NAMES.flatMap((facet) =>
    (state[facet] ?? []).map((value) => ({ facet, value: String(value), without: toggled(state, facet, String(value)) })),
  );
  return [...single, ...several];
}
