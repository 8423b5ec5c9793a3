import type { Highlight } from '../search-index.js';
import type { Mark } from './marks.js';

/** A passage has about this many UTF-16 units, more only when one match is longer. */
const LENGTH = 100;
const LONGEST = 120;
const LEAD = 30;
const SENTENCE_END = /[。！？；!?;\n]/;

/**
 * The best passages around marks, in the order of the text: those with the most different terms, then with the most marks. They do not
 * overlap, end at the end of a sentence when one is near, and never cut a surrogate pair.
 */
export function bestPassages(field: Highlight['field'], text: string, marks: readonly Mark[], count: number): Highlight[] {
  const windows: Window[] = [];
  for (const window of windowsOf(marks).sort((a, b) => b.worth - a.worth || a.from - b.from)) {
    if (windows.length === count) break;
    if (windows.every(({ from, to }) => window.to <= from || to <= window.from)) windows.push(window);
  }
  let floor = 0;
  return windows
    .sort((a, b) => a.from - b.from)
    .map((window, index) => {
      const passage = passageAround(field, text, marks, { ...window, floor, ceiling: windows[index + 1]?.from ?? text.length });
      floor = passage.start + passage.passage.length;
      return passage;
    });
}

interface Window {
  readonly from: number;
  readonly to: number;
  readonly worth: number;
}

/** For each mark the window that begins with it. Marks are in order, so one pass finds them all. */
function windowsOf(marks: readonly Mark[]): Window[] {
  return marks.map((first, index) => {
    const terms = new Set<number>();
    let [to, held] = [first.to, 0];
    for (let at = index; at < marks.length && held < 50; at += 1) {
      const mark = marks[at];
      if (!mark || (at > index && mark.to > first.from + LENGTH - LEAD)) break;
      terms.add(mark.term);
      held += 1;
      to = Math.max(to, mark.to);
    }
    return { from: first.from, to, worth: terms.size * 100 + held };
  });
}

/** A window may grow down to the floor and up to the ceiling: there its neighbours begin. */
interface Place extends Window {
  readonly floor: number;
  readonly ceiling: number;
}

function passageAround(field: Highlight['field'], text: string, marks: readonly Mark[], place: Place): Highlight {
  const isShort = text.length <= LONGEST && place.floor === 0 && place.ceiling === text.length;
  const start = isShort ? 0 : beginning(text, place.from, Math.max(place.floor, place.from - LEAD));
  const end = isShort ? text.length : ending(text, place.to, start, place.ceiling);
  const inside = marks.filter((mark) => mark.from >= start && mark.to <= end).map((mark) => [mark.from - start, mark.to - start] as const);
  return { field, passage: text.slice(start, end), start, marks: apart(inside) };
}

/** Behind the last sentence end that is near, else at the earliest place allowed. */
function beginning(text: string, from: number, earliest: number): number {
  for (let at = from; at > earliest; at -= 1) if (SENTENCE_END.test(text[at - 1] ?? '')) return at;
  return splitsPair(text, earliest) ? earliest + 1 : earliest;
}

/** Behind the sentence end nearest to the wanted length, else at that length. */
function ending(text: string, to: number, start: number, ceiling: number): number {
  const latest = Math.min(ceiling, Math.max(to, start + LONGEST));
  const wanted = Math.min(latest, Math.max(to, start + LENGTH));
  for (let at = latest; at > Math.max(to, start + LENGTH - 40); at -= 1) {
    if (SENTENCE_END.test(text[at - 1] ?? '')) return text[at - 1] === '\n' ? at - 1 : at;
  }
  if (latest === ceiling) return latest;
  return splitsPair(text, wanted) ? wanted + 1 : wanted;
}

const splitsPair = (text: string, at: number): boolean =>
  /[\udc00-\udfff]/.test(text[at] ?? '') && /[\ud800-\udbff]/.test(text[at - 1] ?? '');

function apart(ranges: readonly (readonly [from: number, to: number])[]): [number, number][] {
  const merged: [number, number][] = [];
  for (const [from, to] of ranges) {
    const last = merged.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}
