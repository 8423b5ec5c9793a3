import { renderToString } from 'preact-render-to-string';
import type { StageFigures } from '#queue';
import type { DeadLetters } from '#store';
import { Coded } from '../codes.js';
import { RoomSentence } from '../documents/reason.js';
import { durationText, numberText, Time } from '../format.js';
import { KeyForm } from '../key-form.js';
import { renderPage } from '../layout.js';
import { Notice } from '../notice.js';
import type { View } from '../view.js';

export type FailureGroup = Awaited<ReturnType<DeadLetters['groups']>>[number];

export interface QueuesModel {
  readonly stages: readonly StageFigures[];
  readonly failures: readonly FailureGroup[];
  /** Whether this browser has shown the admin key; until then the page asks for it in the place of its buttons. */
  readonly unlocked: boolean;
  /** What a form has just done to how many documents. */
  readonly did: { readonly verb: 'retry' | 'discard'; readonly count: number } | null;
}

/** Figures per room, renewed by themselves, and what failed. */
export function queuesPage(view: View, { stages, failures, unlocked, did }: QueuesModel): string {
  const { queues: words } = view.words;
  return renderPage(
    view,
    { title: words.title, section: 'queues', styles: ['lists.css'], scripts: ['live.js'], refreshSeconds: 5, wide: true },
    <>
      <h1>
        {words.title}
        <span class="live" data-live-state data-live={words.live} data-offline={words.offline} role="status" />
      </h1>
      <p class="lead">{words.intro}</p>
      <div data-live-from={`/queues/live?lang=${view.language}`}>
        <Figures view={view} stages={stages} />
      </div>
      <section aria-labelledby="switches">
        <h2 id="switches">{words.switches}</h2>
        {unlocked ? <Switches view={view} stages={stages} /> : <KeyForm view={view} to="/queues" />}
      </section>
      <section aria-labelledby="failures">
        <h2 id="failures">{words.failures}</h2>
        {did ? <Notice>{words.did[did.verb](words.group(numberText(view, did.count), did.count))}</Notice> : null}
        {failures.length === 0 ? (
          <p class="nothing">{words.noFailures}</p>
        ) : (
          <>
            <p>{words.failuresIntro}</p>
            <ul class="failures">
              {failures.map((failure) => (
                <Failure key={failure.group} view={view} failure={failure} unlocked={unlocked} />
              ))}
            </ul>
          </>
        )}
      </section>
    </>,
  );
}

/** The figures alone, as they are sent to an open page. */
export function figuresHtml(view: View, stages: readonly StageFigures[]): string {
  return renderToString(<Figures view={view} stages={stages} />);
}

function Figures({ view, stages }: { view: View; stages: readonly StageFigures[] }) {
  const { columns, rooms, paused } = view.words.queues;
  return (
    <table class="list figures">
      <thead>
        <tr>
          {Object.entries(columns).map(([name, text]) => (
            <th key={name} scope="col" class={name === 'stage' ? 'cell' : 'cell number'}>
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {stages.map((figures) => (
          <tr key={figures.stage}>
            <th scope="row" class="cell name room">
              {rooms[figures.stage]}{' '}
              <span class="paused" data-cell={`${figures.stage}-paused`}>
                {figures.paused ? paused : ''}
              </span>
            </th>
            {cellsOf(view, figures).map(([name, text, loud]) => (
              <td
                key={name}
                class={loud ? 'cell number loud' : 'cell number'}
                data-label={columns[name]}
                data-cell={`${figures.stage}-${name}`}
              >
                {text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Column = Exclude<keyof View['words']['queues']['columns'], 'stage'>;

function cellsOf(view: View, figures: StageFigures): (readonly [Column, string, boolean])[] {
  const span = (ms: number | null): string => (ms === null ? '–' : durationText(view, ms));
  const pair = (percentiles: StageFigures['waitMs']): string => (percentiles ? `${span(percentiles.p50)} / ${span(percentiles.p95)}` : '–');
  const { waiting, active, delayed, failed, oldestAgeMs, waitMs, runMs, ratePerMinute, workers, forecastSeconds } = figures;
  const forecast =
    forecastSeconds === null ? view.words.queues.forecastUnknown : forecastSeconds === 0 ? '–' : span(forecastSeconds * 1_000);
  return [
    ['waiting', numberText(view, waiting), waiting > 0],
    ['active', numberText(view, active), active > 0],
    ['delayed', numberText(view, delayed), delayed > 0],
    ['failed', numberText(view, failed), failed > 0],
    ['oldest', span(oldestAgeMs), false],
    ['rate', `${numberText(view, ratePerMinute.in)} / ${numberText(view, ratePerMinute.out)}`, false],
    ['wait', pair(waitMs), false],
    ['run', pair(runMs), false],
    ['workers', numberText(view, workers), false],
    ['forecast', forecast, false],
  ];
}

function Switches({ view, stages }: { view: View; stages: readonly StageFigures[] }) {
  const { queues: words } = view.words;
  return (
    <div class="switches">
      {stages.map(({ stage, paused }) => (
        <form key={stage} method="post" action={`/queues/${stage}/${paused ? 'resume' : 'pause'}`}>
          <button type="submit" class="quiet">
            {paused ? words.resume(words.rooms[stage]) : words.pause(words.rooms[stage])}
          </button>
        </form>
      ))}
    </div>
  );
}

function Failure({ view, failure, unlocked }: { view: View; failure: FailureGroup; unlocked: boolean }) {
  const { queues: words } = view.words;
  const { group, count, lastMessage, lastAt, documentIds } = failure;
  const action = `/failures/${encodeURIComponent(group)}`;
  return (
    <li>
      <h3>
        <Coded view={view} kind="failures" code={group} />{' '}
        <a href={`/documents?${new URLSearchParams({ group })}`}>{words.group(numberText(view, count), count)}</a>
      </h3>
      <p class="reason">
        <RoomSentence message={lastMessage} />
      </p>
      <p class="facts">
        <span>
          {words.last} <Time view={view} at={lastAt} />
        </span>
        {documentIds.map((id) => (
          <a key={id} href={`/documents/${id}`}>
            <code>{id.slice(0, 8)}</code>
          </a>
        ))}
      </p>
      {unlocked ? (
        <form method="post" action={`${action}/retry`}>
          <button type="submit">{words.retry}</button>
          <a class="button quiet" href={`${action}/discard`}>
            {words.discard}
          </a>
        </form>
      ) : null}
    </li>
  );
}
