/** Signs that end a sentence, narrow and wide. */
const ENDS = '。！？!?；;…';
const CLOSERS = '”’」』）)】》"\'';

/** Whether the text before `offset` ends a sentence; closing quotes and brackets, and blanks after the end, are looked through. */
export function endsSentence(text: string, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && (CLOSERS.includes(text[at] ?? ' ') || /\s/.test(text[at] ?? ''))) at -= 1;
  return at >= 0 && (ENDS.includes(text[at] ?? ' ') || isLatinStop(text, at));
}

/** A full stop between a small Latin letter and a blank. */
export const isLatinStop = (text: string, at: number): boolean =>
  text[at] === '.' && /[a-z]/.test(text[at - 1] ?? '') && /\s/.test(text[at + 1] ?? '');

/** Whether a sentence or a line ends between two offsets. */
export function hasSentenceEnd(text: string, from: number, to: number): boolean {
  return /[。！？!?；;…\n]/.test(text.slice(from, to));
}
