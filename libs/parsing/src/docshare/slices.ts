import type { Span } from '../page/joined-text.js';
import { accepts, type SliceHints } from './slice-acceptance.js';
import { type ChainLink, followChain } from './slice-chain.js';
import { guessLengths } from './slice-length.js';
import { findMarks, type MarkCandidate } from './slice-marks.js';
import { escapedRuler, plainRuler, type Ruler } from './slice-ruler.js';

/** The slices of a page, taken apart from their marks. */
export interface Slices {
  readonly count: number;
  /** Length of a whole slice in UTF-16 units; null when only one slice is there to tell. */
  readonly length: number | null;
  /** The text of each slice, in order; joined without anything between they are the body. */
  readonly texts: readonly Span[];
  readonly marks: readonly Span[];
  /** Lost slices: at which offset, and how many units they held. */
  readonly lost: readonly { readonly at: number; readonly extent: number }[];
  /** Where the first mark stands: text before it belongs to no slice. */
  readonly from: number;
  /** Number of the first slice: more than 1 when the beginning of the page is lost. */
  readonly firstNumber: number;
}

/** Tried where the marks propose no length. */
const USUAL_LENGTH = 300;
/** Most marks with the number 1 that are tried as the first. */
const MOST_BEGINNINGS = 4;

/** So few marks may also fit another length by chance, as marks with gaps between them may: then one that all marks agree on is better. */
const FEW = 2;

/** Finds the slices of a body by the length they share, or null when its numbers are the author's. Linear. */
export function findSlices(folded: string, body: Span, hints: SliceHints): Slices | null {
  const marks = findMarks(folded, body.from, body.to);
  const found = marks.length > 0 ? slicesBy(plainRuler, folded, body, marks, hints) : null;
  if (found || !hints.furniture) return found;
  const escaped = marks.length > 0 ? escapedRuler(folded) : null;
  return (escaped && slicesBy(escaped, folded, body, marks, hints)) ?? slicesByRareMarks(folded, body, hints);
}

/** Marks in another form must be beyond doubt: all of one length, from the first thing of the body on. */
function slicesByRareMarks(folded: string, body: Span, hints: SliceHints): Slices | null {
  for (const sign of ['.', ')'] as const) {
    const marks = findMarks(folded, body.from, body.to, sign).filter(({ place }) => place === 'line');
    if (marks.length <= FEW || marks[0]?.number !== 1) continue;
    const found = slicesBy(plainRuler, folded, body, marks, { ...hints, furniture: false });
    if (found && found.texts.length > FEW) return found;
  }
  return null;
}

function slicesBy(measure: Ruler, folded: string, body: Span, marks: readonly MarkCandidate[], hints: SliceHints): Slices | null {
  const guesses = guessLengths(folded, marks, measure);
  const start = skipBlanks(folded, body.from);
  const tolerance = hints.mirror ? { shortest: 0.6, longest: 1.4 } : { shortest: hints.furniture ? 0.1 : 0.9, longest: 1.03 };
  let few: Slices | null = null;
  for (const first of firstMarks(marks, start, hints)) {
    for (const length of guesses.length > 0 ? guesses : [null]) {
      const links = followChain(folded, marks, first, { measure, length: length ?? USUAL_LENGTH, end: body.to, ...tolerance });
      const atStart = links[0]?.mark.from === start;
      if (!accepts({ folded, body, marks, links, length, measure, atStart, hints })) continue;
      const found = asSlices(folded, body, links, length, measure);
      if (links.length > FEW && found.lost.length === 0) return found;
      few ??= found;
    }
  }
  return few;
}

/** Where the sequence may begin: at the first thing of the body; behind unknown lines, or above 1, only on pages of the family. */
function firstMarks(marks: readonly MarkCandidate[], start: number, hints: SliceHints): number[] {
  const atStart = marks.findIndex(({ from }) => from === start);
  const ones = marks.flatMap(({ number }, index) => (number === 1 ? [index] : [])).slice(0, MOST_BEGINNINGS);
  const cut = marks.findIndex(({ number }) => number > 1);
  const begin = marks[atStart]?.number === 1 || hints.furniture ? [atStart] : [];
  return [...new Set([...begin, ...ones, ...(ones.length === 0 ? [cut] : [])])].filter((index) => index >= 0);
}

function asSlices(folded: string, body: Span, links: readonly ChainLink[], guess: number | null, measure: Ruler): Slices {
  const spaced = links.length > 2 && links.every(({ mark }) => folded[mark.to] === ' ');
  const withBlank = links.length > 1 && guess !== null ? (commonLength(folded, links, measure) ?? guess) : null;
  const length = withBlank !== null && spaced ? withBlank - 1 : withBlank;
  const texts = links.map(({ mark, end }) => printedText(folded, { from: mark.to + (spaced ? 1 : 0), to: end }, length, body.to, measure));
  const lost = links.flatMap(({ lostAfter }, index) =>
    lostAfter > 0 ? [{ at: texts[index]?.to ?? body.from, extent: lostAfter * (length ?? 0) }] : [],
  );
  return {
    count: links.reduce((sum, { slices }) => sum + slices, 0),
    length,
    texts,
    marks: links.map(({ mark }) => ({ from: mark.from, to: mark.to })),
    lost,
    from: links[0]?.mark.from ?? body.from,
    firstNumber: links[0]?.mark.number ?? 1,
  };
}

/** What most slices measure with the blanks at their ends, which the text of a page without line breaks shares with the layout; or null. */
function commonLength(folded: string, links: readonly ChainLink[], measure: Ruler): number | null {
  const counts = new Map<number, number>();
  links.slice(1).forEach(({ mark: { from } }, index) => {
    const { mark, end } = links[index] ?? { mark: { to: 0 }, end: 0 };
    let to = end;
    while (to < from && folded[to] === ' ') to += 1;
    const length = measure(mark.to, to === from ? from - 1 : to);
    counts.set(length, (counts.get(length) ?? 0) + 1);
  });
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most && links.length > 3 && most[1] * 3 > (links.length - 1) * 2 ? most[0] : null;
}

/** Blanks at the cut belong to the text as far as the length leaves room for them. */
function printedText(folded: string, { from, to: end }: Span, length: number | null, limit: number, measure: Ruler): Span {
  if (length === null) return { from, to: end };
  let to = end;
  while (to < limit && measure(from, to) < length && folded[to] === ' ') to += 1;
  // Before a line break blanks are text; a lone blank before a mark inside a line is what is left of the break.
  return folded[to] === '\n' || measure(from, to) === length ? { from, to } : { from, to: end };
}

const skipBlanks = (folded: string, from: number): number => {
  let at = from;
  while (/\s/.test(folded[at] ?? '')) at += 1;
  return at;
};
