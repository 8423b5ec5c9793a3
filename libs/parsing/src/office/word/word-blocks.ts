import type { BlockSpan, MainContent, RemovedSpan } from '../../formats/format.js';
import { findMarkers } from '../../structure/markers.js';
import { salutationLength } from '../../structure/salutation.js';
import { findTitles } from '../../structure/titles.js';
import { withTitle } from '../../text/text-blocks.js';
import type { WordLine } from './document-writer.js';

/** A longer line is a paragraph, whatever its style says. */
const LONGEST_HEADING = 100;
/** A later title begins a work of its own when at least so much text stands before it, in UTF-16 units. */
const SHORTEST_WORK = 200;

/** The works of a document. Titles by style begin them; without any, the first lines tell, as in a plain text. */
export function wordContents(text: string, lines: readonly WordLine[]): MainContent[] {
  const shown = headingsInDoubt(
    text,
    trimmedLines(text, lines).filter(({ role }) => role !== 'contents'),
  );
  const works = worksOf(shown).filter((work) => work.length > 0);
  return works.map((work) => contentOf(text, work));
}

/** The lines of tables of contents: they repeat the headings. */
export const contentsTables = (text: string, lines: readonly WordLine[]): RemovedSpan[] =>
  trimmedLines(text, lines)
    .filter(({ role }) => role === 'contents')
    .map(({ from, to }) => ({ rule: 'table-of-contents', from, to }));

function contentOf(text: string, work: readonly WordLine[]): MainContent {
  const levels = [...new Set(work.filter(({ role }) => role === 'heading').map(({ level }) => level))].sort((a, b) => a - b);
  const blocks = withTitleFound(text, work, toBlocks(work, levels));
  const titles = blocks.filter(({ kind }) => kind === 'title').map(({ from, to }) => text.slice(from, to));
  return { title: titles.length > 0 ? joinedTitle(titles) : null, speaker: null, date: null, blocks };
}

/** A title in several lines is one; only Latin words need a blank between them. */
const joinedTitle = (lines: readonly string[]): string =>
  lines
    .flatMap((line) => line.split(/\s*\n\s*/))
    .reduce((title, line) => (/\w$/.test(title) && /^\w/.test(line) ? `${title} ${line}` : title + line));

function toBlocks(lines: readonly WordLine[], levels: readonly number[]): BlockSpan[] {
  const blocks: BlockSpan[] = [];
  lines.forEach((line, at) => {
    const last = blocks.at(-1);
    if (line.role === 'row' && last?.kind === 'table' && lines[at - 1]?.table === line.table)
      blocks[blocks.length - 1] = { ...last, to: line.to };
    else blocks.push(toBlock(line, levels));
  });
  return blocks;
}

function toBlock({ role, level, from, to }: WordLine, levels: readonly number[]): BlockSpan {
  if (role === 'heading') return { kind: 'heading', level: levels.indexOf(level) + 1, from, to };
  if (role === 'listItem') return { kind: 'listItem', level: level + 1, from, to };
  const kinds = { title: 'title', paragraph: 'paragraph', quote: 'quote', note: 'quote', row: 'table', contents: 'paragraph' } as const;
  return { kind: kinds[role], level: null, from, to };
}

/** Without a title by style: the only heading of the highest level when it is on top and has no number, else what a plain text has for one. */
function withTitleFound(text: string, lines: readonly WordLine[], blocks: readonly BlockSpan[]): BlockSpan[] {
  const [first, ...rest] = blocks;
  if (!first || first.kind === 'title') return [...blocks];
  const isOnly = !rest.some(({ kind, level }) => kind === 'heading' && level === first.level);
  if (first.kind === 'heading') {
    const numbered = findMarkers(text.slice(first.from, first.to))[0]?.from === 0;
    return isOnly && first.level === 1 && !numbered ? [{ ...first, kind: 'title', level: null }, ...rest] : [...blocks];
  }
  if (first.kind !== 'paragraph') return [...blocks];
  return withSecondTitleLine(text, lines, withTitle(text, blocks));
}

/** A title broken over two centred lines, as only both together name a work. */
function withSecondTitleLine(text: string, lines: readonly WordLine[], blocks: BlockSpan[]): BlockSpan[] {
  const [first, second, ...rest] = blocks;
  if (first?.kind !== 'title' || second?.kind !== 'paragraph' || !lines[0]?.centred || !lines[1]?.centred) return blocks;
  const above = text.slice(first.from, first.to);
  const both = above + text.slice(second.from, second.to);
  const isWhole = (title: string): boolean => findTitles(title).some(({ from, to }) => from === 0 && to === title.length);
  return !isWhole(above) && isWhole(both) ? [first, { ...second, kind: 'title' }, ...rest] : blocks;
}

/** Cut before each title by style that has enough text above it; others are headings. */
function worksOf(lines: readonly WordLine[]): WordLine[][] {
  const works: WordLine[][] = [[]];
  let length = 0;
  for (const line of lines) {
    const work = works.at(-1) ?? [];
    const followsTitle = work.every(({ role }) => role === 'title');
    if (line.role === 'title' && !followsTitle && length >= SHORTEST_WORK) {
      works.push([line]);
      length = 0;
    } else {
      work.push(line.role === 'title' && !followsTitle ? { ...line, role: 'heading', level: 0 } : line);
      length += line.role === 'title' ? 0 : line.to - line.from;
    }
  }
  return works;
}

/** Styles lie: a heading that is an address, holds several sentences or is too long is none, and where most of the text is headings, none is. */
function headingsInDoubt(text: string, lines: readonly WordLine[]): WordLine[] {
  const plain = (line: WordLine): WordLine => ({ ...line, role: 'paragraph', level: 0 });
  const checked = lines.map((line) => (line.role === 'heading' && !canBeHeading(text, line) ? plain(line) : line));
  const headings = checked.filter(({ role }) => role === 'heading');
  const most = headings.length > 4 && lengthOf(headings) * 2 > lengthOf(checked);
  return most ? checked.map((line) => (line.role === 'heading' ? plain(line) : line)) : checked;
}

function canBeHeading(text: string, { from, to }: WordLine): boolean {
  const line = text.slice(from, to);
  return line.length <= LONGEST_HEADING && !/[。！？][^。！？]/.test(line) && salutationLength(`${line}\n`, 0) === 0;
}

const lengthOf = (lines: readonly WordLine[]): number => lines.reduce((sum, { from, to }) => sum + to - from, 0);

/** Without blanks at the ends; lines of nothing else are left out. */
function trimmedLines(text: string, lines: readonly WordLine[]): WordLine[] {
  return lines.flatMap((line) => {
    const whole = text.slice(line.from, line.to);
    const from = line.from + whole.length - whole.trimStart().length;
    const to = line.from + whole.trimEnd().length;
    return from < to ? [{ ...line, from, to }] : [];
  });
}
