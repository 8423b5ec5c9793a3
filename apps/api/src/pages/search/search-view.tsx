import type { SpeechRecord } from '#domain';
import type { Found } from '../../search/search-service.js';
import { numberText } from '../format.js';
import { renderPage } from '../layout.js';
import type { View } from '../view.js';
import { datesCross } from '../../search/search-query.js';
import { ActiveFilters, Facets, facetText } from './facets.js';
import { Hits, SpeechLines } from './hits.js';
import { SearchForm } from './search-form.js';
import { activeFilters, type SearchState, searchHref } from './search-state.js';
import { UploadBox, type UploadModel } from './upload-box.js';

const STYLES = ['search.css'] as const;
/** Links of each facet on the front page. */
const MOST_WAYS = 6;
const SCRIPTS = ['suggest.js', 'upload.js'];

export interface FrontModel {
  /** What arrived last, the newest first. */
  readonly latest: readonly SpeechRecord[];
  /** Everything there is: only its number and its facets are shown. */
  readonly archive: Pick<Found, 'total' | 'facets'>;
  readonly upload: UploadModel;
}

/** The front page: the search box, what arrived last, and the box to add more, with what was wrong with an upload. */
export function frontPage(view: View, { latest, archive, upload }: FrontModel): string {
  const { search, site } = view.words;
  return renderPage(
    view,
    { title: site.tagline, section: 'search', styles: STYLES, scripts: SCRIPTS, wide: true },
    <>
      <div class="hero">
        <h1>{site.tagline}</h1>
        <SearchForm view={view} state={{}} large={true} focus={upload.fault === null} />
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
      <Browse view={view} archive={archive} />
      <div class="front">
        <section aria-labelledby="latest-title">
          {latest.length > 0 ? (
            <>
              <h2 id="latest-title" class="section">
                {search.latest}
              </h2>
              <SpeechLines view={view} speeches={latest} />
            </>
          ) : (
            <div class="nothing">
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

/** How much there is, and ways in for those who have no words to look for yet. */
function Browse({ view, archive: { total, facets } }: { view: View; archive: FrontModel['archive'] }) {
  if (total === 0) return null;
  const { search } = view.words;
  return (
    <nav class="browse" aria-label={search.browse}>
      <strong>{search.holds(total)}</strong>
      {(['kind', 'year'] as const).map((facet) => (
        <ul key={facet} aria-label={search.facets[facet]}>
          {(facets[facet] ?? []).slice(0, MOST_WAYS).map(({ value, count }) => (
            <li key={value}>
              <a href={searchHref({ [facet]: [value] })}>
                {facetText(view, facet, value)} <span class="count">{numberText(view, count)}</span>
              </a>
            </li>
          ))}
        </ul>
      ))}
    </nav>
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
export function queryFaultPage(
  view: View,
  state: SearchState,
  fault: { readonly message: string; readonly position: number; readonly hint: string },
): string {
  const { search } = view.words;
  const before = state.q?.slice(0, fault.position) ?? '';
  return renderPage(
    view,
    { title: search.title, section: 'search', styles: STYLES, scripts: SCRIPTS },
    <>
      <SearchForm view={view} state={state} large={false} />
      <div class="nothing" role="alert">
        <h1>{search.queryFault(fault.position + 1)}</h1>
        <p class="faulty" lang="zh-CN">
          {before}
          <mark>{state.q?.slice(fault.position) || '␣'}</mark>
        </p>
        <QueryFault view={view} fault={fault} />
        <p>
          <a href="/help">{search.helpLink}</a>
        </p>
      </div>
    </>,
  );
}

/** What is wrong, in the reader's language where there are words for it, and what to write instead; the Chinese words say both. */
function QueryFault({ view, fault: { message, hint } }: { view: View; fault: { readonly message: string; readonly hint: string } }) {
  const known = Object.entries(view.words.codes.queryFaults).find(([beginning]) => message.startsWith(beginning))?.[1];
  return (
    <>
      <p lang={known ? undefined : 'en'}>{known ?? message}</p>
      {known !== undefined && view.language !== 'en' ? null : (
        <p lang="en" class="note">
          {hint}
        </p>
      )}
    </>
  );
}

function NothingFound({ view, state }: { view: View; state: SearchState }) {
  const { search } = view.words;
  const isNarrowed = activeFilters(state).length > 0;
  return (
    <div class="nothing">
      {datesCross(state) ? <p role="alert">{search.datesCross}</p> : null}
      <ul>
        {search.noneHints.map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ul>
      <p>
        {isNarrowed ? (
          <>
            <a href={searchHref(state.q ? { q: state.q } : {})}>{search.clear}</a> ·{' '}
          </>
        ) : null}
        <a href="/help">{search.helpLink}</a>
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
