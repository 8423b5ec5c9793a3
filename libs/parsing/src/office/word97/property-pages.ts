import { u8, u16, u32 } from '../compound/little-endian.js';
import type { TablePlace } from './file-information.js';

/** Properties of the bytes `[from, to)` of the document's stream; they stand at `at`, `size` bytes of them. */
export interface PropertyRun {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly size: number;
  /** Index of the paragraph's style; 0 for characters. */
  readonly style: number;
}

const PAGE = 512;
const nothing = { at: 0, size: 0, style: 0 } as const;

/** The properties of paragraphs or characters: pages of runs in the document's stream, which a table finds by their first byte. Looked up where they stand. */
export class PropertyPages {
  private readonly count: number;

  constructor(
    private readonly tables: Uint8Array,
    private readonly place: TablePlace,
    private readonly document: Uint8Array,
    private readonly kind: 'paragraphs' | 'characters',
  ) {
    this.count = Math.max(0, Math.floor((Math.min(place.to, tables.length) - place.from - 4) / 8));
  }

  /** The run that holds a byte of the stream. Where no page tells, a run without properties up to the next page. */
  at(byte: number): PropertyRun {
    const index = last(this.count, byte, (entry) => u32(this.tables, this.place.from + entry * 4));
    const unknown = { ...nothing, from: byte, to: this.count === 0 ? Number.POSITIVE_INFINITY : this.pageStart(index + 1, byte) };
    if (index < 0) return unknown;
    const page = (u32(this.tables, this.place.from + (this.count + 1) * 4 + index * 4) & 0x3f_ffff) * PAGE;
    if (page + PAGE > this.document.length) return unknown;
    const runs = u8(this.document, page + PAGE - 1);
    const run = last(runs, byte, (entry) => u32(this.document, page + entry * 4));
    const to = u32(this.document, page + (run + 1) * 4);
    if (run < 0 || to <= byte) return unknown;
    const from = u32(this.document, page + run * 4);
    return { from, to, ...(this.kind === 'paragraphs' ? this.paragraph(page, runs, run) : this.characters(page, runs, run)) };
  }

  private pageStart(index: number, byte: number): number {
    const start = index > this.count ? 0 : u32(this.tables, this.place.from + index * 4);
    return start > byte ? start : Number.POSITIVE_INFINITY;
  }

  private characters(page: number, runs: number, run: number): Omit<PropertyRun, 'from' | 'to'> {
    const place = u8(this.document, page + (runs + 1) * 4 + run) * 2;
    return place === 0 ? nothing : within(page, place + 1, u8(this.document, page + place), 0);
  }

  private paragraph(page: number, runs: number, run: number): Omit<PropertyRun, 'from' | 'to'> {
    const place = u8(this.document, page + (runs + 1) * 4 + run * 13) * 2;
    if (place === 0) return nothing;
    const halves = u8(this.document, page + place);
    // A size of zero is followed by the real one.
    const head = halves === 0 ? 2 : 1;
    const size = halves === 0 ? u8(this.document, page + place + 1) * 2 : halves * 2 - 1;
    return within(page, place + head + 2, size - 2, u16(this.document, page + place + head));
  }
}

const within = (page: number, from: number, size: number, style: number): Omit<PropertyRun, 'from' | 'to'> => ({
  at: page + from,
  size: Math.max(0, Math.min(size, PAGE - 1 - from)),
  style,
});

/** The last of `count` rising values that is not above `value`; -1 when none is. */
function last(count: number, value: number, valueAt: (index: number) => number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (valueAt(middle) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
