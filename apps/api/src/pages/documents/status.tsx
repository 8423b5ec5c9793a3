import { type DocumentRecord, statusOf } from '#domain';
import type { View } from '../view.js';

/** The status of a document in a word and a colour. */
export function Status({ view, document }: { view: View; document: DocumentRecord }) {
  const status = statusOf(document);
  return <span class={`status ${status}`}>{view.words.documents.status[status]}</span>;
}

/** Whether a room will still do something with it. */
export const isUnderWay = ({ state, stage }: DocumentRecord): boolean => state === 'active' && stage !== 'announced';

/** The best name there is for people. */
export function nameOf(view: View, { title, url, key }: DocumentRecord, fileName: string | null): string {
  return title ?? url ?? fileName ?? (key.startsWith('push:') ? `${view.words.documents.untitled} ${key.slice(5, 17)}` : key);
}
