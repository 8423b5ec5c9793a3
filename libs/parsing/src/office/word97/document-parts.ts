import { u16, u32 } from '../compound/little-endian.js';
import type { NoteKind } from '../word/notes.js';
import type { FileInformation, TablePlace } from './file-information.js';
import { type CharacterTable, readCharacterTable } from './piece-table.js';

/** Characters `[from, to)` of the document. */
export type Stretch = TablePlace;

/** A note that the text refers to. */
export interface NoteReference {
  readonly kind: NoteKind;
  readonly index: number;
  /** Whether its author gave it a mark of his own. */
  readonly hasOwnMark: boolean;
}

/** What stands beside the text: notes, and boxes with text of their own. */
export interface DocumentParts {
  /** By the character of the text that refers to them. */
  readonly references: ReadonlyMap<number, NoteReference>;
  readonly notes: Readonly<Record<NoteKind, readonly Stretch[]>>;
  /** The boxes anchored at a character of the text. */
  readonly anchored: ReadonlyMap<number, readonly Stretch[]>;
  /** Boxes whose anchor is not known, such as those of groups. */
  readonly loose: readonly Stretch[];
}

/** Sizes of the entries: marks of notes, shapes, boxes. */
const [REFERENCE, SHAPE, BOX] = [2, 26, 22] as const;
const BOX_SHAPE = 14;

export function readParts(tables: Uint8Array, { tables: places, stories }: FileInformation): DocumentParts {
  const references = new Map<number, NoteReference>();
  const refer = (kind: NoteKind, place: TablePlace): void => {
    const { characters, entryAt } = readCharacterTable(tables, place, REFERENCE);
    characters.slice(0, -1).forEach((character, index) => {
      references.set(character, { kind, index, hasOwnMark: u16(tables, entryAt(index)) === 0 });
    });
  };
  refer('footnote', places.footnoteReferences);
  refer('endnote', places.endnoteReferences);
  const texts = (place: TablePlace, story: Stretch): Stretch[] => stretchesOf(readCharacterTable(tables, place, 0), story);
  const { anchored, loose } = readBoxes(tables, places.boxTexts, places.shapes, stories.boxes);
  return {
    references,
    notes: { footnote: texts(places.footnoteTexts, stories.footnotes), endnote: texts(places.endnoteTexts, stories.endnotes) },
    anchored,
    loose,
  };
}

/** Places count from the first character of the story. */
function stretchesOf({ characters }: CharacterTable, { from, to }: Stretch): Stretch[] {
  return characters.slice(0, -1).map((start, index) => ({
    from: Math.min(to, from + start),
    to: Math.min(to, from + (characters[index + 1] ?? start)),
  }));
}

function readBoxes(
  tables: Uint8Array,
  boxTexts: TablePlace,
  shapes: TablePlace,
  story: Stretch,
): Pick<DocumentParts, 'anchored' | 'loose'> {
  const boxes = readCharacterTable(tables, boxTexts, BOX);
  const waiting = new Map(stretchesOf(boxes, story).map((box, index) => [u32(tables, boxes.entryAt(index) + BOX_SHAPE), box]));
  const anchors = readCharacterTable(tables, shapes, SHAPE);
  const anchored = new Map<number, Stretch[]>();
  anchors.characters.slice(0, -1).forEach((character, index) => {
    const shape = u32(tables, anchors.entryAt(index));
    const box = waiting.get(shape);
    waiting.delete(shape);
    if (box) anchored.set(character, [...(anchored.get(character) ?? []), box]);
  });
  return { anchored, loose: [...waiting.values()] };
}
