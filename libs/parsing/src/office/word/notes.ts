import { formatNumber } from '../numbering/number-formats.js';
import type { WordItem } from './paragraph.js';

export type NoteKind = 'footnote' | 'endnote';

/** A note that the text refers to. */
export interface Note {
  /** `[1]` for footnotes, `[i]` for endnotes; empty for a note whose author gave it a mark of his own. */
  readonly mark: string;
  readonly items: WordItem[];
}

const formats: Readonly<Record<NoteKind, string>> = { footnote: 'decimal', endnote: 'lowerRoman' };

/** Numbers the notes as the text refers to them, and then gathers what stands in them. */
export class Notes {
  private readonly notes: Readonly<Record<NoteKind, Map<string, Note>>> = { footnote: new Map(), endnote: new Map() };
  private readonly counts: Record<NoteKind, number> = { footnote: 0, endnote: 0 };
  private open: Note | null = null;

  /** The mark at a reference; a second reference to a note has the mark of the first. */
  refer(kind: NoteKind, id: string, hasOwnMark: boolean): string {
    const known = this.notes[kind].get(id);
    if (known) return known.mark;
    if (!hasOwnMark) this.counts[kind] += 1;
    const note = { mark: hasOwnMark ? '' : `[${formatNumber(this.counts[kind], formats[kind])}]`, items: [] };
    this.notes[kind].set(id, note);
    return note.mark;
  }

  /** What is added from now on belongs to this note. False for one that nothing refers to. */
  begin(kind: NoteKind, id: string): boolean {
    this.open = this.notes[kind].get(id) ?? null;
    return this.open !== null;
  }

  add(item: WordItem): void {
    this.open?.items.push(item);
  }

  /** In the order in which the text refers to them. */
  all(kind: NoteKind): Note[] {
    return [...this.notes[kind].values()];
  }
}
