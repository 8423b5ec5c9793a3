import { printedNumberAt } from '../structure/printed-numbers.js';
import { endsSentence } from '../structure/sentences.js';
import { isDense } from './glyphs.js';
import type { Line } from './lines.js';

/** What is put between two lines of a paragraph; `hyphen`: nothing, and the hyphen that ends the first of them goes. */
export type Join = '' | ' ' | '\n' | 'hyphen';

/** Lines that make one block. */
export interface Paragraph {
  readonly lines: readonly Line[];
  /** Between each line and the next. */
  readonly joins: readonly Join[];
  readonly isTable: boolean;
  readonly isCentred: boolean;
}

/** What most of the text is set in. */
interface Setting {
  /** The usual distance from line to line, in heights of the characters. */
  readonly pitch: number;
  readonly size: number;
  /** Paragraphs begin indented: then a line that is not goes on with the last one. */
  readonly indents: boolean;
  /** The producer marks paragraphs, and not lines, as blocks. */
  readonly isTagged: boolean;
}

/** Puts lines in reading order together to paragraphs, over the ends of columns and pages. */
export function paragraphsOf(lines: readonly Line[]): Paragraph[] {
  const groups: Line[][] = [];
  const size = usual(lines, (line) => Math.round(line.size * 2) / 2) ?? 0;
  const setting = { pitch: pitchOf(lines), size, indents: indentsParagraphs(lines), isTagged: marksParagraphs(lines) };
  for (const line of lines) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && continues(group, last, line, setting)) group.push(line);
    else groups.push([line]);
  }
  return groups.map(asParagraph);
}

/** Lines that make one paragraph, whatever they look like. */
export function asParagraph(lines: readonly Line[]): Paragraph {
  const [first] = lines;
  const isTable = (first?.cells ?? 0) > 0;
  return {
    lines,
    joins: lines.slice(1).map((line, index) => (isTable ? '\n' : joinOf(lines[index]?.text ?? '', line.text))),
    isTable,
    isCentred: lines.every(isCentred),
  };
}

/** How two lines of a paragraph are joined. */
export function joinOf(before: string, after: string): Join {
  // Text that cannot be read stands there: what lies around it is not one word.
  if (after === '') return ' ';
  if (before === '' || isDense(before.at(-1)) || isDense(after[0])) return '';
  if (/[\p{Script=Latin}][-\u2010]$/u.test(before) && /^\p{Ll}/u.test(after)) return 'hyphen';
  // A number that a line of Han text breaks.
  if (/[0-9]$/.test(before) && /^[0-9.,%]/.test(after) && /\p{Script=Han}/u.test(before + after)) return '';
  return ' ';
}

/** Some programs mark each line as a paragraph of its own: marks are believed when their blocks hold several lines as a rule. */
function marksParagraphs(lines: readonly Line[]): boolean {
  const marked = lines.filter(({ block, cells }) => block > 0 && cells === 0);
  const blocks = new Set(marked.map(({ page, block }) => `${page} ${block}`)).size;
  return blocks > 0 && marked.length >= blocks * 1.5;
}

/** Looks at the lines that follow the end of a paragraph beyond doubt. */
function indentsParagraphs(lines: readonly Line[]): boolean {
  const first = lines.filter((line, index) => {
    const last = lines[index - 1];
    return (
      last && last.flow === line.flow && last.cells + line.cells === 0 && endsSentence(last.text, last.text.length) && isShort(last, line)
    );
  });
  return first.length >= 2 && first.filter(isIndented).length >= first.length * 0.7;
}

/** What holds for most characters. */
export function usual<T>(lines: readonly Line[], keyOf: (line: Line) => T): T | null {
  const counts = new Map<T, number>();
  for (const line of lines) counts.set(keyOf(line), (counts.get(keyOf(line)) ?? 0) + line.text.length);
  let most: T | null = null;
  for (const [key, count] of counts) if (most === null || count > (counts.get(most) ?? 0)) most = key;
  return most;
}

function pitchOf(lines: readonly Line[]): number {
  const pitches = lines
    .map((line, index) => distance(lines[index - 1], line))
    .filter((pitch): pitch is number => pitch !== null && pitch > 0.8 && pitch < 4)
    .sort((a, b) => a - b);
  return pitches[Math.floor(pitches.length / 2)] ?? 1.5;
}

/** From one line to the next in heights of the characters; null when they do not stand below each other. */
const distance = (before: Line | undefined, line: Line): number | null =>
  before && before.flow === line.flow ? (line.y - before.y) / Math.max(before.size, line.size) : null;

