import type { ByteRange, PageResult } from '#domain';
import type { VisibleText } from '../source/visible-text.js';

/** Where a result fails to account for the visible characters of its capture. Empty lists mean that it accounts for each exactly once. */
export interface Coverage {
  /** Stretches of visible text that stand in no block and no removal. */
  readonly missing: readonly string[];
  /** Stretches that stand in more than one. */
  readonly twice: readonly string[];
}

/**
 * Checks the coverage identity: blocks and removals hold each visible character that is not white space exactly once. Characters with bytes
 * are followed to their bytes; made-up ones, such as automatic numbers, are counted. Linear.
 */
export function coverageOf(visible: VisibleText, result: PageResult): Coverage {
  const claims = [
    ...result.speeches.flatMap(({ blocks }) => blocks.flatMap(({ ranges }) => ranges)),
    ...result.removals.flatMap(({ ranges }) => ranges),
  ];
  const length = visible.rangesOf(0, visible.text.length).reduce((last, [, to]) => Math.max(last, to), 0);
  const counts = countBytes(claims, length);
  const shown = [...visible.text.matchAll(/\S+/g)].map(({ 0: text, index }) => ({
    text,
    bytes: visible.rangesOf(index, index + text.length),
  }));
  // Text that is copied inside a file may share its bytes: each copy is to be claimed.
  const expected = countBytes(
    shown.flatMap(({ bytes }) => bytes),
    length,
  );
  const missing: string[] = [];
  const twice: string[] = [];
  for (const { text, bytes } of shown) {
    if (bytes.some((range) => !isEvery(range, (at) => (counts[at] ?? 0) >= (expected[at] ?? 0)))) missing.push(text);
    if (bytes.some((range) => !isEvery(range, (at) => (counts[at] ?? 0) <= (expected[at] ?? 0)))) twice.push(text);
  }
  if (missing.length + twice.length > 0) return { missing, twice };
  const texts = [...result.speeches.flatMap(({ blocks }) => blocks), ...result.removals].map(({ text }) => text);
  const surplus = printedLength(texts) - printedLength([visible.text]);
  const madeUp = `${Math.abs(surplus)} made-up characters`;
  return { missing: surplus < 0 ? [madeUp] : [], twice: surplus > 0 ? [madeUp] : [] };
}

/** How many characters are not white space, in UTF-16 units. */
const printedLength = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + text.length - (text.match(/\s/g)?.length ?? 0), 0);

function countBytes(claims: readonly ByteRange[], length: number): Uint8Array {
  const counts = new Uint8Array(length);
  for (const [from, to] of claims) for (let at = from; at < to; at += 1) counts[at] = Math.min(255, (counts[at] ?? 0) + 1);
  return counts;
}

function isEvery([from, to]: ByteRange, holds: (at: number) => boolean): boolean {
  for (let at = from; at < to; at += 1) if (!holds(at)) return false;
  return true;
}
