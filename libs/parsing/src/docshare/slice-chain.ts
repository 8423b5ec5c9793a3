import { proseIn } from './choose-body.js';
import { TOLERANCE } from './slice-length.js';
import { endBefore, type MarkCandidate } from './slice-marks.js';
import type { Ruler } from './slice-ruler.js';

/** One slice of a chain: its mark and the text between this mark and the next. */
export interface ChainLink {
  readonly mark: MarkCandidate;
  /** End of the slice's text, white space before the next mark left out. */
  readonly end: number;
  /** Slices lost between this one and the next. */
  readonly lostAfter: number;
  /** Slices in this stretch: more than one where a mark is missing and its text is not. */
  readonly slices: number;
}

/** What a chain is followed by. */
export interface ChainRules {
  readonly measure: Ruler;
  /** Length of a whole slice. */
  readonly length: number;
  /** How short and how long a slice may be, as a share of the length. */
  readonly shortest: number;
  readonly longest: number;
  /** Where the body ends. */
  readonly end: number;
}

/** Follows the marks from `first`: each next one is the candidate with the next number that stands nearest to where the length predicts it. */
export function followChain(folded: string, marks: readonly MarkCandidate[], first: number, rules: ChainRules): ChainLink[] {
  const links: ChainLink[] = [];
  let index = first;
  for (let mark = marks[index]; mark; mark = marks[index]) {
    const next = nextMark(folded, marks, index, rules);
    const end = next ? next.textEnd : lastEnd(folded, mark.to, links, rules);
    links.push({ mark, end, lostAfter: next?.lost ?? 0, slices: next?.slices ?? 1 });
    if (!next) break;
    index = next.index;
  }
  return withoutStrayEnd(folded, links, rules);
}

/**
 * Marks inside a line that cut short what is as long as one slice are numbers of the last slice's own text, unless the copy has shortened
 * other slices as well.
 */
function withoutStrayEnd(folded: string, links: ChainLink[], rules: ChainRules): ChainLink[] {
  const end = lastEnd(folded, links.at(-1)?.mark.to ?? 0, links.slice(0, -1), rules);
  const last = links.findIndex(({ mark }) => rules.measure(mark.to, end) <= rules.length + TOLERANCE);
  const whole = links.slice(0, last);
  const kept = links[last];
  if (!kept || last < 2 || last === links.length - 1) return links;
  const isShort = ({ mark, end: to, slices }: ChainLink): boolean => rules.measure(mark.to, to) < rules.length * slices - TOLERANCE;
  if (!isShort(kept) || whole.some(isShort) || links.slice(last + 1).some(({ mark }) => mark.place === 'line')) return links;
  return [...whole, { ...kept, end, lostAfter: 0, slices: 1 }];
}

interface NextMark {
  readonly mark: MarkCandidate;
  /** End of the text before it. */
  readonly textEnd: number;
  readonly index: number;
  readonly lost: number;
  readonly slices: number;
  /** How badly it fits; lower is better. */
  readonly miss: number;
}

/** A mark inside a line has to stand this much nearer to the prediction than one at a line start. */
const INSIDE_LINE = 4;
/** Most slices in a row that may be missing, and most marks in a row whose text is still there. */
const MOST_LOST = 40;
const MOST_UNMARKED = 3;
/** What counts against a mark that skips numbers, so that the next number wins wherever it fits. */
const SKIPPING = 20;

function nextMark(folded: string, marks: readonly MarkCandidate[], index: number, rules: ChainRules): NextMark | null {
  const mark = marks[index];
  let best: NextMark | null = null;
  for (let at = index + 1; mark && at < marks.length; at += 1) {
    const candidate = marks[at];
    if (!candidate || candidate.from - mark.to > (rules.length + TOLERANCE) * (MOST_UNMARKED + 1)) break;
    const skipped = candidate.number - mark.number - 1;
    if (skipped < 0 || skipped > MOST_LOST) continue;
    const textEnd = endOfText(folded, mark.to, candidate, rules);
    const found = readNext({ mark: candidate, textEnd, index: at }, skipped, rules.measure(mark.to, textEnd), rules);
    if (found && (!best || found.miss < best.miss)) best = found;
  }
  return best;
}

/** A missing slice leaves the one after it exactly where its own mark would stand; a missing mark leaves its text. */
function readNext(at: Pick<NextMark, 'mark' | 'textEnd' | 'index'>, skipped: number, printed: number, rules: ChainRules): NextMark | null {
  const { length, shortest, longest } = rules;
  const place = at.mark.place === 'blank' ? INSIDE_LINE : 0;
  const miss = missOf(printed, length);
  if (skipped === 0) {
    const fits = printed >= length * shortest && printed <= length * longest + TOLERANCE;
    return fits ? { ...at, lost: 0, slices: 1, miss: miss + place } : null;
  }
  if (miss + place <= TOLERANCE) return { ...at, lost: skipped, slices: 1, miss: miss + place + SKIPPING };
  const unmarked = missOf(printed, length * (skipped + 1));
  const isUnmarked = unmarked + place <= TOLERANCE * (skipped + 1);
  return isUnmarked ? { ...at, lost: 0, slices: skipped + 1, miss: unmarked + place + SKIPPING } : null;
}

/** Where the text before a mark ends. Lines of the layout may stand between: then a line of the slice's own length is all of it. */
function endOfText(folded: string, from: number, { from: to, place }: MarkCandidate, { measure, length }: ChainRules): number {
  const end = endBefore(folded, to, from);
  if (place === 'blank' || measure(from, end) <= length + TOLERANCE) return end;
  const line = endBefore(folded, lineEnd(folded, from, end), from);
  return Math.abs(measure(from, line) - length) <= TOLERANCE ? line : end;
}

/**
 * Below the last slice, too, may stand lines of the layout: what is no running text does not belong to it. Where the slices before it have
 * line breaks of their own, its lines are text.
 */
function lastEnd(folded: string, from: number, before: readonly ChainLink[], { measure, length, end }: ChainRules): number {
  const whole = endBefore(folded, end, from);
  const line = endBefore(folded, lineEnd(folded, from, whole), from);
  if (measure(from, line) > length + REMAINDER || proseIn(folded, line, whole, 1) > 0) return whole;
  return before.some((link) => lineEnd(folded, link.mark.to, link.end) < link.end) ? whole : line;
}

/** What a last slice may hold beyond its length, since the system did not cut it off. */
const REMAINDER = 120;

function lineEnd(folded: string, from: number, limit: number): number {
  const at = folded.indexOf('\n', from);
  return at < 0 || at > limit ? limit : at;
}

const missOf = (printed: number, length: number): number => Math.abs(printed - length) + (printed > length ? 2 : 0);
