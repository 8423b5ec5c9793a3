import type { SpeechEvent } from '#domain';
import { numberText, Time } from './format.js';
import { renderPage } from './layout.js';
import type { View } from './view.js';

/** The example answers with the last few events, so that it shows something at once. */
const SHOWN_BY_EXAMPLE = 3;

export interface EventsModel {
  /** Newest first. */
  readonly events: readonly SpeechEvent[];
  readonly last: number;
  readonly host: string;
}

/** The last lines of the log, and how to read along. */
export function eventsPage(view: View, { events, last, host }: EventsModel): string {
  const { events: words } = view.words;
  const oldest = events.at(-1)?.sequence ?? 1;
  const after = Math.max(0, last - SHOWN_BY_EXAMPLE);
  return renderPage(
    view,
    { title: words.title, section: 'events', styles: ['lists.css'], refreshSeconds: 10 },
    <>
      <h1>{words.title}</h1>
      <p class="lead">{words.intro}</p>
      {events.length === 0 ? <p class="nothing">{words.none}</p> : <Table view={view} events={events} />}
      <nav class="paging" aria-label={words.pages}>
        {(events[0]?.sequence ?? last) < last ? <a href="/events">{words.newest}</a> : <span />}
        {oldest > 1 ? <a href={`/events?before=${oldest}`}>{words.older}</a> : null}
      </nav>
      <section class="panel" aria-labelledby="subscribe">
        <h2 id="subscribe">{words.subscribe}</h2>
        <p>{words.pull(after)}</p>
        <pre>
          <code>{`curl 'http://${host}/api/v1/events?after=${after}'`}</code>
        </pre>
        <p>{words.stream}</p>
        <pre>
          <code>{`curl -N -H 'Last-Event-ID: ${last}' http://${host}/api/v1/events/stream`}</code>
        </pre>
        <p>{words.last(numberText(view, last))}</p>
      </section>
    </>,
  );
}

function Table({ view, events }: { view: View; events: readonly SpeechEvent[] }) {
  const { columns, types } = view.words.events;
  return (
    <table class="list stacking">
      <thead>
        <tr>
          <th scope="col" class="cell number">
            {columns.sequence}
          </th>
          <th scope="col" class="cell">
            {columns.speech}
          </th>
          <th scope="col" class="cell">
            {columns.type}
          </th>
          <th scope="col" class="cell">
            {columns.time}
          </th>
        </tr>
      </thead>
      <tbody>
        {events.map(({ sequence, type, speechId, at, data }) => (
          <tr key={sequence}>
            <td class="cell number" data-label={columns.sequence}>
              {sequence}
            </td>
            <th scope="row" class="cell name" lang="zh-CN">
              {type === 'rostra.speech.withdrawn' ? data.title : <a href={`/speeches/${speechId}`}>{data.title}</a>}
              {data.site ? <small>{data.site}</small> : null}
            </th>
            <td class="cell" data-label={columns.type}>
              <span class={`status ${type.split('.').at(-1) ?? ''}`}>{types[type]}</span>
              {data.reason ? <small>{data.reason}</small> : null}
            </td>
            <td class="cell" data-label={columns.time}>
              <Time view={view} at={at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
