import type { PageText } from '../page-text.js';
import { BOLD } from './blocks.js';
import { type Line, textNodes } from './lines.js';
import { weightOf } from './measures.js';
import type { Surroundings } from './surroundings.js';

/** What one speaker says until the next begins, the speaker's name as printed included. */
export interface Turn {
  /** The name without its colon; null for what stands before the first turn. */
  readonly speaker: string | null;
  readonly lines: readonly Line[];
}

/** Names of speakers are short, and are looked for only at the start of a line. */
const MAX_NAME = 50;
const MAX_NAME_UNITS = 60;
const NOT_IN_NAMES = /[，。！？；、,!?;“”"'《》]/;
const MIN_TURNS = 4;
/** Turns that are shorter on average are questions and answers of one talk, not speeches. */
const MIN_SPEECH = 120;

/**
 * The turns of a transcript, or null for any other text. A transcript has names with colons at the starts of its lines, at least two of them
 * more than once, mostly taking turns, and most of its text below them.
 */
export function findTurns(around: Surroundings, page: PageText, kept: readonly Line[]): Turn[] | null {
  const names = kept.map((line) => nameAt(page.text, line));
  const speakers = speakersAmong(around, page, kept, names);
  if (speakers.size < 2) return null;
  const turns = splitAt(
    around,
    kept,
    names.map((name) => (name !== null && speakers.has(name) ? name : null)),
  );
  return isTranscript(turns) ? turns : null;
}

/** Whether the turns are speeches of their own: more than two speakers, and no mere questions and answers. */
export function areSpeeches(turns: readonly Turn[]): boolean {
  const spoken = turns.filter(({ speaker }) => speaker !== null);
  const speakers = new Set(spoken.map(({ speaker }) => speaker));
  return speakers.size > 2 && weightOfTurns(spoken) / spoken.length >= MIN_SPEECH;
}

/** The speaker who says most, if that is more than half of all. */
export function mainSpeaker(turns: readonly Turn[]): string | null {
  const weights = new Map<string, number>();
  for (const turn of turns) if (turn.speaker !== null) weights.set(turn.speaker, (weights.get(turn.speaker) ?? 0) + weightOfTurns([turn]));
  const [name, weight] = [...weights].sort((a, b) => b[1] - a[1])[0] ?? [null, 0];
  return weight > 0.5 * weightOfTurns(turns) ? name : null;
}

/** The name before the first colon of a line, or null. */
function nameAt(text: string, line: Line): string | null {
  const start = text.slice(line.from, line.from + MAX_NAME_UNITS);
  const colon = start.search(/[:：]/);
  if (colon <= 0 || /\d/.test(start.charAt(colon - 1))) return null;
  const name = start.slice(0, colon).trim();
  const weight = weightOf(name, 0, name.length);
  return weight < 2 || weight > MAX_NAME || NOT_IN_NAMES.test(name) ? null : name;
}

/** Names that come back, and names that come once but are set in bold where those that come back are. */
function speakersAmong(around: Surroundings, page: PageText, kept: readonly Line[], names: readonly (string | null)[]): Set<string> {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  const speakers = new Set([...counts].filter(([, count]) => count > 1).map(([name]) => name));
  const inBold = (index: number): boolean => startsBold(around, page, kept[index]);
  const named = names.flatMap((name, index) => (name !== null && speakers.has(name) ? [index] : []));
  if (speakers.size < 2 || !named.every(inBold)) return speakers;
  for (const [index, name] of names.entries()) if (name !== null && inBold(index)) speakers.add(name);
  return speakers;
}

function startsBold(around: Surroundings, page: PageText, line: Line | undefined): boolean {
  const first = line && textNodes(page, line)[0];
  return line !== undefined && first !== undefined && around.isInside(first, line.block, BOLD);
}

/** `speakers` names for each line the one who begins there, or null. Headings just before a turn are part of it. */
function splitAt(around: Surroundings, kept: readonly Line[], speakers: readonly (string | null)[]): Turn[] {
  const turns: { speaker: string | null; lines: Line[] }[] = [];
  for (const [index, line] of kept.entries()) {
    const speaker = speakers[index] ?? null;
    const last = turns[turns.length - 1];
    if (speaker === null && last) last.lines.push(line);
    else turns.push({ speaker, lines: [...takeHeadings(around, last?.lines ?? []), line] });
  }
  return turns;
}

/** Takes the headings off the end of a turn that holds more than headings. */
function takeHeadings({ tree }: Surroundings, lines: Line[]): Line[] {
  const last = lines.findLastIndex((line) => tree.headingLevel(line.block) === 0);
  return last < 0 ? [] : lines.splice(last + 1);
}

function isTranscript(turns: readonly Turn[]): boolean {
  const spoken = turns.filter(({ speaker }) => speaker !== null);
  if (spoken.length < MIN_TURNS) return false;
  const changes = spoken.filter((turn, index) => index === 0 || turn.speaker !== spoken[index - 1]?.speaker).length;
  return changes >= 0.7 * spoken.length && weightOfTurns(spoken) > 0.6 * weightOfTurns(turns);
}

function weightOfTurns(turns: readonly Turn[]): number {
  return turns.reduce((sum, { lines }) => sum + lines.reduce((inner, line) => inner + line.weight, 0), 0);
}
