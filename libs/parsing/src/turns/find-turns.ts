import type { BlockSpan } from '../formats/format.js';
import { endsSentence, weightOf } from '../html/extract/measures.js';
import { readMark, type SpeakerMark } from './speaker-mark.js';

/** What one speaker says until the next begins, the mark with the name included. */
export interface Turn {
  /** Null for what stands before the first mark. */
  readonly mark: SpeakerMark | null;
  readonly blocks: readonly BlockSpan[];
  readonly weight: number;
}

const MIN_TURNS = 4;
/** Share of the text that speakers say, of neighbouring turns with different speakers, and of turns whose names look like names. */
const SPOKEN = 0.6;
const CHANGES = 0.7;
const NAMED = 0.8;
/** What is said in a row; cells of a head row weigh less. */
const MIN_ROW = 20;
/** Share of turns with a sentence: what stands below the headings of a list has none. */
const SENTENCES = 0.6;
/** Share of formal names that makes a record, in whatever order they come. */
const FORMAL = 0.5;
/** Above this share of foreseeable successions names are labels, repeated in the same order in each part of a text. */
const FORESEEABLE = 0.85;

/**
 * The turns of a transcript or of a talk, or null for any other text. Speakers are known by marks at the starts of blocks that come back, mostly
 * take turns and have most of the text below them. Linear.
 */
export function findTurns(text: string, given: readonly BlockSpan[]): readonly Turn[] | null {
  const blocks = withRows(text, given);
  const marks = blocks.map((block) => {
    const mark = readMark(text, openingOf(block));
    if (mark === null || !canSpeak(block, mark)) return null;
    return mark.form === 'row' && weightOf(text, mark.to, block.to) < MIN_ROW ? null : mark;
  });
  if (marks.filter((mark) => mark !== null).length < MIN_TURNS) return null;
  const speakers = speakersAmong(marks);
  if (speakers.size < 2) return null;
  const turns = splitAt(
    text,
    blocks,
    marks.map((mark) => (mark !== null && speakers.has(mark.key) ? mark : null)),
  );
  return isTalk(text, turns) ? turns : null;
}

const openingOf = ({ kind, from, to, lead }: BlockSpan): { from: number; to: number; lead?: number | undefined } => ({
  from,
  to,
  lead: kind === 'heading' ? to : lead,
});

/** Tables whose first cells are names stand row by row. */
function withRows(text: string, blocks: readonly BlockSpan[]): readonly BlockSpan[] {
  return blocks.some(({ kind }) => kind === 'table')
    ? blocks.flatMap((block) => (block.kind === 'table' ? rowsOf(text, block) : [block]))
    : blocks;
}

function rowsOf(text: string, table: BlockSpan): readonly BlockSpan[] {
  const rows: BlockSpan[] = [];
  for (let at = table.from; at < table.to; ) {
    const end = text.indexOf('\n', at);
    const to = end < 0 || end > table.to ? table.to : end;
    if (text.slice(at, to).trim() !== '') rows.push({ ...table, ...trimmedSpan(text, at, to) });
    at = to + 1;
  }
  const named = rows.filter((row) => readMark(text, row)?.signs.personal === true);
  return named.length * 2 > rows.length ? rows : [table];
}

function trimmedSpan(text: string, from: number, to: number): { from: number; to: number } {
  const line = text.slice(from, to);
  return { from: from + line.length - line.trimStart().length, to: from + line.trimEnd().length };
}

/**
 * Names that come back, and among marks of their form those that come once and are surely names. One who comes back, as a chair does, is enough
 * where the others are formal.
 */
function speakersAmong(marks: readonly (SpeakerMark | null)[]): Set<string> {
  const counts = new Map<string, number>();
  for (const mark of marks) if (mark) counts.set(mark.key, (counts.get(mark.key) ?? 0) + 1);
  const known = marks.filter((mark) => mark !== null && (counts.get(mark.key) ?? 0) > 1) as SpeakerMark[];
  const forms = new Set(known.filter(({ signs }) => signs.personal).map(formOf));
  const persons = new Set(known.filter(({ signs }) => signs.personal).map(({ key }) => key));
  const isAmongPersons = (mark: SpeakerMark): boolean => mark.signs.personal || mark.inMarkup || persons.size < 2;
  const speakers = new Set(known.filter((mark) => forms.has(formOf(mark)) && isAmongPersons(mark)).map(({ key }) => key));
  for (const mark of marks) if (mark && !speakers.has(mark.key) && forms.has(formOf(mark)) && isSure(mark)) speakers.add(mark.key);
  return speakers;
}

/** Markup is part of the form: where speakers stand in bold, a plain word before a colon is none. */
const formOf = (mark: SpeakerMark): string => `${mark.form === 'dash' ? 'stop' : mark.form} ${mark.inMarkup}`;

