import type { View } from './view.js';

/** Pages that a typed key may lead back to. */
export type KeyLeadsTo = '/' | '/queues' | '/site-rules' | `/documents/${string}` | `/site-rules/${string}`;
export const keyLeadsTo = (path: string | undefined): path is KeyLeadsTo =>
  path !== undefined && /^\/(?:queues|site-rules|(?:documents|site-rules)\/[\da-f-]{36})?$/.test(path);

/** Asks for the admin key, once in a browser, and says where it is found. */
export function KeyForm({ view, to }: { view: View; to: KeyLeadsTo }) {
  const { key } = view.words;
  return (
    <form class="unlock" method="post" action="/key">
      <p class="note">{key.hint}</p>
      <input type="hidden" name="to" value={to} />
      <label>
        <span>{key.label}</span>
        <input type="password" name="key" autocomplete="current-password" required />
      </label>
      <button type="submit">{key.button}</button>
    </form>
  );
}
