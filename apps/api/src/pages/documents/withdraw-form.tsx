import { KeyField } from '../key-field.js';
import type { View } from '../view.js';

/** Takes a document out for good; its reason is for everybody to read. */
export function WithdrawForm({ view, documentId, keyNeeded }: { view: View; documentId: string; keyNeeded: boolean }) {
  const { document: words } = view.words;
  return (
    <details class="withdraw">
      <summary>{words.withdraw}</summary>
      <p>{words.withdrawIntro}</p>
      <form method="post" action={`/documents/${documentId}/withdraw`}>
        <label class="why-field">
          <span>{words.withdrawReason}</span>
          <input name="reason" required maxLength={500} />
        </label>
        <KeyField view={view} needed={keyNeeded} />
        <button type="submit">{words.withdrawButton}</button>
      </form>
    </details>
  );
}