/** Whether a line goes on with the paragraph that ends with `last`. */
function continues(group: readonly Line[], last: Line, line: Line, { pitch, size, indents, isTagged }: Setting): boolean {
  if (last.cells > 0 || line.cells > 0) return last.cells > 0 && line.cells > 0 && last.flow === line.flow;
  if (Math.abs(last.size - line.size) > 0.08 * Math.max(last.size, line.size)) return false;
  if (isTagged && endsBlock(last, line)) return false;
  const gap = distance(last, line);
  if (gap !== null && (gap > pitch * 2.2 || gap < 0)) return false;
  if (Math.min(last.size, line.size) > size * 1.15) return continuesTitle(last, line, gap);
  if (isCentred(last) || isCentred(line)) return isCentred(last) && isCentred(line) && isWide(last) && continuesTitle(last, line, gap);
  const ended = endsSentence(last.text, last.text.length);
  if (isShort(last, line) && (ended || !indents || isIndented(line) || beginsWithNumber(line.text))) return false;
  if (gap !== null && gap > pitch * 1.35 && (ended || !indents)) return false;
  if (isIndented(line)) return isInside(group, last, line, ended);
  return !(ended && beginsWithNumber(line.text));
}

/** Where the producer begins another block, of another kind or behind the end of a sentence: some break blocks in the middle of one. */
const endsBlock = (last: Line, line: Line): boolean =>
  last.page === line.page &&
  last.block > 0 &&
  line.block > 0 &&
  last.block !== line.block &&
  (last.role !== line.role || endsSentence(last.text, last.text.length));

/** In heights of the characters. */
const INDENT = 0.8;

const isIndented = ({ left, size, margins }: Line): boolean => left - margins.left > INDENT * size;

/** An indented line goes on with a paragraph that is indented as a whole, or hangs below the number or bullet it begins with. */
function isInside(group: readonly Line[], last: Line, line: Line, ended: boolean): boolean {
  const [first] = group;
  if (!first) return false;
  const shift = line.left - last.left;
  if (group.length > 1 && Math.abs(shift) < 0.4 * line.size) return isIndented(first) || !ended;
  if (group.length > 1) return false;
  const hangs = shift > 0.5 * line.size && shift < 5 * line.size && (beginsWithNumber(first.text) || beginsWithBullet(first.text));
  return hangs || (Math.abs(shift) < 0.4 * line.size && !ended && first.left - first.margins.left > 2.5 * first.size);
}

const beginsWithNumber = (text: string): boolean => printedNumberAt(text, 0).found?.from === 0;
export const beginsWithBullet = (text: string): boolean => /^[•●○■□◆◇▪▫►▶★☆➢✓·]/.test(text);

/** Ends before the margin although the next line begins with something that had fitted: nothing but the end of a paragraph does so. */
function isShort(line: Line, next: Line): boolean {
  const room = line.margins.right - line.right;
  return room > Math.max(1.6, firstUnit(next.text) + 0.4) * line.size;
}

/** Width of what a line begins with and cannot be broken off, in heights of the characters; about right for any font. */
function firstUnit(text: string): number {
  const word = /^[^\s\u2e80-\uffff]+/.exec(text)?.[0] ?? '';
  if (word !== '') return Math.min(word.length, 40) * 0.55;
  // Opening signs do not end a line, and closing ones do not begin one.
  return (/^[“‘《〈「『（【〔［]*.?[，。、；：！？”’》〉」』）】〕］…—]*/.exec(text.slice(0, 12))?.[0].length ?? 1) || 1;
}

/** In the middle between the margins, with room on both sides. */
function isCentred({ left, right, size, margins, cells }: Line): boolean {
  const [before, after] = [left - margins.left, margins.right - right];
  if (cells > 0 || before < 1.5 * size || after < 1.5 * size || Math.abs(before - after) > Math.max(size, 0.08 * (before + after)))
    return false;
  // A short paragraph may be indented by as much as its line happens to lack.
  return before > 2.6 * size;
}

/** Fills most of its measure: names and dates below a title do not. */
const isWide = ({ left, right, margins }: Line): boolean => right - left > 0.6 * (margins.right - margins.left);

/** A title that is broken over lines: close to each other, and the next one no date, name or subtitle of its own. */
const continuesTitle = (last: Line, line: Line, gap: number | null): boolean =>
  gap !== null &&
  gap <= 2.2 &&
  last.font === line.font &&
  !endsSentence(last.text, last.text.length) &&
  !beginsWithNumber(line.text) &&
  !/^[（(〔[—–]|^[0-9〇一二三四五六七八九十]+年/.test(line.text);
