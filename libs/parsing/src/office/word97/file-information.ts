import { u16, u32 } from '../compound/little-endian.js';
import { brokenOffice, lockedOffice, oldWord } from '../refusals.js';

/** Where a table of the document stands in the table stream. */
export interface TablePlace {
  readonly from: number;
  readonly to: number;
}

/** Tables by their place in the list of the head. */
const TABLES = {
  ...{ styles: 1, footnoteReferences: 2, footnoteTexts: 3, characterPages: 12, paragraphPages: 13, fonts: 15 },
  ...{ pieces: 33, shapes: 40, endnoteReferences: 46, endnoteTexts: 47, boxTexts: 56, lists: 73, listUses: 74 },
} as const;

export type TableName = keyof typeof TABLES;

/** Parts of the text in the order in which they follow each other, with the places of their lengths. */
const STORIES = ['text', 'footnotes', 'headers', 'macros', 'comments', 'endnotes', 'boxes', 'headerBoxes'] as const;
const STORY_LENGTHS = 3;

export type StoryName = (typeof STORIES)[number];

/** The head of a document. Characters are counted through all stories, from the first of the text. */
export interface FileInformation {
  /** Name of the stream with the tables. */
  readonly tableStream: string;
  readonly tables: Readonly<Record<TableName, TablePlace>>;
  readonly stories: Readonly<Record<StoryName, TablePlace>>;
}

const WORD = 0xa5ec;
const WORD_6 = 0xa5dc;
const FIRST_OF_97 = 0xc0;

/** Reads the head. Throws Unprocessable `encrypted-office`, `old-word` or `broken-office`. */
export function readFileInformation(document: Uint8Array): FileInformation {
  const sign = u16(document, 0);
  if (sign !== WORD && sign !== WORD_6) throw brokenOffice();
  const flags = u16(document, 0x0a);
  if (flags & 0x0100) throw lockedOffice();
  if (sign === WORD_6 || u16(document, 2) < FIRST_OF_97) throw oldWord();
  const lengths = 0x22 + u16(document, 0x20) * 2;
  const places = lengths + 2 + u16(document, lengths) * 4;
  const place = (index: number): TablePlace => {
    const at = places + 2 + index * 8;
    if (index >= u16(document, places)) return { from: 0, to: 0 };
    const from = u32(document, at);
    return { from, to: from + u32(document, at + 4) };
  };
  let end = 0;
  const stories = STORIES.map((name, index) => {
    const from = end;
    end += u32(document, lengths + 2 + (STORY_LENGTHS + index) * 4);
    return [name, { from, to: end }] as const;
  });
  return {
    tableStream: flags & 0x0200 ? '1Table' : '0Table',
    tables: Object.fromEntries(Object.entries(TABLES).map(([name, index]) => [name, place(index)])) as Record<TableName, TablePlace>,
    stories: Object.fromEntries(stories) as Record<StoryName, TablePlace>,
  };
}
