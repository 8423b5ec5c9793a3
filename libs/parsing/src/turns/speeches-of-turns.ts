import type { BlockSpan } from '../formats/format.js';
import { type Turn, weightOfAll } from './find-turns.js';
import { withoutBrackets } from './speaker-name.js';

/** A speech of a page on which people speak in turn. */
export interface SpokenPart {
  readonly speaker: string | null;
  readonly blocks: readonly BlockSpan[];
  /** Where the speaker's own words begin behind the mark, as an offset of the text; null where no mark stands first. */
  readonly wordsFrom: number | null;
}

/** Turns lighter than this on average are exchanges of words in one talk: where names are formal, and where they are not. */
const MIN_FORMAL = 60;
const MIN_SPEECH = 250;
/** More than a sitting of any parliament has: such a page is a log, and stays whole. */
const MOST_TURNS = 5_000;
/** Share of the turns by those without a name from which on the page is questions and answers. */
const ASKED = 0.25;
/** Share of all answers that makes a page the talk of one. */
const ONE_ANSWERS = 0.8;

/**
 * The speeches that turns are: each turn its own in a record of several speakers; each answer with its question where several answer; null
 * where all is one talk, whose speaker `mainSpeaker` names.
 */
export function speechesOfTurns(turns: readonly Turn[]): SpokenPart[] | null {
  if (turns.length > MOST_TURNS) return null;
  const spoken = turns.filter(({ mark }) => mark !== null);
  const named = spoken.filter(({ mark }) => !mark?.signs.anonymous);
  const speakers = new Set(named.map(({ mark }) => mark?.key));
  if (spoken.length - named.length >= ASKED * spoken.length) {
    return speakers.size > 1 && shareOfFirst(named) < ONE_ANSWERS && weightOfAll(named) / named.length >= MIN_FORMAL
      ? answers(turns)
      : null;
  }
  const formal = spoken.filter(({ mark }) => mark?.signs.formal).length;
  const least = formal >= 0.5 * spoken.length ? MIN_FORMAL : MIN_SPEECH;
  return personsAmong(spoken) > 2 && weightOfAll(spoken) / spoken.length >= least ? turns.map(partOf) : null;
}

/** How many persons the names are of: after a full name a surname alone, or behind a form of address, is the same person's. */
function personsAmong(spoken: readonly Turn[]): number {
  return new Set(
    spoken.map(({ mark }) =>
      withoutBrackets(mark?.speaker ?? '')
        .split(/,\s/)[0]
        ?.toLowerCase()
        .split(/\s/)
        .at(-1),
    ),
  ).size;
}

/** The speaker who says most, if that is more than half of all and no mere `A:`. */
export function mainSpeaker(turns: readonly Turn[]): string | null {
  const [first] = weightsOf(turns.filter(({ mark }) => mark !== null));
  return first && !first.isAnonymous && first.weight > 0.5 * weightOfAll(turns) ? first.speaker : null;
}

const partOf = ({ mark, blocks }: Turn): SpokenPart => ({
  speaker: mark?.speaker ?? null,
  blocks,
  wordsFrom: mark && blocks[0] && mark.to > blocks[0].from && mark.to <= blocks[0].to ? mark.to : null,
});

/** Questions stand before the answer they lead to, in one speech with it. */
function answers(turns: readonly Turn[]): SpokenPart[] {
  const parts: SpokenPart[] = [];
  let asked: BlockSpan[] = [];
  for (const turn of turns) {
    if (turn.mark?.signs.anonymous) {
      asked.push(...turn.blocks);
      continue;
    }
    const part = partOf(turn);
    parts.push(asked.length > 0 ? { ...part, blocks: [...asked, ...part.blocks], wordsFrom: null } : part);
    asked = [];
  }
  const last = parts.at(-1);
  if (last && asked.length > 0) parts[parts.length - 1] = { ...last, blocks: [...last.blocks, ...asked] };
  return parts;
}

interface Spoken {
  readonly speaker: string;
  readonly isAnonymous: boolean;
  readonly weight: number;
}

/** What each speaker says, most first. */
function weightsOf(spoken: readonly Turn[]): Spoken[] {
  const weights = new Map<string, Spoken>();
  for (const { mark, weight } of spoken) {
    if (!mark) continue;
    const known = weights.get(mark.key) ?? { speaker: mark.speaker, isAnonymous: mark.signs.anonymous, weight: 0 };
    weights.set(mark.key, { ...known, weight: known.weight + weight });
  }
  return [...weights.values()].sort((a, b) => b.weight - a.weight);
}

const shareOfFirst = (spoken: readonly Turn[]): number => (weightsOf(spoken)[0]?.weight ?? 0) / weightOfAll(spoken);
