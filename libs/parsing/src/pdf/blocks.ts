import type { BlockKind } from '#domain';
import { printedNumberAt } from '../structure/printed-numbers.js';
import { type Bookmark, placesOfBookmarks } from './bookmarks.js';
import type { Line } from './lines.js';
import type { Role } from './structure-roles.js';
import { beginsWithBullet, type Paragraph, usual } from './paragraphs.js';

/** A paragraph and what its setting says it is. */
export interface SetBlock {
  readonly paragraph: Paragraph;
  readonly kind: BlockKind;
  readonly level: number | null;
}

/** Longest title and heading, in UTF-16 units. */
const LONGEST_TITLE = 80;
const LONGEST_HEADING = 60;
/** Paragraphs at the head of a file among which its title stands. */
const HEAD = 6;
/** A size that is meant to be larger than that of the text. */
const LARGER = 1.1;

/**
 * Tells title and headings: as the producer marks them, else as bookmarks name them, else by size, font and place. Numbers in the text are read
 * later, for every format.
 */
export function blocksOf(paragraphs: readonly Paragraph[], bookmarks: readonly Bookmark[] = []): SetBlock[] {
  const body = bodyOf(paragraphs.flatMap(({ lines }) => lines));
  const stated = statedLevels(paragraphs, bookmarks);
  const named = paragraphs.findIndex((paragraph) => roleOf(paragraph) === 'title' && isShortText(paragraph, LONGEST_TITLE));
  const title = named >= 0 ? named : titleIndex(paragraphs, body);
  if (stated.size > 0) return paragraphs.map((paragraph, index) => statedBlock(paragraph, index === title, stated));
  const bodyAt = paragraphs.findIndex((paragraph, index) => index > title && isBody(paragraph, body));
  const levels = headingSizes(paragraphs, body, title);
  return paragraphs.map((paragraph, index) => {
    if (index === title) return { paragraph, kind: 'title', level: null };
    if (paragraph.isTable) return { paragraph, kind: 'table', level: null };
    if (beginsWithBullet(textOf(paragraph))) return { paragraph, kind: 'listItem', level: 1 };
    const isAbove = bodyAt >= 0 && index < bodyAt && printedNumberAt(textOf(paragraph), 0).found?.from !== 0;
    if (isAbove || !isHeading(paragraph, body)) return { paragraph, kind: 'paragraph', level: null };
    return { paragraph, kind: 'heading', level: 1 + levels.indexOf(sizeOf(paragraph)) };
  });
}

/** What the producer marks it as: that of all its lines. */
function roleOf({ lines: [first, ...others] }: Paragraph): Role | null {
  return first && others.every(({ role }) => role === first.role) ? first.role : null;
}

const taggedLevel = (paragraph: Paragraph): number | null => Number(/^heading([1-6])$/.exec(roleOf(paragraph) ?? '')?.[1] ?? 0) || null;

/** The headings that the file itself names, with their levels from 1: by its marks, else by its bookmarks. */
function statedLevels(paragraphs: readonly Paragraph[], bookmarks: readonly Bookmark[]): ReadonlyMap<Paragraph, number> {
  const marked = soundHeadings(paragraphs, new Map(paragraphs.map((paragraph) => [paragraph, taggedLevel(paragraph)])));
  if (marked.size > 0) return marked;
  const places = placesOfBookmarks(bookmarks, paragraphs.map(textOf));
  return soundHeadings(paragraphs, new Map(paragraphs.map((paragraph, index) => [paragraph, places.get(index) ?? null])));
}

/** None when they cannot be true: where most of the text is a heading, or sentences are. Levels that are left out do not count. */
function soundHeadings(paragraphs: readonly Paragraph[], levels: ReadonlyMap<Paragraph, number | null>): ReadonlyMap<Paragraph, number> {
  const headings = [...levels].flatMap(([paragraph, level]) => (level === null ? [] : [{ paragraph, level }]));
  const sound = headings.filter(
    ({ paragraph }) => textOf(paragraph).length <= LONGEST_TITLE && !/[。！？][^。！？]/.test(textOf(paragraph)),
  );
  const length = (some: readonly Paragraph[]): number => some.reduce((sum, paragraph) => sum + textOf(paragraph).length, 0);
  if (sound.length < headings.length * 0.8 || length(headings.map(({ paragraph }) => paragraph)) * 2 > length(paragraphs)) return new Map();
  const used = [...new Set(sound.map(({ level }) => level))].sort((a, b) => a - b);
  return new Map(sound.map(({ paragraph, level }) => [paragraph, 1 + used.indexOf(level)]));
}

