import { endsSentence } from '../structure/sentences.js';
import { titleAtStart } from '../structure/titles.js';
import type { Span } from '../page/joined-text.js';
import { type ChainLink, followChain } from './slice-chain.js';
import { guessLengths, KNOWN_LENGTHS, LONGEST, SHORTEST, TOLERANCE } from './slice-length.js';
import { findMarks, type MarkCandidate } from './slice-marks.js';

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

export interface SliceHints {
  /** Whether furniture of the family was found on the page. */
  readonly furniture: boolean;
  /** Mirrors insert material after the cut. */
  readonly mirror: boolean;
  /** The document's title in folded form, for pages with a single slice. */
  readonly title: string | null;
}

/** Finds the slices of a body by the length they share, or null when its numbers are the author's. Linear. */
export function findSlices(folded: string, body: Span, hints: SliceHints): Slices | null {
  const marks = findMarks(folded, body.from, body.to);
  const guesses = guessLengths(folded, marks);
  const reach = hints.mirror ? { shortest: 0.6, longest: 1.4 } : { shortest: hints.furniture ? 0.1 : 0.9, longest: 1.03 };
  for (const first of firstMarks(folded, body, marks, hints)) {
    for (const guess of guesses.length > 0 ? guesses : [null]) {
      const links = followChain(folded, marks, first, guess ?? USUAL_LENGTH, body.to, reach);
      if (accepts(folded, body, marks, links, guess, hints)) return asSlices(folded, body, links, guess);
    }
  }
  return null;
}

/** Where the sequence may begin: at the first thing of the body; behind unknown lines, or above 1, only on pages of the family. */
function firstMarks(folded: string, body: Span, marks: readonly MarkCandidate[], hints: SliceHints): number[] {
  const start = skipBlanks(folded, body.from);
  const atStart = marks.findIndex(({ from }) => from === start);
  const ones = marks.flatMap(({ number }, index) => (number === 1 ? [index] : [])).slice(0, MOST_BEGINNINGS);
  const cut = marks.findIndex(({ number }) => number > 1);
  const begin = marks[atStart]?.number === 1 || hints.furniture ? [atStart] : [];
  return [...new Set([...begin, ...ones, ...(ones.length === 0 ? [cut] : [])])].filter((index) => index >= 0);
}

function accepts(
  folded: string,
  body: Span,
  marks: readonly MarkCandidate[],
  links: readonly ChainLink[],
  guess: number | null,
  hints: SliceHints,
): boolean {
  const first = links[0];
  if (!first) return false;
  const atStart = first.mark.from === skipBlanks(folded, body.from) && first.mark.number === 1;
  if (links.length === 1) return atStart && hints.furniture && acceptsOne(folded, marks, first, body, hints);
  const lengths = links.slice(0, -1).map(({ mark, end }) => end - mark.to);
  if (links.length === 2) return atStart && acceptsTwo(folded, first, lengths[0] ?? 0, hints);
  return guess !== null && acceptsMany(folded, links, lengths, guess, atStart, hints);
}

/** One mark says little: the title must follow it, or nothing that looks like a second mark. */
function acceptsOne(folded: string, marks: readonly MarkCandidate[], first: ChainLink, body: Span, { title }: SliceHints): boolean {
  const titleFollows = startsWithTitle(folded, first, title);
  const isShort = body.to - first.mark.to <= LONGEST * 1.5;
  return (titleFollows && isShort) || marks.length === 1;
}

/** Two marks: a known length, or a cut inside a sentence, or an item that would begin with the title. */
function acceptsTwo(folded: string, first: ChainLink, length: number, { furniture, title }: SliceHints): boolean {
  const endsThere = endsSentence(folded, first.end);
  const known = KNOWN_LENGTHS.some((value) => value - length >= 0 && value - length <= TOLERANCE);
  if (known && (!endsThere || KNOWN_LENGTHS.includes(length))) return true;
  if (!furniture || length < SHORTEST || length > LONGEST) return false;
  return !endsThere || startsWithTitle(folded, first, title);
}

/**
 * Three and more marks: all slices share one length. Copies that collapsed runs of blanks have shorter ones among them; these must not look
 * like items of a list, which mostly end with a sentence.
 */
function acceptsMany(
  folded: string,
  links: readonly ChainLink[],
  lengths: readonly number[],
  guess: number,
  atStart: boolean,
  { furniture, mirror }: SliceHints,
): boolean {
  const exact = lengths.filter((length) => length === guess).length;
  const hits = lengths.filter((length) => Math.abs(length - guess) <= TOLERANCE).length;
  const all = hits === lengths.length;
  if (!furniture && !(all && (atStart || isCutStart(links, lengths, guess)))) return false;
  if (!atStart && hits * 2 <= lengths.length) return false;
  const sentences = links.slice(0, -1).filter(({ end }) => endsSentence(folded, end)).length;
  const isList = sentences * 2 > lengths.length;
  const known = KNOWN_LENGTHS.includes(guess);
  if (all) return !isList || (furniture && exact === lengths.length);
  if (mirror) return hits > 0 && !isList;
  const tooLong = lengths.some((length) => length > guess + TOLERANCE);
  return !tooLong && !isList && hits * 2 >= lengths.length && (hits > 1 || known);
}

const startsWithTitle = (folded: string, { mark }: ChainLink, title: string | null): boolean =>
  title !== null && title.length > 3 && titleAtStart(folded.slice(mark.to, mark.to + title.length * 2), title) > 0;

/** A copy that begins inside a slice: its first mark is above 1 and stands no further in than a slice is long. */
function isCutStart(links: readonly ChainLink[], lengths: readonly number[], guess: number): boolean {
  const first = links[0]?.mark;
  if (!first || first.number === 1 || first.from > guess + TOLERANCE) return false;
  return lengths.length > 2 || (KNOWN_LENGTHS.includes(guess) && lengths.every((length) => length === guess));
}

function asSlices(folded: string, body: Span, links: readonly ChainLink[], guess: number | null): Slices {
  const spaced = links.length > 2 && links.every(({ mark }) => folded[mark.to] === ' ');
  const length = links.length > 1 ? guess : null;
  const texts = links.map(({ mark, end }) => printedText(folded, mark.to + (spaced ? 1 : 0), end, length, body.to));
  const first = links[0]?.mark;
  const lost = links.flatMap(({ lostAfter }, index) =>
    lostAfter > 0 ? [{ at: texts[index]?.to ?? body.from, extent: lostAfter * (length ?? 0) }] : [],
  );
  return {
    count: links.length,
    length,
    texts,
    marks: links.map(({ mark }) => ({ from: mark.from, to: mark.to })),
    lost,
    from: first?.from ?? body.from,
    firstNumber: first?.number ?? 1,
  };
}

/** Blanks at the cut belong to the text as far as the length leaves room for them. */
function printedText(folded: string, from: number, end: number, length: number | null, limit: number): Span {
  if (length === null) return { from, to: end };
  let to = end;
  while (to < limit && to - from < length && folded[to] === ' ') to += 1;
  // Before a line break blanks are text; a lone blank before a mark inside a line is what is left of the break.
  return folded[to] === '\n' || to - from === length ? { from, to } : { from, to: end };
}

const skipBlanks = (folded: string, from: number): number => {
  let at = from;
  while (/\s/.test(folded[at] ?? '')) at += 1;
  return at;
};
