import type { View } from './view.js';

/** Asks for the admin key where one is set. */
export function KeyField({ view, needed }: { view: View; needed: boolean }) {
  if (!needed) return null;
  return (
    <label class="key">
      <span>{view.words.queues.key}</span>
      <input type="password" name="key" autocomplete="current-password" required />
    </label>
  );
}
