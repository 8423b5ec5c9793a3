import type { Found } from '../../search/search-service.js';
import { numberText } from '../format.js';
import type { View } from '../view.js';
import { activeFilters, FACET_NAMES, type FacetName, isChosen, type SearchState, searchHref, toggled } from './search-state.js';

const SHOWN = 12;

/** What the results can be narrowed by; each value is a link, so it works without scripts. */
export function Facets({ view, state, found }: { view: View; state: SearchState; found: Found }) {
  const { search } = view.words;
  const shown = FACET_NAMES.filter((facet) => (found.facets[facet] ?? []).length > 0);
  if (shown.length === 0) return null;
  return (
    <aside class="facets" aria-label={search.filters}>
      {shown.map((facet) => (
        <section key={facet}>
          <h2>{search.facets[facet]}</h2>
          <ul>
            {(found.facets[facet] ?? []).slice(0, SHOWN).map(({ value, count }) => (
              <li key={value}>
                <a
                  href={searchHref(toggled(state, facet, value))}
                  aria-current={isChosen(state, facet, value) ? 'true' : undefined}
                  rel="nofollow"
                >
                  <span>{facetText(view, facet, value)}</span>
                  <span class="count">{numberText(view, count)}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </aside>
  );
}

/** The filters in force, each with a link that drops it. */
export function ActiveFilters({ view, state }: { view: View; state: SearchState }) {
  const filters = activeFilters(state);
  if (filters.length === 0) return null;
  const { search } = view.words;
  return (
    <ul class="chips" aria-label={search.active}>
      {filters.map(({ facet, value, without }) => {
        const text = isFacet(facet) ? facetText(view, facet, value) : `${plainName(view, facet)} ${value}`;
        return (
          <li key={`${facet}-${value}`}>
            <a href={searchHref(without)} aria-label={search.remove(text)}>
              {text} <span aria-hidden="true">×</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

const isFacet = (name: string): name is FacetName => FACET_NAMES.some((facet) => facet === name);

const plainName = (view: View, name: string): string =>
  ({ from: view.words.search.from, to: view.words.search.to, under: view.words.search.under })[name] ?? name;

export function facetText(view: View, facet: FacetName, value: string): string {
  const kinds: Readonly<Record<string, string>> = view.words.common.speechKinds;
  return facet === 'kind' ? (kinds[value] ?? value) : value;
}
