import { fold } from '#text';
import type { SearchEntry } from '../search-index.js';

/**
 * What a plain scan finds: the folded stretch stands in the folded title or text, and neither of its ends lies inside a word of letters
 * or digits (9 is not found inside 9.3: that is one word).
 */
export function scan(entries: readonly SearchEntry[], stretch: string): string[] {
  const wanted = fold(stretch);
  return entries.filter(({ title, text }) => stands(wanted, fold(title)) || stands(wanted, fold(text))).map(({ speechId }) => speechId);
}

function stands(wanted: string, text: string): boolean {
  const inner = innerPlaces(text);
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (!inner.has(at) && !inner.has(at + wanted.length)) return true;
  }
  return false;
}

/** Offsets that have letters or digits of one word on both sides. */
function innerPlaces(text: string): Set<number> {
  const inner = new Set<number>();
  for (const { index, 0: word } of text.matchAll(/[a-z0-9_]+(?:(?<=[0-9])[.,](?=[0-9])[a-z0-9_]+)*/g)) {
    for (let at = index + 1; at < index + word.length; at += 1) inner.add(at);
  }
  return inner;
}
