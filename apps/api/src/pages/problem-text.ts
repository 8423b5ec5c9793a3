import type { View } from './view.js';

/** A problem in a sentence of the reader's language: by its code, else by its kind. */
export function problemText({ words }: View, { code, status }: { readonly code: string; readonly status: number }): string {
  const sentences: Readonly<Record<string, string>> = words.error.problems;
  const known = sentences[code];
  if (known !== undefined) return known;
  const failure = words.codes.failures[code];
  if (failure !== undefined) return `${failure}${words.common.stop}`;
  return sentences[status >= 500 ? 'internal' : status === 400 ? 'bad-request' : 'other'] ?? '';
}
