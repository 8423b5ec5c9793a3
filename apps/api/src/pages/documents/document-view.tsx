import { type ComponentChildren, Fragment } from 'preact';
import type { AppliedSiteRules, CaptureRecord, DocumentRecord, PageResult, SpeechRecord, TimelineEntry } from '#domain';
import { Coded, codeText } from '../codes.js';
import { durationText, numberText, sizeText, Time } from '../format.js';
import { renderPage } from '../layout.js';
import { Selector } from '../site-rules/rule-parts.js';
import type { View } from '../view.js';
import { type LifeStep, lifeLine } from './life-line.js';
import { FailureReason, Reason, RoomSentence } from './reason.js';
import { Removed } from './removed.js';
import { isUnderWay, nameOf, Status } from './status.js';
import { WithdrawForm } from './withdraw-form.js';

export interface DocumentModel {
  readonly document: DocumentRecord;
  readonly timeline: readonly TimelineEntry[];
  readonly speeches: readonly SpeechRecord[];
  readonly captures: readonly CaptureRecord[];
  readonly page: PageResult | null;
  /** Group of its dead letter. */
  readonly group: string | null;
  /** Whether this browser has shown the admin key. */
  readonly unlocked: boolean;
  readonly now: Date;
}

/** A page that is fetched every hour for years has a long log. */
const MOST_STEPS = 300;

/** The life of a document: where it stands, what each room did, what came of it. */
export function documentPage(view: View, model: DocumentModel): string {
  const { document, timeline, speeches, captures, page, group, unlocked, now } = model;
  const { document: words } = view.words;
  const live = isUnderWay(document);
  const fileName = captures.find((capture) => capture.fileName !== null)?.fileName ?? null;
  const name = nameOf(view, document, fileName);
  return renderPage(
    view,
    {
      title: name,
      section: 'documents',
      styles: ['lists.css', 'life.css'],
      scripts: live ? ['follow.js'] : [],
      refreshSeconds: live ? 2 : null,
    },
    <>
      <div data-follow={live ? '' : undefined}>
        <header class="titled">
          <h1 lang={document.title || fileName ? 'zh-CN' : undefined}>{name}</h1>
          <p>
            <Status view={view} document={document} />
            <Reason view={view} document={document} group={group} />
          </p>
        </header>
        <section aria-labelledby="life">
          <h2 id="life">{words.life}</h2>
          <LifeLine view={view} steps={lifeLine(document, timeline, now)} group={group} />
          {live ? (
            <p class="note" role="status">
              {words.live}
            </p>
          ) : null}
        </section>
        <section aria-labelledby="speeches">
          <h2 id="speeches">{words.speeches}</h2>
          {speeches.length === 0 ? (
            <p class="nothing">{words.noSpeeches[noSpeechesWhy(document)]}</p>
          ) : (
            <ol class="speeches">
              {speeches.map((speech) => (
                <li key={speech.id}>
                  <a href={`/speeches/${speech.id}`} lang="zh-CN">
                    {speech.title}
                  </a>
                  <small class="length">{view.words.speech.characters(numberText(view, speech.text.length))}</small>
                </li>
              ))}
            </ol>
          )}
        </section>
        <Facts view={view} document={document} page={page} fileName={fileName} />
        {page ? <Removed view={view} page={page} /> : null}
        <Captures view={view} captures={captures} withdrawn={document.state === 'withdrawn'} />
        <Log view={view} timeline={timeline} />
        <p class="links">
          <a href={`/api/v1/documents/${document.id}`}>{words.json}</a>
        </p>
      </div>
      {document.state === 'withdrawn' ? null : <WithdrawForm view={view} documentId={document.id} unlocked={unlocked} />}
    </>,
  );
}

/** A document that never came to the parser says nothing about its speeches. */
function noSpeechesWhy({ state, stage }: DocumentRecord): 'none' | 'yet' | 'unknown' | 'withdrawn' {
  if (state === 'withdrawn') return 'withdrawn';
  if (state === 'active') return stage === 'announced' ? 'none' : 'yet';
  return stage === 'accepted' || stage === 'fetched' ? 'unknown' : 'none';
}

function LifeLine({ view, steps, group }: { view: View; steps: readonly LifeStep[]; group: string | null }) {
  const { document: words } = view.words;
  return (
    <ol class="life">
      {steps.map(({ step, state, at, durationMs, sinceMs, attempts, reason, nextTryAt }) => (
        <li key={step} class={state} aria-current={state === 'current' ? 'step' : undefined}>
          <strong>{words.stepStates[state][step]}</strong>
          {state === 'current' ? <span>{nextTryAt ? words.waitsForRetry : words.stillRunning}</span> : null}
          {at ? <Time view={view} at={at} /> : null}
          {durationMs === null ? null : <span>{words.took(durationText(view, durationMs))}</span>}
          {sinceMs === null ? null : <span>{words.after(durationText(view, sinceMs))}</span>}
          {attempts > 1 || nextTryAt || state === 'failed' ? <span>{words.attempt(attempts)}</span> : null}
          {nextTryAt ? (
            <span class="next">
              {words.nextTry} <Time view={view} at={nextTryAt} />
            </span>
          ) : null}
          {reason && state === 'failed' ? <FailureReason view={view} group={group} message={reason} /> : null}
          {reason && state !== 'failed' ? <StepReason view={view} step={state === 'done' ? step : 'retry'} reason={reason} /> : null}
        </li>
      ))}
    </ol>
  );
}

