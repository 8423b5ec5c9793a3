import { Coded } from '../codes.js';
import { RoomSentence } from '../documents/reason.js';
import { numberText } from '../format.js';
import { KeyForm } from '../key-form.js';
import { renderPage } from '../layout.js';
import type { View } from '../view.js';
import type { FailureGroup } from './queues-view.js';

/** Asks before a group of failures is discarded, and says what that means. */
export function discardPage(view: View, { group, count, lastMessage }: FailureGroup, unlocked: boolean): string {
  const { queues: words } = view.words;
  const documents = words.group(numberText(view, count), count);
  return renderPage(
    view,
    { title: words.discardTitle, section: 'queues', styles: ['lists.css'] },
    <>
      <h1>{words.discardTitle}</h1>
      <p>
        <strong>
          <Coded view={view} kind="failures" code={group} />
        </strong>{' '}
        · <a href={`/documents?${new URLSearchParams({ group })}`}>{documents}</a>
      </p>
      <p class="reason">
        <RoomSentence message={lastMessage} />
      </p>
      <p>{words.discardMeans}</p>
      {unlocked ? (
        <form class="decide" method="post" action={`/failures/${encodeURIComponent(group)}/discard`}>
          <button type="submit">{words.discardNow(documents)}</button>
          <a href="/queues#failures">{words.cancel}</a>
        </form>
      ) : (
        <KeyForm view={view} to="/queues" />
      )}
    </>,
  );
}
