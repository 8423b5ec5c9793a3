import type { Span } from '../page/joined-text.js';
import type { Announced } from './announced-works.js';
import { closingStart } from './closing.js';
import { findMarkers } from './markers.js';
import { buildOutline, type OutlineNode } from './outline.js';
import { printedNumberAt } from './printed-numbers.js';
import { findTitles, isRunning, sharedWords, type TitleCandidate, wordsOf } from './titles.js';

/** Where a work begins, by its title. */
export interface PartStart extends Span {
  /** Where the title's own words begin, behind a label such as `篇一：`. */
  readonly titleFrom: number;
  /** How much speaks for it, about 0 to 1. */
  readonly score: number;
}

/** Least score where the document's title announces several works, where works are still missing then, and where it announces none. */
const ENOUGH = 0.6;
const ENOUGH_IF_MISSING = 0.45;
const ENOUGH_UNANNOUNCED = 1;
/** Where no title is known the words of a phrase cannot speak for it: all other signs must. */
const ENOUGH_UNTITLED = 0.8;

/** Share of a phrase's words in the document's title that speaks for it alone. */
const SAME_WORDS = 0.8;

/** Least pairs of characters that a phrase has beyond the words all titles share. */
const SPECIFIC = 3;
/** How often works of one title may stand in a file. */
const MOST_REPEATS = 2;
/** A work is longer than this, in UTF-16 units. */
const SHORTEST_WORK = 120;

/** The phrases of a folded text from `begins` on that are titles of works, in order. Linear. */
export function titledParts(text: string, title: string, announced: Announced, begins: number): PartStart[] {
  const starts = scored(text, title, announced, begins);
  const found = starts.filter(({ from, score }) => score >= enoughAt(from, title, announced));
  if (found.length < announced.least)
    return best(
      starts.filter(({ score }) => score >= ENOUGH_IF_MISSING),
      announced.least,
    );
  return best(found, announced.count ?? found.length);
}

function enoughAt(from: number, title: string, announced: Announced): number {
  if (announced.several || from === 0) return ENOUGH;
  return title === '' ? ENOUGH_UNTITLED : ENOUGH_UNANNOUNCED;
}

/** As many as are announced, the likeliest, in order of place; of two that stand closer together than a work is long only one. */
function best(starts: readonly PartStart[], count: number): PartStart[] {
  const kept: PartStart[] = [];
  for (const start of [...starts].sort((a, b) => b.score - a.score || a.from - b.from)) {
    if (kept.length < count && kept.every(({ from }) => Math.abs(from - start.from) >= SHORTEST_WORK)) kept.push(start);
  }
  return kept.sort((a, b) => a.from - b.from);
}

function scored(text: string, title: string, announced: Announced, begins: number): PartStart[] {
  const outermost = new OutermostNumbering(text, begins);
  const starts = distinct(text, findTitles(text, begins)).map((candidate) => {
    const first = candidate.from - begins < 8 && text.slice(begins, candidate.from).trim() === '';
    const matters = announced.several ? ENOUGH_IF_MISSING : enoughAt(candidate.from, title, announced);
    return { ...candidate, titleFrom: candidate.from, score: scoreOf(text, candidate, { title, announced, outermost, first, matters }) };
  });
  return likeliestEnds(starts);
}

/** Of several ends of one phrase the likeliest, then the longest. */
function likeliestEnds(starts: readonly PartStart[]): PartStart[] {
  const kept: PartStart[] = [];
  for (const start of starts) {
    const last = kept.at(-1);
    if (last?.from !== start.from) kept.push(start);
    else if (start.score >= last.score) kept[kept.length - 1] = start;
  }
  return kept;
}

/** Phrases that come again and again in running text are what the text is about. */
function distinct(text: string, candidates: readonly TitleCandidate[]): TitleCandidate[] {
  const counts = new Map<string, number>();
  for (const { from, to } of candidates) counts.set(text.slice(from, to), (counts.get(text.slice(from, to)) ?? 0) + 1);
  return candidates.filter(({ from, to, setOff }) => setOff || (counts.get(text.slice(from, to)) ?? 0) <= MOST_REPEATS);
}