/** The parser's reasons are codes, a withdrawal's is a person's, and the rest are sentences of the rooms. */
function StepReason({ view, step, reason }: { view: View; step: TimelineEntry['step']; reason: string }) {
  if (step === 'withdrawn') return <span class="reason">{reason}</span>;
  return (
    <span class="reason">
      {step === 'parsed' ? (
        reason.split(', ').map((code) => <Coded key={code} view={view} kind="qualities" code={code} />)
      ) : (
        <RoomSentence message={reason} />
      )}
    </span>
  );
}

interface FactsProps {
  readonly view: View;
  readonly document: DocumentRecord;
  readonly page: PageResult | null;
  readonly fileName: string | null;
}

function Facts({ view, document, page, fileName }: FactsProps) {
  const { document: words } = view.words;
  const facts: readonly (readonly [string, ComponentChildren])[] = [
    [words.fileName, fileName && <span lang="zh-CN">{fileName}</span>],
    [words.key, document.url ? null : document.key],
    [words.revisionName, String(document.revision)],
    [words.parser, document.parserVersion],
    [words.family, page && <Family view={view} page={page} />],
    [words.charset, page?.charset ?? null],
    [words.pages, page?.pages ? String(page.pages) : null],
    [words.slices, page && page.slices > 0 ? String(page.slices) : null],
    [words.quality, page && <Quality view={view} page={page} />],
    [words.siteRules, page?.siteRules && page.siteRules.rules.length > 0 ? <AppliedRules view={view} applied={page.siteRules} /> : null],
  ];
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{words.facts}</h2>
      <dl class="facts stacked">
        {document.url ? (
          <div>
            <dt class="term">{words.address}</dt>
            <dd>
              <a href={document.url} rel="noopener noreferrer nofollow">
                {document.url}
              </a>
            </dd>
          </div>
        ) : null}
        {facts.flatMap(([name, value]) =>
          value
            ? [
                <div key={name}>
                  <dt class="term">{name}</dt>
                  <dd>{value}</dd>
                </div>,
              ]
            : [],
        )}
      </dl>
    </section>
  );
}

function Family({ view, page: { family, template } }: { view: View; page: PageResult }) {
  const code = [family, template].filter((part) => part !== null);
  return (
    <>
      {codeText(view, 'families', family)}
      {template ? ` · ${codeText(view, 'templates', template)}` : null}{' '}
      <small>
        <code>{code.join(' · ')}</code>
      </small>
    </>
  );
}

function AppliedRules({ view, applied: { rules } }: { view: View; applied: AppliedSiteRules }) {
  return (
    <>
      {rules.map(({ effect, selector, matches }) => (
        <Fragment key={`${effect} ${selector}`}>
          {view.words.rules.effect[effect]} <Selector text={selector} /> × {matches}
          <br />
        </Fragment>
      ))}
    </>
  );
}

function Quality({ view, page: { quality } }: { view: View; page: PageResult }) {
  return (
    <>
      {quality.score.toFixed(2)}
      {quality.reasons.map((code) => (
        <Fragment key={code}>
          {' · '}
          <Coded view={view} kind="qualities" code={code} />
        </Fragment>
      ))}
    </>
  );
}

function Captures({ view, captures, withdrawn }: { view: View; captures: readonly CaptureRecord[]; withdrawn: boolean }) {
  if (captures.length === 0) return null;
  const { document: words } = view.words;
  const columns = words.captureColumns;
  return (
    <section aria-labelledby="captures">
      <h2 id="captures">{words.captures}</h2>
      <table class="list stacking">
        <thead>
          <tr>
            <th scope="col" class="cell">
              {columns.revision}
            </th>
            <th scope="col" class="cell">
              {columns.time}
            </th>
            <th scope="col" class="cell">
              {columns.type}
            </th>
            <th scope="col" class="cell">
              {columns.sha}
            </th>
            <th scope="col" class="cell number">
              {columns.size}
            </th>
          </tr>
        </thead>
        <tbody>
          {captures.map((capture) => (
            <tr key={capture.id}>
              <th scope="row" class="cell name">
                {withdrawn ? (
                  capture.revision
                ) : (
                  <a href={`/api/v1/documents/${capture.documentId}/raw?revision=${capture.revision}`}>{words.rawOf(capture.revision)}</a>
                )}
              </th>
              <td class="cell" data-label={columns.time}>
                <Time view={view} at={capture.capturedAt} />
              </td>
              <td class="cell" data-label={columns.type}>
                {capture.contentType ?? '–'}
              </td>
              <td class="cell" data-label={columns.sha}>
                <code title={capture.sha256}>{capture.sha256.slice(0, 12)}</code>
              </td>
              <td class="cell number" data-label={columns.size}>
                {sizeText(capture.size)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Log({ view, timeline }: { view: View; timeline: readonly TimelineEntry[] }) {
  const { document: words } = view.words;
  return (
    <details class="log">
      <summary>{words.log}</summary>
      <ol>
        {timeline.slice(-MOST_STEPS).map(({ at, step, revision, durationMs, attempt, parserVersion, reason }, index) => (
          <li key={index}>
            <Time view={view} at={at} /> <strong>{words.entries[step]}</strong>{' '}
            <small>
              {[
                words.revision(revision),
                durationMs === null ? null : durationText(view, durationMs),
                attempt === null ? null : words.attempt(attempt),
                parserVersion,
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </small>
            {reason === null ? null : <StepReason view={view} step={step} reason={reason} />}
          </li>
        ))}
      </ol>
    </details>
  );
}
