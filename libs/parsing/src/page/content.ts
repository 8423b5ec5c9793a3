import type { BlockSpan, MainContent, ReadPage } from '../formats/format.js';
import { endsSentence } from '../html/extract/measures.js';
import { dayAlone } from '../structure/dates/day-alone.js';
import { readStated } from '../structure/stated.js';
import { readTitle } from '../structure/title-about.js';
import { firstWords } from '../structure/titles.js';
import { findTurns } from '../turns/find-turns.js';
import { mainSpeaker, type SpokenPart, speechesOfTurns } from '../turns/speeches-of-turns.js';
import { JoinedText, type Span } from './joined-text.js';
import type { PlannedBlock, PlannedRemoval, PlannedSpeech } from './plan.js';
import { sittingDay } from './sitting-day.js';
import { worksOf } from './works.js';

/** The speeches in one stretch of main content. */
export interface PlannedContent {
  readonly speeches: readonly PlannedSpeech[];
  /** What stands above several works and is in none, such as the file's own title. */
  readonly removals: readonly PlannedRemoval[];
  /** The title that stands there, or null. */
  readonly title: string | null;
}

/** Tells the speeches of a content apart: the turns of a record, the works of a compilation, or the one it is. */
export function planContent(page: ReadPage, content: MainContent): PlannedContent {
  const turns = findTurns(page.visible.text, content.blocks);
  const spoken = turns && speechesOfTurns(turns);
  if (spoken) return planTurns(page, content, spoken);
  if (turns)
    return one(planMain(page, { ...content, speaker: content.speaker ?? fullerName(content.title ?? page.title, mainSpeaker(turns)) }));
  const works = worksOf(page.visible.text, content);
  if (!works) return one(planMain(page, content));
  return {
    speeches: works.parts.map((part) => ({ ...planMain(page, part.content), confidence: part.confidence })),
    removals: works.removals,
    title: works.title,
  };
}

const one = (speech: PlannedSpeech): PlannedContent => ({ speeches: [speech], removals: [], title: null });

function planMain(page: ReadPage, content: MainContent): PlannedSpeech {
  const { title, blocks } = content;
  const stated = readStated(blocks.slice(0, HEAD_BLOCKS).map(({ from, to }) => page.visible.text.slice(from, to)));
  const body = content.asPrinted ? JoinedText.of(page.visible.text, [spanOf(blocks)]) : JoinedText.of(page.visible.text, blocks, '\n');
  return {
    title: title ?? page.title ?? firstWords(body.text),
    body,
    blocks: content.asPrinted ? blocks.map((block) => shifted(block, -(blocks[0]?.from ?? 0))) : joinedBlocks(blocks),
    lostStart: false,
    speaker: content.speaker ?? stated.speaker,
    date: content.date ?? stated.date ?? (page.format === 'html' ? null : signedDay(page.visible.text, blocks)),
    occasion: content.occasion ?? stated.occasion,
    kind: null,
    confidence: 1,
  };
}

/** Blocks at the head of a text among which labelled particulars stand. */
const HEAD_BLOCKS = 8;

/** Blocks at the end of a text, where pages have none of their own, in one of which the day stands that it is signed with. */
const LAST_BLOCKS = 2;

function signedDay(text: string, blocks: readonly BlockSpan[]): string | null {
  for (const { from, to } of blocks.slice(-LAST_BLOCKS)) {
    const day = dayAlone(text.slice(from, to));
    if (day !== null) return day;
  }
  return null;
}

/** How sure it is that a turn is what one speaker said from beginning to end. */
const TURN_CONFIDENCE = 0.9;

/** The speeches of a record are about its occasion and of its day; the name behind the title tells them apart. */
function planTurns(page: ReadPage, content: MainContent, parts: readonly SpokenPart[]): PlannedContent {
  const { text } = page.visible;
  const occasion = content.occasion ?? content.title ?? page.title;
  const date = content.date ?? sittingDay(text, content.title ?? page.title, content.blocks, parts);
  const [first, ...rest] = parts;
  const aside = first && first.speaker === null && !hasSentence(text, first.blocks) ? first.blocks : [];
  return {
    speeches: (aside.length > 0 ? rest : parts).map((part) => planTurn(page, content, part, { occasion, date })),
    removals: aside.map(({ from, to }) => ({ rule: 'byline', from, to })),
    title: null,
  };
}

/** Lines without a sentence above the first turn say when and where, as those between a title and its text do. */
const hasSentence = (text: string, blocks: readonly BlockSpan[]): boolean => blocks.some(({ from, to }) => endsSentence(text, from, to));

function planTurn(
  page: ReadPage,
  content: MainContent,
  { speaker, blocks, wordsFrom }: SpokenPart,
  { occasion, date }: { readonly occasion: string | null; readonly date: string | null },
): PlannedSpeech {
  const title = content.title ?? page.title;
  const planned = planMain(page, { ...content, title, speaker, date, blocks });
  const words = wordsFrom === null ? {} : { wordsFrom: wordsFrom - (blocks[0]?.from ?? 0) };
  return {
    ...planned,
    title: speaker && title ? titleWith(title, speaker) : planned.title,
    speaker,
    date,
    occasion,
    kind: 'speech',
    confidence: TURN_CONFIDENCE,
    ...words,
  };
}

const titleWith = (title: string, speaker: string): string =>
  /[\u3040-\u9fff]/.test(title) ? `${title}：${speaker}` : `${title}: ${speaker}`;

const spanOf = (blocks: readonly BlockSpan[]): Span => ({ from: blocks[0]?.from ?? 0, to: blocks.at(-1)?.to ?? 0 });

const shifted = ({ kind, level, from, to }: BlockSpan, by: number): PlannedBlock => ({ kind, level, from: from + by, to: to + by });

/** Blocks follow each other with one line break between any two. */
function joinedBlocks(blocks: readonly BlockSpan[]): PlannedBlock[] {
  let at = 0;
  return blocks.map((block) => {
    const placed = shifted(block, at - block.from);
    at = placed.to + 1;
    return placed;
  });
}

/** The name in the title where that is a fuller form of the one before the words. */
function fullerName(title: string | null, speaker: string | null): string | null {
  const named = title === null || speaker === null ? null : readTitle(title).speaker;
  const last = speaker?.split(/\s/).at(-1)?.toLowerCase() ?? '';
  return named !== null && last.length > 1 && named.toLowerCase().endsWith(last) ? named : speaker;
}
