import { fold } from '#text';

/**
 * A copy of the same length in which furniture is easy to recognise: width, case and script folded, all blanks plain.
 * For comparing only; the text that is kept is always the original. Linear.
 */
export function foldForRules(text: string): string {
  return fold(text)
    .replace(/[\t\u00a0\u2000-\u200a\u202f\u3000]/g, ' ')
    .replace(/[\uff61\uff64]/g, (sign) => (sign === '\uff61' ? '。' : '、'));
}