function statedBlock(paragraph: Paragraph, isTitle: boolean, stated: ReadonlyMap<Paragraph, number>): SetBlock {
  const level = stated.get(paragraph);
  if (isTitle) return { paragraph, kind: 'title', level: null };
  if (paragraph.isTable) return { paragraph, kind: 'table', level: null };
  if (level !== undefined) return { paragraph, kind: 'heading', level };
  return beginsWithBullet(textOf(paragraph)) ? { paragraph, kind: 'listItem', level: 1 } : { paragraph, kind: 'paragraph', level: null };
}

/** The blocks that are set as the title of their file is: as large, in the same font and as much in the middle. */
export function setAsTitle(blocks: readonly SetBlock[]): ReadonlySet<SetBlock> {
  const title = blocks.find(({ kind }) => kind === 'title')?.paragraph;
  const body = bodyOf(blocks.flatMap(({ paragraph: { lines } }) => lines));
  if (!title || !(title.isCentred || isLarger(title, body))) return new Set();
  const isAlike = ({ paragraph }: SetBlock): boolean =>
    paragraph !== title &&
    title.isCentred === paragraph.isCentred &&
    sizeOf(title) === sizeOf(paragraph) &&
    title.lines[0]?.font === paragraph.lines[0]?.font &&
    isShortText(paragraph, LONGEST_TITLE);
  return new Set(blocks.filter(isAlike));
}

interface BodySetting {
  readonly size: number;
  /** null when no font leads: then a change of font says nothing. */
  readonly font: string | null;
}

function bodyOf(lines: readonly Line[]): BodySetting {
  const size = usual(lines, (line) => Math.round(line.size * 2) / 2) ?? 0;
  const font = usual(lines, (line) => line.font);
  const all = lengthOf(lines);
  return { size, font: lengthOf(lines.filter((line) => line.font === font)) > all * 0.7 ? font : null };
}

const lengthOf = (lines: readonly Line[]): number => lines.reduce((sum, { text }) => sum + text.length, 0);

const textOf = ({ lines }: Paragraph): string => lines.map(({ text }) => text).join('');
const sizeOf = ({ lines }: Paragraph): number => Math.round((lines[0]?.size ?? 0) * 2) / 2;
const isLarger = (paragraph: Paragraph, { size }: BodySetting): boolean => sizeOf(paragraph) >= size * LARGER;

/** Running text in the setting of most of the file. */
const isBody = (paragraph: Paragraph, body: BodySetting): boolean =>
  !paragraph.isCentred && !isLarger(paragraph, body) && (body.font === null || paragraph.lines.some(({ font }) => font === body.font));

/** The largest of the first paragraphs, failing that a centred or set-off first one; -1 when none looks like a title. */
function titleIndex(paragraphs: readonly Paragraph[], body: BodySetting): number {
  const head = paragraphs.slice(0, HEAD).filter(({ lines }) => lines[0]?.page === paragraphs[0]?.lines[0]?.page);
  const largest = Math.max(...head.map(sizeOf), 0);
  if (largest >= body.size * LARGER) {
    const index = head.findIndex((paragraph) => sizeOf(paragraph) === largest && isShortText(paragraph, LONGEST_TITLE));
    if (index >= 0) return index;
  }
  const [first, second] = paragraphs;
  if (!first || !second || !isShortText(first, LONGEST_HEADING) || /[。：:；;，,]/.test(textOf(first))) return -1;
  return 0;
}

const isShortText = (paragraph: Paragraph, longest: number): boolean => {
  const text = textOf(paragraph);
  return text !== '' && text.length <= longest && !paragraph.isTable && !/[。；;，,]$/.test(text) && /\p{L}/u.test(text);
};

/** A short line that ends no sentence and differs from the text by its size or font. */
function isHeading(paragraph: Paragraph, body: BodySetting): boolean {
  const text = textOf(paragraph);
  if (!isShortText(paragraph, LONGEST_HEADING) || paragraph.lines.length > 2 || /[：:]$/.test(text)) return false;
  if (sizeOf(paragraph) < body.size * 0.95) return false;
  return isLarger(paragraph, body) || (body.font !== null && paragraph.lines.every(({ font }) => font !== body.font));
}

/** Sizes of the headings from the largest to the smallest: their levels. */
function headingSizes(paragraphs: readonly Paragraph[], body: BodySetting, title: number): number[] {
  const sizes = paragraphs.filter((paragraph, index) => index !== title && isHeading(paragraph, body)).map(sizeOf);
  return [...new Set(sizes)].sort((a, b) => b - a);
}
