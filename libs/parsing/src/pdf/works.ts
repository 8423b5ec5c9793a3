import type { BlockSpan, MainContent } from '../formats/format.js';
import { printedNumberAt } from '../structure/printed-numbers.js';
import { salutationLength } from '../structure/salutation.js';
import { findTitles } from '../structure/titles.js';

/** A later title begins a work of its own when at least so much text stands before it, in UTF-16 units. */
const SHORTEST_WORK = 200;
/** Blocks below a title among which its salutation stands. */
const HEAD = 5;

/** A block of the file, with what its setting says about it. */
export interface FileBlock extends BlockSpan {
  /** Set as the title of the file is. */
  readonly isTitleLike: boolean;
  readonly isNote: boolean;
  /** The page it begins on. */
  readonly page: number;
}

/**
 * The works of a file: a later line in the setting of the first title begins one when it reads as a title or an address follows. Notes go
 * to the end of the work that their page belongs to.
 */
export function worksOf(text: string, blocks: readonly FileBlock[]): MainContent[] {
  const works: FileBlock[][] = [[]];
  let length = 0;
  const body = blocks.filter(({ isNote }) => !isNote);
  body.forEach((block, index) => {
    const begins = block.isTitleLike && length >= SHORTEST_WORK && beginsWork(text, body, index);
    if (begins) {
      works.push([{ ...block, kind: 'title', level: null }]);
      length = 0;
    } else {
      works.at(-1)?.push(block);
      if (block.kind !== 'title') length += block.to - block.from;
    }
  });
  for (const note of blocks.filter(({ isNote }) => isNote)) {
    works.findLast(([first], index) => index === 0 || (first?.page ?? 0) <= note.page)?.push(note);
  }
  return works.filter((work) => work.length > 0).map((work) => contentOf(text, work));
}

function beginsWork(text: string, blocks: readonly FileBlock[], index: number): boolean {
  const block = blocks[index];
  if (!block) return false;
  const title = text.slice(block.from, block.to);
  if (printedNumberAt(title, 0).found?.from === 0) return false;
  if (findTitles(title).some(({ from, to }) => from === 0 && to === title.length)) return true;
  return blocks.slice(index + 1, index + 1 + HEAD).some(({ from, to }) => salutationLength(`${text.slice(from, to)}\n`, 0) > 0);
}

function contentOf(text: string, blocks: readonly FileBlock[]): MainContent {
  const title = blocks.find(({ kind }) => kind === 'title');
  const plain = blocks.map(({ kind, level, from, to }) => ({ kind, level, from, to }));
  return { title: title ? text.slice(title.from, title.to) : null, speaker: null, date: null, blocks: plain };
}
