import type { CapturePart } from '#domain';
import type { VisibleText } from '../../source/visible-text.js';
import { readNumbering } from '../numbering/read-numbering.js';
import type { OfficePackage } from '../packed/office-package.js';
import { asUtf8, PackedParts } from '../packed/packed-parts.js';
import { PackedTextBuilder } from '../packed/packed-text-builder.js';
import { brokenDocx, otherOffice } from '../refusals.js';
import { scanXml } from '../xml/scan-xml.js';
import { DocumentWriter, type WordLine } from './document-writer.js';
import { type NoteKind, Notes } from './notes.js';
import type { WordItem } from './paragraph.js';
import { StoryReader } from './story-reader.js';
import { readStyles, StyleSheet } from './style-sheet.js';

export interface WordDocument {
  readonly visible: VisibleText;
  readonly lines: readonly WordLine[];
  readonly parts: readonly CapturePart[];
}

/** Reads body and notes. Throws what reading ZIP and XML throws, and Unprocessable `broken-docx`, `unsupported-format` or `page-too-large`. */
export function readWord(file: OfficePackage): WordDocument {
  if (file.has('xl/workbook.xml') || file.has('ppt/presentation.xml')) throw otherOffice();
  const document = file.related('', 'officeDocument', 'word/document.xml');
  if (!document) throw brokenDocx();
  const part = (kind: string): Uint8Array | null => file.related(document.name, kind, `word/${kind}.xml`)?.read() ?? null;
  const styles = part('styles');
  const sheet = styles ? readStyles(asUtf8(styles)) : new StyleSheet(new Map(), null);
  const numbering = part('numbering');
  const parts = new PackedParts();
  const text = new PackedTextBuilder(parts);
  const writer = new DocumentWriter(
    text,
    sheet,
    numbering ? readNumbering(asUtf8(numbering)) : { definitions: new Map(), lists: new Map() },
  );
  const notes = new Notes();
  const read = (name: string, bytes: Uint8Array, emit: (item: WordItem) => void): void => {
    const added = parts.add(name, bytes);
    const reader = new StoryReader(added.bytes, added.base, sheet, notes, emit);
    scanXml(added.bytes, reader);
    reader.finish();
  };
  read(document.name, document.read(), (item) => writer.write(item));
  for (const kind of ['footnote', 'endnote'] satisfies NoteKind[]) {
    const entry = file.related(document.name, `${kind}s`, `word/${kind}s.xml`);
    if (!entry || notes.all(kind).length === 0) continue;
    read(entry.name, entry.read(), (item) => notes.add(item));
    writer.writeNotes(notes.all(kind));
  }
  return { visible: text.build(), lines: writer.lines, parts: parts.list() };
}
