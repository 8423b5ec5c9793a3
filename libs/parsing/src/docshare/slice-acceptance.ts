import type { Span } from '../page/joined-text.js';
import { endsSentence } from '../structure/sentences.js';
import { titleAtStart } from '../structure/titles.js';
import type { ChainLink } from './slice-chain.js';
import { KNOWN_LENGTHS, LONGEST, SHORTEST, TOLERANCE } from './slice-length.js';
import type { MarkCandidate } from './slice-marks.js';
import type { Ruler } from './slice-ruler.js';

/** What is known of the page whose numbers are judged. */
export interface SliceHints {
  /** Whether furniture of the family was found on the page. */
  readonly furniture: boolean;
  /** Mirrors insert material after the cut. */
  readonly mirror: boolean;
  /** The document's title in folded form. */
  readonly title: string | null;
}

/** A chain of marks to be judged, in its page. */
export interface ChainCase {
  readonly folded: string;
  readonly body: Span;
  readonly marks: readonly MarkCandidate[];
  readonly links: readonly ChainLink[];
  /** The length the chain was followed by; null when the marks propose none. */
  readonly length: number | null;
  readonly measure: Ruler;
  /** Whether the first mark is the first thing of the body. */
  readonly atStart: boolean;
  readonly hints: SliceHints;
}

/** Whether a chain of marks is the system's and not an author's list. */
export function accepts(chain: ChainCase): boolean {
  const { links, atStart, hints, length } = chain;
  if (links.length > 2) return length !== null && acceptsMany(chain, length);
  if (!atStart || links[0]?.mark.number !== 1) return false;
  return links.length === 2 ? acceptsTwo(chain) : hints.furniture && acceptsOne(chain);
}

/** One mark says little: the title must follow it, or nothing that looks like a second mark or a second item. */
function acceptsOne(chain: ChainCase): boolean {
  const { folded, body, marks, links } = chain;
  const from = links[0]?.mark.to ?? 0;
  const isShort = body.to - from <= LONGEST * 1.5;
  if (isShort && startsWithTitle(chain)) return true;
  return marks.length === 1 && !hasSecondItem(folded.slice(from, body.to));
}

/** Whether a list that began before a text goes on in it. */
function hasSecondItem(text: string): boolean {
  const item = /(?<![0-9.])[12](?= ?、)/.exec(text);
  return item?.[0] === '2' && (item.index === 0 || endsSentence(text, item.index));
}

/** Two marks: a known length, or a cut inside a sentence, or an item that would begin with the title. */
function acceptsTwo(chain: ChainCase): boolean {
  const { folded, links, hints } = chain;
  if (!hints.furniture && goesOnAsList(chain)) return false;
  const [length = 0] = lengthsOf(chain);
  const endsThere = endsSentence(folded, links[0]?.end ?? 0);
  const known = KNOWN_LENGTHS.some((value) => value - length >= 0 && value - length <= TOLERANCE);
  if (known && (!endsThere || KNOWN_LENGTHS.includes(length))) return true;
  if (!hints.furniture || length < SHORTEST || length > LONGEST) return false;
  return !endsThere || startsWithTitle(chain);
}

/** Other numbers begin lines as well: a list of which some items together have the length of a slice by chance. */
const goesOnAsList = ({ marks, links }: ChainCase): boolean =>
  marks.some(({ number, place, from }) => number > 1 && place === 'line' && links.every(({ mark }) => mark.from !== from));

/**
 * Three and more marks: all slices share one length. Copies that collapsed runs of blanks have shorter ones among them; these must not look
 * like items of a list, which mostly end with a sentence.
 */
function acceptsMany(chain: ChainCase, length: number): boolean {
  const { furniture, mirror } = chain.hints;
  const lengths = lengthsOf(chain);
  const hits = lengths.filter((printed) => Math.abs(printed - length) <= TOLERANCE).length;
  const all = hits === lengths.length;
  if (!furniture && !(all && (begins(chain) || isCutStart(chain, lengths, length) || isBeyondDoubt(chain, lengths)))) return false;
  if (!begins(chain) && hits * 2 <= lengths.length) return false;
  const isList = sentenceEnds(chain) * 2 > lengths.length;
  if (all) return !isList || (furniture && lengths.every((printed) => printed === length));
  if (isList) return false;
  if (mirror) return hits > 0;
  const tooLong = lengths.some((printed) => printed > length + TOLERANCE);
  return !tooLong && hits * 2 >= lengths.length && (hits > 1 || KNOWN_LENGTHS.includes(length));
}

/** Lengths of all slices but the last; where marks are missing, of the slice that differs. */
function lengthsOf({ links, length, measure }: ChainCase): number[] {
  return links.slice(0, -1).map(({ mark, end, slices }) => measure(mark.to, end) - (slices - 1) * (length ?? 0));
}

const begins = ({ atStart, links }: ChainCase): boolean => atStart && links[0]?.mark.number === 1;

const sentenceEnds = ({ folded, links }: ChainCase): number => links.slice(0, -1).filter(({ end }) => endsSentence(folded, end)).length;

function startsWithTitle({ folded, links, hints: { title } }: ChainCase): boolean {
  const from = links[0]?.mark.to ?? 0;
  return title !== null && title.length > 3 && titleAtStart(folded.slice(from, from + title.length * 2), title) > 0;
}

/** A copy that begins inside a slice: its first mark is above 1 and stands no further in than a slice is long. */
function isCutStart({ links, body }: ChainCase, lengths: readonly number[], length: number): boolean {
  const first = links[0]?.mark;
  if (!first || first.number === 1 || first.from - body.from > length + TOLERANCE) return false;
  return lengths.length > 2 || (KNOWN_LENGTHS.includes(length) && lengths.every((printed) => printed === length));
}

/**
 * Without known furniture anything may stand above the slices when these are beyond doubt: enough of them, each at a line start, of exactly
 * the same known length.
 */
function isBeyondDoubt({ links }: ChainCase, lengths: readonly number[]): boolean {
  if (links[0]?.mark.number !== 1 || lengths.length < BEYOND_DOUBT || links.some(({ mark }) => mark.place !== 'line')) return false;
  return KNOWN_LENGTHS.some((known) => lengths.every((printed) => printed === known));
}

/** So many items of one length no author writes. */
const BEYOND_DOUBT = 3;
