import type { View } from './view.js';
import type { Codes } from './words/codes.en.js';

/** What a code of the parser or of a room means, in the reader's language; the code itself when it has no words yet. */
export function codeText({ words }: View, kind: keyof Codes, code: string): string {
  return words.codes[kind][code] ?? code;
}

/** The words with the code beside them, for those who look it up. */
export function Coded({ view, kind, code }: { view: View; kind: keyof Codes; code: string }) {
  const text = codeText(view, kind, code);
  return (
    <span class="coded">
      {text}
      {text === code ? null : (
        <>
          {' '}
          <small>
            <code>{code}</code>
          </small>
        </>
      )}
    </span>
  );
}
