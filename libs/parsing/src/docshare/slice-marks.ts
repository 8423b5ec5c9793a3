/** A place that looks like the mark `i、` of a slice. */
export interface MarkCandidate {
  readonly number: number;
  readonly from: number;
  /** End of the mark: the first character of the slice. */
  readonly to: number;
  /** How it stands: at a line start, or after a blank inside a line. */
  readonly place: 'line' | 'blank';
}

/** Stops behind the number of a mark: nearly all systems print `1、`; a few copies show `1.` or `(1)`. */
export type MarkStop = '、' | '.' | ')';

/** All places between two offsets that look like marks, in order. Looks back from each stop, since digits before it are few. Linear. */
export function findMarks(folded: string, from: number, to: number, sign: MarkStop = '、'): MarkCandidate[] {
  const marks: MarkCandidate[] = [];
  for (let stop = folded.indexOf(sign, from); stop >= 0 && stop < to; stop = folded.indexOf(sign, stop + 1)) {
    const end = stop > from && folded[stop - 1] === ' ' ? stop - 1 : stop;
    const at = startOfDigits(folded, end, from);
    const number = at === null ? 0 : Number(folded.slice(at, end));
    const begin = at !== null && sign === ')' && at > from && folded[at - 1] === '(' ? at - 1 : at;
    const place = begin !== null && number > 0 ? placeOf(folded, begin, from) : null;
    if (begin !== null && place) marks.push({ number, from: begin, to: stop + 1, place });
  }
  return marks;
}

const MOST_DIGITS = 4;

/** Where one to four digits begin that end at `end` and are no part of a longer figure; or null. */
function startOfDigits(folded: string, end: number, floor: number): number | null {
  let at = end;
  while (at > floor && end - at <= MOST_DIGITS && isDigit(folded.charCodeAt(at - 1))) at -= 1;
  if (at === end || end - at > MOST_DIGITS) return null;
  return at > floor && folded[at - 1] === '.' ? null : at;
}

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

function placeOf(folded: string, at: number, from: number): MarkCandidate['place'] | null {
  let before = at - 1;
  while (before >= from && folded[before] === ' ') before -= 1;
  if (before < from || folded[before] === '\n') return 'line';
  return before < at - 1 ? 'blank' : null;
}

/** Where the text before a mark ends: line breaks and blanks between them are the layout's. */
export function endBefore(folded: string, mark: number, floor: number): number {
  let end = mark;
  while (end > floor && /\s/.test(folded[end - 1] ?? '')) end -= 1;
  return end;
}
