/**
 * Characters of a paragraph in order: stretches of what the document's text counts in (bytes of the parts, or characters), and characters
 * made up for elements that stand for one.
 */
export class Pieces {
  /** How many bytes its stretches are in UTF-8, about. */
  size = 0;
  /** Two numbers for each piece: `from, to`, or `-1` and the place of its made-up text. */
  private readonly places: number[] = [];
  private readonly madeUp: string[] = [];

  addBytes(from: number, to: number, size = to - from): void {
    if (from >= to) return;
    const last = this.places.length - 1;
    // Not behind a made-up text, whose second number is no end.
    if (last > 0 && this.places[last] === from && this.places[last - 1] !== -1) this.places[last] = to;
    else this.places.push(from, to);
    this.size += size;
  }

  addMadeUp(text: string): void {
    this.places.push(-1, this.madeUp.push(text) - 1);
  }

  get isEmpty(): boolean {
    return this.places.length === 0;
  }

  /** Where its first bytes stand; null when it begins with a made-up character or has none. */
  get firstByte(): number | null {
    const first = this.places[0] ?? -1;
    return first < 0 ? null : first;
  }

  /** Hands each piece on, in order. */
  each(bytes: (from: number, to: number) => void, madeUp: (text: string) => void): void {
    for (let at = 0; at < this.places.length; at += 2) {
      const from = this.places[at] ?? 0;
      const second = this.places[at + 1] ?? 0;
      if (from < 0) madeUp(this.madeUp[second] ?? '');
      else bytes(from, second);
    }
  }
}

/** A paragraph as the file has it, before numbers are counted. */
export interface WordParagraph {
  readonly pieces: Pieces;
  /** Text boxes anchored in it, each with its own paragraphs. */
  readonly boxes: readonly (readonly WordItem[])[];
  readonly style: string | null;
  /** The list it names itself; `0` takes it out of its style's list. */
  readonly list: string | null;
  readonly listLevel: number | null;
  readonly outline: number | null;
  readonly centred: boolean | null;
  /** Stands in a table of contents. */
  readonly contents: boolean;
}

/** Cells from left to right. */
export interface WordRow {
  readonly cells: readonly (readonly WordItem[])[];
  /** Same number for the rows of one outermost table. */
  readonly table: number;
}

export type WordItem = WordParagraph | WordRow;

export const isRow = (item: WordItem): item is WordRow => 'cells' in item;
