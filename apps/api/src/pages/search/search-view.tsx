import type { Found } from '../../search/search-service.js';
import { renderPage } from '../layout.js';
import type { View } from '../view.js';
import { ActiveFilters, Facets } from './facets.js';
import { Hits } from './hits.js';
import { SearchForm } from './search-form.js';
import { type SearchState, searchHref } from './search-state.js';
import { UploadBox, type UploadModel } from './upload-box.js';

const STYLES = ['search.css'] as const;
const SCRIPTS = ['suggest.js', 'upload.js'];

/** The front page: the search box, the latest speeches, and the box to add more. */
export function frontPage(view: View, latest: Found, upload: UploadModel): string {
  const { search, site } = view.words;
  return renderPage(
    view,
    { title: site.tagline, section: 'search', styles: STYLES, scripts: SCRIPTS, wide: true },
    <>
      <div class="hero">
        <h1>{site.tagline}</h1>
        <SearchForm view={view} state={{}} large={true} />
        <p class="examples">
          {search.examples}:{' '}
          {search.exampleQueries.map((query) => (
            <a key={query} href={searchHref({ q: query })} lang="zh-CN">
              {query}
            </a>
          ))}
          <a class="quiet" href="/help">
            {search.helpLink}
          </a>
        </p>
      </div>
      <div class="front">
        <section aria-labelledby="latest-title">
          {latest.found.length > 0 ? (
            <>
              <h2 id="latest-title" class="section">
                {search.latest}
              </h2>
              <Hits view={view} found={latest.found} query={undefined} />
            </>
          ) : (
            <div class="empty">
              <h2 id="latest-title">{search.emptyTitle}</h2>
              <p>{search.emptyText}</p>
            </div>
          )}
        </section>
        <UploadBox view={view} upload={upload} />
      </div>
    </>,
  );
}

/** A page of results. */
export function resultsPage(view: View, state: SearchState, found: Found): string {
  const { search } = view.words;
  return renderPage(
    view,
    { title: state.q ?? search.title, section: 'search', styles: STYLES, scripts: SCRIPTS, wide: true },
    <>
      <SearchForm view={view} state={state} large={false} />
      <div class="results">
        <Facets view={view} state={state} found={found} />
        <section aria-labelledby="results-title">
          <h1 id="results-title" class="total">
            {found.total === 0 ? search.none : search.found(found.total, Math.round(found.tookMs))}
          </h1>
          <ActiveFilters view={view} state={state} />
          {found.total === 0 ? <NothingFound view={view} state={state} /> : <Hits view={view} found={found.found} query={state.q} />}
          <Paging view={view} state={state} next={found.nextCursor} />
        </section>
      </div>
    </>,
  );
}

/** The search box with what is wrong with the query under it. */
export function queryFaultPage(view: View, state: SearchState, fault: { readonly position: number; readonly hint: string }): string {
  const { search } = view.words;
  const before = state.q?.slice(0, fault.position) ?? '';
  return renderPage(
    view,
    { title: search.title, section: 'search', styles: STYLES, scripts: SCRIPTS },
    <>
      <SearchForm view={view} state={state} large={false} />
      <div class="empty" role="alert">
        <h1>{search.queryFault(fault.position + 1)}</h1>
        <p class="faulty" lang="zh-CN">
          {before}
          <mark>{state.q?.slice(fault.position) || '␣'}</mark>
        </p>
        <p lang="en">{fault.hint}</p>
        <p>
          <a href="/help">{search.helpLink}</a>
        </p>
      </div>
    </>,
  );
}

function NothingFound({ view, state }: { view: View; state: SearchState }) {
  const { search } = view.words;
  return (
    <div class="empty">
      <ul>
        {search.noneHints.map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ul>
      <p>
        <a href={searchHref(state.q ? { q: state.q } : {})}>{search.clear}</a> · <a href="/help">{search.helpLink}</a>
      </p>
    </div>
  );
}

function Paging({ view, state, next }: { view: View; state: SearchState; next: string | null }) {
  const { search } = view.words;
  if (!next && !state.cursor) return null;
  return (
    <nav class="paging" aria-label={search.pages}>
      {state.cursor ? <a href={searchHref({ ...state, cursor: undefined })}>{search.first}</a> : <span />}
      {next ? (
        <a rel="next" href={searchHref({ ...state, cursor: next })}>
          {search.next}
        </a>
      ) : null}
    </nav>
  );
}
