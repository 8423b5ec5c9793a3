import { foldingAlso } from '#text';

const blanks = [...'\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000'];

/**
 * A copy of the same length in which furniture is easy to recognise: width, case and script folded, all blanks plain.
 * For comparing only; the text that is kept is always the original. Linear.
 */
export const foldForRules = foldingAlso(new Map([...blanks.map((blank) => [blank, ' '] as const), ['\uff61', '。'], ['\uff64', '、']]));
