/** A place that looks like the mark `i、` of a slice. */
export interface MarkCandidate {
  readonly number: number;
  readonly from: number;
  /** End of the mark: the first character of the slice. */
  readonly to: number;
  /** How it stands: at a line start, or after a blank inside a line. */
  readonly place: 'line' | 'blank';
}

/** All places between two offsets that look like marks, in order. Linear. */
export function findMarks(folded: string, from: number, to: number): MarkCandidate[] {
  const marks: MarkCandidate[] = [];
  for (const match of folded.slice(from, to).matchAll(/(?<![0-9.])([0-9]{1,4})(?: ?、)/g)) {
    const at = from + match.index;
    const place = placeOf(folded, at, from);
    if (place && Number(match[1]) > 0) marks.push({ number: Number(match[1]), from: at, to: at + match[0].length, place });
  }
  return marks;
}

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
