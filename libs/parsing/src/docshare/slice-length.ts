import { endBefore, type MarkCandidate } from './slice-marks.js';
import type { Ruler } from './slice-ruler.js';

/** Lengths that systems of the family are known to cut at. */
export const KNOWN_LENGTHS: readonly number[] = [300, 500];

/** A slice may be printed shorter than it was cut, by the blanks trimmed at its ends, and hardly ever longer. */
export const TOLERANCE = 10;

/** Shortest and longest slice that is believed. */
export const SHORTEST = 200;
export const LONGEST = 620;

/** How many later marks are tried as the next one: enough for genuine lists, few enough to stay linear on hostile pages. */
const TRIED = 6;
/** How many marks ahead they may stand. */
const WINDOW = 60;

/** Most lengths that are proposed. */
const PROPOSED = 5;

/**
 * Lengths that neighbouring marks are apart, likeliest first. A vote of all pairs `i、` and `i+1、` at a believable distance: slices agree on
 * one length, items of a list do not. Pairs at line starts weigh more; among equals a known length goes first, then the longer one.
 */
export function guessLengths(folded: string, marks: readonly MarkCandidate[], measure: Ruler): number[] {
  const votes = new Uint32Array(LONGEST + TOLERANCE + 1);
  const vote = (from: number, to: number, place: MarkCandidate['place']): void => {
    const length = measure(from, endBefore(folded, to, from));
    if (length >= SHORTEST && length < votes.length) votes[length] = (votes[length] ?? 0) + (place === 'line' ? 3 : 1);
  };
  let line = -1;
  marks.forEach((mark, index) => {
    let tried = 0;
    // Marks stand in order, so each line break is looked for once.
    if (line < mark.to) line = orEnd(folded.indexOf('\n', mark.to), folded.length);
    for (let next = index + 1; next < marks.length && next - index < WINDOW && tried < TRIED; next += 1) {
      const candidate = marks[next];
      if (!candidate || candidate.from - mark.to > LONGEST * 2) break;
      if (candidate.number !== mark.number + 1) continue;
      tried += 1;
      vote(mark.to, candidate.from, candidate.place);
      // Lines of the layout may stand between two slices: then the first line is the slice.
      if (candidate.from - line > 1) vote(mark.to, line, candidate.place);
    }
  });
  return mostVoted(votes);
}

const orEnd = (at: number, end: number): number => (at < 0 ? end : at);

/** Trimmed slices vote for a little less than the length, so each length is helped by those just below it. */
function mostVoted(votes: Uint32Array): number[] {
  const scored: { readonly length: number; readonly score: number }[] = [];
  for (let length = SHORTEST; length < votes.length; length += 1) {
    const own = votes[length] ?? 0;
    if (own === 0) continue;
    let near = 0;
    for (let below = Math.max(SHORTEST, length - TOLERANCE); below < length; below += 1) near += votes[below] ?? 0;
    scored.push({ length, score: own * 4 + near * 2 + (KNOWN_LENGTHS.includes(length) ? 1 : 0) });
  }
  return scored
    .sort((a, b) => b.score - a.score || b.length - a.length)
    .slice(0, PROPOSED)
    .map(({ length }) => length);
}
