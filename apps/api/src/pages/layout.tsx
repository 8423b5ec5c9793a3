import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { assetUrl } from './assets.js';
import { hereIn, type View } from './view.js';

export interface Frame {
  readonly title: string;
  /** Which entry of the navigation is this one. */
  readonly section?: 'search' | 'documents' | 'rules' | 'queues' | 'events' | 'help';
  /** Styles beside the common ones. */
  readonly styles: readonly ('search.css' | 'reading.css' | 'lists.css' | 'life.css')[];
  readonly scripts?: readonly string[];
  /** Without scripts the page is loaded again after so many seconds. */
  readonly refreshSeconds?: number | null;
  readonly wide?: boolean;
  /** Whether the page shows nothing of the archive. */
  readonly bare?: boolean;
}

/** A whole page: the content in the frame that all pages share. */
export function renderPage(view: View, frame: Frame, content: ComponentChildren): string {
  return `<!doctype html>${renderToString(<Page view={view} frame={frame} content={content} />)}`;
}

function Page({ view, frame, content }: { view: View; frame: Frame; content: ComponentChildren }) {
  const { site } = view.words;
  return (
    <html lang={view.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${frame.title} · Rostra`}</title>
        <meta name="description" content={site.tagline} />
        {['base.css', 'parts.css', ...frame.styles].map((name) => (
          <link key={name} rel="stylesheet" href={assetUrl(name)} />
        ))}
        <link rel="icon" type="image/svg+xml" href={assetUrl('favicon.svg')} />
        {frame.refreshSeconds ? (
          <noscript>
            <meta http-equiv="refresh" content={String(frame.refreshSeconds)} />
          </noscript>
        ) : null}
        {(frame.scripts ?? []).map((name) => (
          <script key={name} type="module" src={assetUrl(name)} />
        ))}
      </head>
      <body>
        <a class="skip" href="#content">
          {site.skip}
        </a>
        <Header view={view} section={frame.section} />
        <main id="content" class={frame.wide ? 'wide' : undefined} tabIndex={-1}>
          {content}
        </main>
        <footer class="foot">{frame.bare ? <p>{site.tagline}</p> : <p>{site.footer}</p>}</footer>
      </body>
    </html>
  );
}

function Header({ view, section }: { view: View; section: Frame['section'] }) {
  const { site, language } = view.words;
  const entries = [
    ['search', '/', site.search],
    ['documents', '/documents', site.documents],
    ['rules', '/site-rules', site.rules],
    ['queues', '/queues', site.queues],
    ['events', '/events', site.events],
    ['help', '/help', site.help],
  ] as const;
  return (
    <header class="head">
      <a class="brand" href="/">
        <Mark />
        <span>Rostra</span>
      </a>
      <nav aria-label={site.navigation}>
        <ul>
          {entries.map(([name, href, text]) => (
            <li key={name}>
              <a href={href} aria-current={name === section ? 'page' : undefined}>
                {text}
              </a>
            </li>
          ))}
          <li>
            <a href="/api/docs">{site.api}</a>
          </li>
        </ul>
      </nav>
      <a
        class="language"
        href={hereIn(view, language.otherTag)}
        hreflang={language.otherTag}
        lang={language.otherTag}
        title={language.switch}
      >
        {language.other}
      </a>
    </header>
  );
}

/** A speaker's platform with a voice above it. */
function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
      <path
        d="M5 27h22M8 27V17h16v10M6 17h20"
        fill="none"
        stroke="currentColor"
        stroke-width="2.4"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
      <path
        d="M11 12.5a7 7 0 0 1 10 0M7.5 8.5a12 12 0 0 1 17 0"
        fill="none"
        stroke="currentColor"
        stroke-width="2.4"
        stroke-linecap="round"
      />
    </svg>
  );
}