/** How the outermost numbering goes on behind a phrase: begins anew, begins, goes on, or is not there. */
type Numbering = 'anew' | 'begins' | 'goes-on' | 'none';

/** The outermost headings of a text, looked for when the first phrase asks: most phrases are none by their words alone. */
class OutermostNumbering {
  private nodes: readonly OutlineNode[] | null = null;
  /** The first heading behind the last phrase; phrases come in order of their ends. */
  private next = 0;

  constructor(
    private readonly text: string,
    private readonly begins: number,
  ) {}

  behind({ to }: TitleCandidate): Numbering {
    this.nodes ??= buildOutline(this.text, findMarkers(this.text, this.begins)).filter(({ level }) => level === 1);
    while ((this.nodes[this.next]?.marker.from ?? this.text.length) < to) this.next += 1;
    return numberingAround(this.nodes[this.next - 1], this.nodes[this.next]);
  }
}

function numberingAround(before: OutlineNode | undefined, after: OutlineNode | undefined): Numbering {
  if (!after) return 'none';
  if (after.marker.number !== 1) return before?.marker.style === after.marker.style ? 'goes-on' : 'none';
  return before && before.marker.number > 1 ? 'anew' : 'begins';
}

const numberingWeight: Readonly<Record<Numbering, number>> = { anew: 0.25, begins: 0.1, none: 0, 'goes-on': -0.3 };

interface Surroundings {
  readonly title: string;
  readonly announced: Announced;
  readonly outermost: OutermostNumbering;
  /** Whether the phrase is the first thing of the body, or right below the document's title. */
  readonly first: boolean;
  /** A lower score has no consequence and is not worked out. */
  readonly matters: number;
}

function scoreOf(text: string, candidate: TitleCandidate, around: Surroundings): number {
  const { from, to, finalWords, setOff } = candidate;
  const { title, announced, outermost, first, matters } = around;
  if (!setOff && !first && (isRunning(text, from, to) || isLaterItem(text, from))) return 0;
  const phrase = text.slice(from, to);
  const sum = (shared: number, closed: boolean, numbering: Numbering): number =>
    0.35 * shared +
    (finalWords ? 0.25 : 0) +
    (setOff ? 0.35 : 0) +
    (closed ? 0.2 : 0) +
    (announced.several ? 0.15 : 0) +
    (announced.several && (isOwnLine(text, from, to) || isAddressed(text, candidate)) ? 0.1 : 0) +
    numberingWeight[numbering] -
    (/[,，]/.test(phrase) ? 0.2 : 0);
  // What costs most comes last, for most phrases have no chance without it.
  if (sum(1, true, 'anew') < matters) return 0;
  const closed = first || closingStart(text, Math.max(0, from - 100), from) !== null;
  const shared = sharedWords(phrase, title);
  if (!setOff && !first && shared < SAME_WORDS && !namesSubject(phrase)) return 0;
  if (sum(shared, closed, 'anew') < matters) return 0;
  const numbering = outermost.behind(candidate);
  if (!finalWords && !setOff && !closed && numbering !== 'anew' && shared < SAME_WORDS) return 0;
  return sum(shared, closed, numbering);
}

/** `二、2022年工作计划`: a heading of the work it stands in. */
function isLaterItem(text: string, from: number): boolean {
  const { found } = printedNumberAt(text, from);
  return found !== null && found.number > 1 && found.style !== 'part';
}

/** A salutation follows. */
const isAddressed = (text: string, { to, setOff }: TitleCandidate): boolean => setOff && to < text.length && text[to] !== '\n';

/** A line that is a title and nothing else. */
const isOwnLine = (text: string, from: number, to: number): boolean => text[from - 1] === '\n' && text[to] === '\n';

/** Words that titles of all subjects share: a phrase of these alone names no work. */
const unspecific = /学习|工作|年度|全年|今年|去年|上半年|下半年|本次|这次|领导|干部|带头|个人|同志|全市|全县|全区|[0-9]{4}年/g;

/** Whether a phrase says what its work is about. */
const namesSubject = (phrase: string): boolean => wordsOf(phrase.replace(unspecific, ' ')) >= SPECIFIC;
