import { type DocumentRecord, statusOf } from '#domain';
import { Coded, codeText } from '../codes.js';
import type { View } from '../view.js';

/**
 * Why a document has no speech, failed, was discarded or withdrawn. Parser and rooms write codes or English sentences, so the reader gets
 * the words of the code first; the reason of a withdrawal is a person's own.
 */
export function Reason({ view, document, group }: { view: View; document: DocumentRecord; group: string | null }) {
  const { reason } = document;
  if (reason === null) return null;
  const status = statusOf(document);
  if (status === 'failed' || status === 'discarded') {
    return (
      <span class="reason">{group === null ? <RoomSentence message={reason} /> : <Coded view={view} kind="failures" code={group} />}</span>
    );
  }
  return (
    <span class="reason">
      {status === 'withdrawn'
        ? reason
        : reason.split(', ').map((code) => [' ', <Coded key={code} view={view} kind="qualities" code={code} />])}
    </span>
  );
}

/** What a failure's group means, its code, and the room's own sentence with its particulars. */
export function FailureReason({ view, group, message }: { view: View; group: string | null; message: string }) {
  return (
    <span class="reason">
      {group === null ? null : <Coded view={view} kind="failures" code={group} />} <RoomSentence message={message} />
    </span>
  );
}

/** A sentence that a room wrote; the rooms write English. */
export function RoomSentence({ message }: { message: string }) {
  return (
    <span class="sentence" lang="en">
      {message}
    </span>
  );
}

/** The same in few words for lists; null when only a sentence could tell. */
export function reasonText(view: View, document: DocumentRecord, group: string | null): string | null {
  if (group !== null) return codeText(view, 'failures', group);
  if (document.reason === null || statusOf(document) !== 'empty') return null;
  return qualityText(view, document.reason);
}

/** A list of quality codes in words. */
export function qualityText(view: View, reason: string): string {
  return reason
    .split(', ')
    .map((code) => codeText(view, 'qualities', code))
    .join(view.words.common.comma);
}
