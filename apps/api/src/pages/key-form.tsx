import type { View } from './view.js';

/** Pages that a typed key may lead back to. */
export type KeyLeadsTo = '/' | '/queues' | '/site-rules' | `/documents/${string}` | `/site-rules/${string}`;
const keyLeadsTo = (path: string | undefined): path is KeyLeadsTo =>
  path !== undefined && /^\/(?:queues|site-rules|(?:documents|site-rules)\/[\da-f-]{36})?$/.test(path);

/** Where a key typed after this request leads: the page that its form names, else the nearest page above its own path. */
export function keyLeadsBack(path: string, fields: ReadonlyMap<string, string>): KeyLeadsTo {
  const steps = (fields.get('to') ?? path).split('/', 4);
  for (let kept = steps.length; kept > 1; kept -= 1) {
    const above = steps.slice(0, kept).join('/');
    if (keyLeadsTo(above)) return above;
  }
  return '/';
}

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
