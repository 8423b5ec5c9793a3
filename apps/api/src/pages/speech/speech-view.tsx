import type { Gap, Removal, SpeechRecord } from '#domain';
import { codeText } from '../codes.js';
import { numberText } from '../format.js';
import { renderPage } from '../layout.js';
import type { View } from '../view.js';
import { type Marks, SpeechText } from './blocks.js';
import { Outline } from './outline.js';
import type { PlaceIn } from './places.js';
import { readingOrder, stretchOf } from './reading-order.js';
import type { SourceText } from './source-pieces.js';

export const SHOWS = ['text', 'removed', 'source'] as const;
export type Show = (typeof SHOWS)[number];

export interface SpeechModel {
  readonly speech: SpeechRecord;
  /** All speeches of the document in their order. */
  readonly siblings: readonly SpeechRecord[];
  readonly removals: readonly Removal[];
  readonly gaps: readonly Gap[];
  readonly placeIn: PlaceIn;
  readonly show: Show;
  /** Only for `show=source`; null there means the capture is no text. */
  readonly source: SourceText | null;
  readonly query: string | null;
  readonly marks: Marks;
}

/** The reading view. */
export function speechPage(view: View, model: SpeechModel): string {
  const { speech, siblings, show, source } = model;
  return renderPage(
    view,
    { title: speech.title, section: 'search', styles: ['reading.css'], scripts: ['outline.js'], wide: true },
    <div class="reading">
      {show === 'source' ? null : <Outline view={view} speech={speech} />}
      <article class="speech" aria-labelledby="speech-title">
        <header>
          {siblings.length > 1 ? (
            <p class="place">
              <a href={`/documents/${speech.documentId}`}>
                {view.words.speech.place(siblings.findIndex(({ id }) => id === speech.id) + 1, siblings.length)}
              </a>
            </p>
          ) : null}
          <h1 id="speech-title" lang="zh-CN">
            {speech.title}
          </h1>
          <Facts view={view} speech={speech} />
          <Tools view={view} model={model} />
        </header>
        {show === 'source' ? <Source view={view} source={source} /> : <Body view={view} model={model} />}
        <Siblings view={view} speech={speech} siblings={siblings} />
      </article>
    </div>,
  );
}

function Body({ view, model: { speech, siblings, removals, gaps, placeIn, show, marks } }: { view: View; model: SpeechModel }) {
  const index = Math.max(
    0,
    siblings.findIndex(({ id }) => id === speech.id),
  );
  const shown = show === 'removed' ? removals : [];
  return (
    <div class="text" lang="zh-CN">
      <SpeechText
        view={view}
        speech={speech}
        marks={marks}
        order={readingOrder(speech.blocks, shown, gaps, stretchOf(siblings, index), placeIn)}
      />
    </div>
  );
}

function Facts({ view, speech }: { view: View; speech: SpeechRecord }) {
  const { words } = view;
  const facts: readonly (readonly [name: string, value: string | null, language?: 'zh-CN'])[] = [
    [words.speech.kind, words.common.speechKinds[speech.kind]],
    [words.speech.date, speech.date],
    [words.speech.speaker, speech.speaker, 'zh-CN'],
    [words.speech.occasion, speech.occasion, 'zh-CN'],
    [words.speech.site, speech.site],
    [words.speech.published, speech.publishedAt?.slice(0, 10) ?? null],
    [words.speech.length, words.speech.characters(numberText(view, speech.text.length))],
  ];
  return (
    <dl class="facts">
      {facts.flatMap(([name, value, language]) =>
        value
          ? [
              <div key={name}>
                <dt class="term">{name}</dt>
                <dd lang={language}>{value}</dd>
              </div>,
            ]
          : [],
      )}
    </dl>
  );
}

function Tools({ view, model: { speech, show, query, marks } }: { view: View; model: SpeechModel }) {
  const { words } = view;
  const names: Record<Show, string> = { text: words.speech.reading, removed: words.speech.removed, source: words.speech.sourceView };
  const api = `/api/v1/speeches/${speech.id}`;
  return (
    <div class="tools">
      <ul class="tabs" aria-label={words.speech.views}>
        {SHOWS.map((each) => (
          <li key={each}>
            <a href={showHref(speech.id, each, query)} aria-current={each === show ? 'true' : undefined}>
              {names[each]}
            </a>
          </li>
        ))}
      </ul>
      <ul class="links">
        <li>
          <a href={`/documents/${speech.documentId}`}>{words.speech.document}</a>
        </li>
        {speech.url ? (
          <li>
            <a href={speech.url} rel="noopener noreferrer nofollow">
              {words.speech.source}
            </a>
          </li>
        ) : null}
        <li>
          <a href={`/api/v1/documents/${speech.documentId}/raw?revision=${speech.revision}`}>{words.speech.raw}</a>
        </li>
        <li>
          <a href={`${api}/provenance`}>{words.speech.provenance}</a>
        </li>
        <li>
          <a href={`${api}?format=markdown`}>Markdown</a>
        </li>
        <li>
          <a href={`${api}?format=text`}>{words.speech.plainText}</a>
        </li>
      </ul>
      {query ? (
        <p class="query">
          <a href={`/?${new URLSearchParams({ q: query })}`}>{words.speech.backToSearch}</a>
          {show === 'source' ? null : marks.length > 0 ? (
            <a href="#match">{words.speech.firstMatch(marks.length)}</a>
          ) : (
            <span>{words.speech.noMatch}</span>
          )}
        </p>
      ) : null}
    </div>
  );
}

function showHref(id: string, show: Show, query: string | null): string {
  const parameters = new URLSearchParams({ ...(query && { q: query }), ...(show !== 'text' && { show }) }).toString();
  return `/speeches/${id}${parameters === '' ? '' : `?${parameters}`}`;
}

function Source({ view, source }: { view: View; source: SourceText | null }) {
  const { speech } = view.words;
  if (!source) return <p class="nothing">{speech.sourceUnreadable}</p>;
  return (
    <>
      <p class="note">{speech.sourceIntro}</p>
      <pre class="source" lang="zh-CN">
        {source.pieces.map(({ text, rule }, index) =>
          rule === null ? (
            text
          ) : (
            <del key={index} title={speech.removedBy(codeText(view, 'rules', rule))}>
              {text}
            </del>
          ),
        )}
      </pre>
      {source.cutAt === null ? null : <p class="note">{speech.sourceCut(numberText(view, source.cutAt))}</p>}
    </>
  );
}

function Siblings({ view, speech, siblings }: { view: View; speech: SpeechRecord; siblings: readonly SpeechRecord[] }) {
  const at = siblings.findIndex(({ id }) => id === speech.id);
  const [previous, next] = [siblings[at - 1], siblings[at + 1]];
  if (!previous && !next) return null;
  const { words } = view;
  return (
    <nav class="siblings" aria-label={words.speech.siblings}>
      {previous ? (
        <a rel="prev" href={`/speeches/${previous.id}`}>
          <small>{words.speech.previous}</small>
          <span lang="zh-CN">{previous.title}</span>
        </a>
      ) : (
        <span />
      )}
      {next ? (
        <a rel="next" href={`/speeches/${next.id}`}>
          <small>{words.speech.next}</small>
          <span lang="zh-CN">{next.title}</span>
        </a>
      ) : null}
    </nav>
  );
}