const isSure = ({ signs, inMarkup, form }: SpeakerMark): boolean =>
  signs.formal || (signs.personal && form !== 'line' && (inMarkup || form === 'sign' || form === 'colon' || form === 'row'));

/** Lines and items of a list are headings and names of things more often than speakers: among them only formal names count. */
const canSpeak = ({ kind }: BlockSpan, { form, signs }: SpeakerMark): boolean => signs.formal || (kind !== 'listItem' && form !== 'line');

/** Headings right before a mark belong to what follows. */
function splitAt(text: string, blocks: readonly BlockSpan[], marks: readonly (SpeakerMark | null)[]): Turn[] {
  const turns: { mark: SpeakerMark | null; blocks: BlockSpan[] }[] = [];
  for (const [index, block] of blocks.entries()) {
    const mark = marks[index] ?? null;
    const last = turns.at(-1);
    if (mark === null && last) last.blocks.push(block);
    else turns.push({ mark, blocks: [...takeHeadings(last?.blocks ?? []), block] });
  }
  return turns.map((turn) => ({ ...turn, weight: turn.blocks.reduce((sum, { from, to }) => sum + weightOf(text, from, to), 0) }));
}

function takeHeadings(blocks: BlockSpan[]): BlockSpan[] {
  const last = blocks.findLastIndex(({ kind }) => kind !== 'heading');
  // A mark that is a heading and all that its speaker says stays where it is.
  return last < 0 ? [] : blocks.splice(last + 1);
}

function isTalk(text: string, turns: readonly Turn[]): boolean {
  const spoken = turns.filter(({ mark }) => mark !== null);
  if (spoken.length < MIN_TURNS) return false;
  const changes = spoken.filter(({ mark }, index) => index === 0 || mark?.key !== spoken[index - 1]?.mark?.key).length;
  if (changes < CHANGES * spoken.length || weightOfAll(spoken) <= SPOKEN * weightOfAll(turns)) return false;
  if (spoken.filter((turn) => hasSentence(text, turn)).length < SENTENCES * spoken.length) return false;
  const counts = new Map<string, number>();
  for (const { mark } of spoken) counts.set(mark?.key ?? '', (counts.get(mark?.key ?? '') ?? 0) + 1);
  const comeBack = [...counts.values()].filter((count) => count > 1).length;
  const formal = spoken.filter(({ mark }) => mark?.signs.formal === true).length;
  if (comeBack < 2 && formal < NAMED * spoken.length) return false;
  const named = spoken.filter(({ mark }) => mark?.signs.personal).length;
  if (named < NAMED * spoken.length && !(counts.size === 2 && hasAsker(text, spoken))) return false;
  return formal >= FORMAL * spoken.length || !areForeseeable(spoken);
}

const hasSentence = (text: string, { blocks }: Turn): boolean => blocks.some(({ from, to }) => endsSentence(text, from, to));

export const weightOfAll = (turns: readonly Turn[]): number => turns.reduce((sum, { weight }) => sum + weight, 0);

/** Whether most turns of one speaker ask something. */
function hasAsker(text: string, spoken: readonly Turn[]): boolean {
  const counts = new Map<string, { turns: number; questions: number }>();
  for (const turn of spoken) {
    const key = turn.mark?.key ?? '';
    const count = counts.get(key) ?? { turns: 0, questions: 0 };
    counts.set(key, { turns: count.turns + 1, questions: count.questions + (endsAsking(text, turn) ? 1 : 0) });
  }
  return [...counts.values()].some(({ turns, questions }) => turns > 1 && questions >= 0.6 * turns);
}

/** Whether a turn ends with a question, or with a sentence behind one. */
function endsAsking(text: string, { blocks }: Turn): boolean {
  const last = blocks.at(-1);
  return last !== undefined && /[?？؟][^.。!！]{0,60}[.。!！]?\s*$/u.test(text.slice(Math.max(last.from, last.to - 90), last.to));
}

/** Whether each of several names is nearly always followed by the same other: the labels of parts that are all made alike. */
function areForeseeable(spoken: readonly Turn[]): boolean {
  const following = new Map<string, Map<string, number>>();
  for (const [index, turn] of spoken.entries()) {
    const key = turn.mark?.key ?? '';
    const next = spoken[index + 1]?.mark?.key;
    if (next === undefined) break;
    const counts = following.get(key) ?? new Map<string, number>();
    counts.set(next, (counts.get(next) ?? 0) + 1);
    following.set(key, counts);
  }
  let all = 0;
  let usual = 0;
  for (const counts of following.values()) {
    const steps = [...counts.values()];
    const sum = steps.reduce((a, b) => a + b, 0);
    if (sum < 2) continue;
    all += sum;
    usual += Math.max(...steps);
  }
  return following.size > 2 && usual >= FORESEEABLE * all;
}
