import { fold } from '#text';
import type { SearchEntry } from '../search-index.js';

/**
 * What a plain scan finds: the folded stretch stands in the folded title or text. For Han text that is all; the scan has to be told two rules
 * about words of letters or digits, which engines hold as well: they count whole (9 is not found inside 9.3: that is one word), and
 * separators beside them do not count (`投入R&D` is also found in `投入：R, D`).
 */
export function scan(entries: readonly SearchEntry[], stretch: string): string[] {
  const wanted = scanned(stretch);
  return entries
    .filter(({ title, text }) => scanned(title).includes(wanted) || scanned(text).includes(wanted))
    .map(({ speechId }) => speechId);
}

const WORD = /[a-z0-9_]+(?:(?<=[0-9])[.,](?=[0-9])[a-z0-9_]+)*/g;
const BESIDE_WORDS = /[^\p{L}\p{N}\p{M}_|]*\|[^\p{L}\p{N}\p{M}_]*/gu;

/** Folded, with one bar at either side of each word. */
const scanned = (text: string): string => fold(text).replace(WORD, '|$&|').replace(BESIDE_WORDS, '|');
