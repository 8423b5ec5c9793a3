import { endBefore, type MarkCandidate } from './slice-marks.js';
import { TOLERANCE } from './slice-length.js';

/** One slice of a chain: its mark and the text between this mark and the next. */
export interface ChainLink {
  readonly mark: MarkCandidate;
  /** End of the slice's text, white space before the next mark left out. */
  readonly end: number;
  /** Slices lost between this one and the next. */
  readonly lostAfter: number;
}

/** How far a slice may be from the length, as a share of it, before the chain breaks. */
export interface Reach {
  readonly shortest: number;
  readonly longest: number;
}

/** Follows the marks from `first`: each next one is the candidate with the next number that stands nearest to where the length predicts it. */
export function followChain(
  folded: string,
  marks: readonly MarkCandidate[],
  first: number,
  length: number,
  bodyEnd: number,
  reach: Reach,
): ChainLink[] {
  const links: ChainLink[] = [];
  let index = first;
  for (let mark = marks[index]; mark; mark = marks[index]) {
    const next = nextMark(folded, marks, index, length, reach);
    const end = endBefore(folded, next?.mark.from ?? bodyEnd, mark.to);
    links.push({ mark, end, lostAfter: next?.lost ?? 0 });
    if (!next) break;
    index = next.index;
  }
  return links;
}

interface NextMark {
  readonly mark: MarkCandidate;
  readonly index: number;
  readonly lost: number;
}

/** A mark inside a line has to stand this much nearer to the prediction than one at a line start. */
const INSIDE_LINE = 4;
/** Most slices in a row that may be missing, and most marks in a row whose text is still there. */
const MOST_LOST = 40;
const MOST_UNMARKED = 3;

function nextMark(folded: string, marks: readonly MarkCandidate[], index: number, length: number, reach: Reach): NextMark | null {
  const mark = marks[index];
  if (!mark) return null;
  const best = { next: null as NextMark | null, miss: Number.POSITIVE_INFINITY };
  const consider = (next: NextMark, miss: number): void => {
    if (miss >= best.miss) return;
    best.next = next;
    best.miss = miss;
  };
  for (let at = index + 1; at < marks.length; at += 1) {
    const candidate = marks[at];
    if (!candidate || candidate.from - mark.to > (length + TOLERANCE) * (MOST_UNMARKED + 1)) break;
    const skipped = candidate.number - mark.number - 1;
    if (skipped < 0 || skipped > MOST_LOST) continue;
    const printed = endBefore(folded, candidate.from, mark.to) - mark.to;
    const miss = missOf(printed, length) + (candidate.place === 'blank' ? INSIDE_LINE : 0);
    if (skipped === 0 && printed >= length * reach.shortest && printed <= length * reach.longest + TOLERANCE) {
      consider({ mark: candidate, index: at, lost: 0 }, miss);
    }
    // A missing slice leaves the one after it exactly where its own mark would stand; a missing mark leaves its text.
    const strict = TOLERANCE * (skipped + 1);
    if (skipped > 0 && miss <= TOLERANCE) consider({ mark: candidate, index: at, lost: skipped }, miss + FOR_LOST);
    const unmarkedMiss = missOf(printed, length * (skipped + 1));
    if (skipped > 0 && unmarkedMiss <= strict) consider({ mark: candidate, index: at, lost: 0 }, unmarkedMiss + FOR_LOST);
  }
  return best.next;
}

/** What counts against a mark that skips numbers, so that the next number wins wherever it fits. */
const FOR_LOST = 20;

const missOf = (printed: number, length: number): number => Math.abs(printed - length) + (printed > length ? 2 : 0);
