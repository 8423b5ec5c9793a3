import type { VisibleText } from '../../source/visible-text.js';
import type { CompoundFile } from '../compound/compound-file.js';
import { brokenOffice } from '../refusals.js';
import { DocumentWriter, type WordLine } from '../word/document-writer.js';
import { type NoteKind, Notes } from '../word/notes.js';
import { Pieces, type WordItem } from '../word/paragraph.js';
import { readParts, type Stretch } from './document-parts.js';
import { readFileInformation } from './file-information.js';
import { readFonts } from './fonts.js';
import { readLists } from './list-table.js';
import { readPieces } from './piece-table.js';
import { PieceTextBuilder } from './piece-text.js';
import { RunProperties } from './run-properties.js';
import { type DocumentSource, StoryReader } from './story-reader.js';
import { readStyleTable } from './style-table.js';

export interface Word97Document {
  readonly visible: VisibleText;
  readonly lines: readonly WordLine[];
}

/** Reads text, boxes and notes. Throws Unprocessable `broken-office`, `encrypted-office`, `old-word` or `page-too-large`. */
export function readWord97(file: CompoundFile): Word97Document {
  const stream = file.stream('WordDocument');
  if (!stream) throw brokenOffice();
  const document = stream.bytes;
  const information = readFileInformation(document);
  const tables = file.stream(information.tableStream)?.bytes;
  if (!tables) throw brokenOffice();
  const { tables: places, stories } = information;
  const pieces = readPieces(tables, places.pieces, document);
  const fonts = readFonts(tables, places.fonts);
  const styles = readStyleTable(tables, places.styles);
  const notes = new Notes();
  const source: DocumentSource = {
    ...{ pieces, styles, fonts, notes },
    properties: new RunProperties(document, tables, file.stream('Data')?.bytes ?? null, information),
    parts: readParts(tables, information),
  };
  const text = new PieceTextBuilder(pieces, stream);
  const writer = new DocumentWriter(text, styles, readLists(tables, places.lists, places.listUses, fonts));
  readStory(source, stories.text, (item) => writer.write(item));
  const boxes = source.parts.loose.map((box) => itemsOf(source, box)).filter((items) => items.length > 0);
  if (boxes.length > 0) writer.write({ ...nobody, pieces: new Pieces(), boxes });
  for (const { kind, index, hasOwnMark } of source.parts.references.values()) {
    // The mark is text of the author's, which need not begin a run.
    if (hasOwnMark) notes.refer(kind, String(index), true);
  }
  for (const kind of ['footnote', 'endnote'] satisfies NoteKind[]) {
    source.parts.notes[kind].forEach((note, index) => {
      if (notes.begin(kind, String(index))) readStory(source, note, (item) => notes.add(item));
    });
    writer.writeNotes(notes.all(kind));
  }
  return { visible: text.build(), lines: writer.lines };
}

const readStory = (source: DocumentSource, story: Stretch, emit: (item: WordItem) => void): void =>
  new StoryReader(source, emit).read(story);

function itemsOf(source: DocumentSource, story: Stretch): WordItem[] {
  const items: WordItem[] = [];
  readStory(source, story, (item) => items.push(item));
  return items;
}

/** A paragraph that only holds what has no place of its own. */
const nobody = { style: null, list: null, listLevel: null, outline: null, centred: null, contents: false } as const;
