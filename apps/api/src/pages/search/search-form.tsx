import { SORTS } from '../../search/search-query.js';
import type { View } from '../view.js';
import { FACET_NAMES, type SearchState } from './search-state.js';

interface SearchFormProps {
  readonly view: View;
  readonly state: SearchState;
  readonly large: boolean;
  readonly focus?: boolean;
}

/** The search box. It keeps the chosen facets; a new search begins on the first page. */
export function SearchForm({ view, state, large, focus = large }: SearchFormProps) {
  const { search } = view.words;
  const narrowed = Boolean(state.from || state.to || state.under || state.sort);
  return (
    <search>
      <form class={large ? 'search large' : 'search'} action="/" method="get">
        <div class="box">
          <label class="unseen" for="q">
            {search.label}
          </label>
          <input
            id="q"
            name="q"
            type="search"
            value={state.q}
            placeholder={search.placeholder}
            autocomplete="off"
            autofocus={focus}
            maxLength={1000}
            list="completions"
            data-suggest
          />
          <datalist id="completions" />
          <button type="submit">{search.button}</button>
        </div>
        <details class="narrow" open={narrowed}>
          <summary>{search.more}</summary>
          <div class="fields">
            <DateField name="from" label={search.from} hint={search.dateHint} value={state.from} />
            <DateField name="to" label={search.to} hint={search.dateHint} value={state.to} />
            <label>
              <span>{search.under}</span>
              <input name="under" value={state.under} maxLength={200} />
            </label>
            <label>
              <span>{search.sort}</span>
              <select name="sort">
                <option value="">{search.sortUsual}</option>
                {SORTS.map((sort) => (
                  <option key={sort} value={sort} selected={state.sort === sort}>
                    {search.sorts[sort]}
                  </option>
                ))}
              </select>
            </label>
          </div>
        </details>
        {FACET_NAMES.flatMap((facet) =>
          (state[facet] ?? []).map((value) => <input key={`${facet}-${value}`} type="hidden" name={facet} value={String(value)} />),
        )}
      </form>
    </search>
  );
}

function DateField({ name, label, hint, value }: { name: string; label: string; hint: string; value: string | undefined }) {
  return (
    <label>
      <span>{label}</span>
      <input
        name={name}
        value={value}
        placeholder={hint}
        pattern="\d{4}(-\d{2}(-\d{2})?)?"
        inputMode="numeric"
        maxLength={10}
        title={hint}
      />
    </label>
  );
}
