import { KeyForm } from '../key-form.js';
import type { View } from '../view.js';

/** Takes a document out for good; its reason is for everybody to read. */
export function WithdrawForm({ view, documentId, unlocked }: { view: View; documentId: string; unlocked: boolean }) {
  const { document: words } = view.words;
  return (
    <details class="withdraw">
      <summary>{words.withdraw}</summary>
      <p>{words.withdrawIntro}</p>
      {unlocked ? (
        <form method="post" action={`/documents/${documentId}/withdraw`}>
          <label class="why-field">
            <span>{words.withdrawReason}</span>
            <input name="reason" required maxLength={500} />
          </label>
          <button type="submit">{words.withdrawButton}</button>
        </form>
      ) : (
        <KeyForm view={view} to={`/documents/${documentId}`} />
      )}
    </details>
  );
}
