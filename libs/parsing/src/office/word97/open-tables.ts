import type { WordItem } from '../word/paragraph.js';

interface OpenTable {
  cells: WordItem[][];
  cell: WordItem[];
}

/** Deeper tables are read as the deepest one kept. */
const DEEPEST = 16;

/** Puts paragraphs into the cells and rows they stand in. What is finished outside of all tables is handed on at once. */
export class OpenTables {
  private readonly open: OpenTable[] = [];
  private tables = 0;

  constructor(private readonly emit: (item: WordItem) => void) {}

  /** A paragraph inside `depth` tables; `endsCell` when nothing follows it in its cell. */
  add(paragraph: WordItem, depth: number, endsCell: boolean): void {
    this.goTo(depth);
    this.put(paragraph);
    if (endsCell) this.endCell();
  }

  endRow(depth: number): void {
    this.goTo(depth);
    const table = this.open.at(-1);
    if (!table) return;
    if (table.cell.length > 0) this.endCell();
    const row = { cells: table.cells, table: this.tables };
    table.cells = [];
    if (row.cells.length > 0) this.putInto(this.open.at(-2), row);
  }

  /** Rows that never ended are rows. */
  finish(): void {
    this.goTo(0);
  }

  private goTo(depth: number): void {
    const wanted = Math.min(DEEPEST, depth);
    while (this.open.length > wanted) {
      const { length } = this.open;
      this.endRow(length);
      this.open.pop();
    }
    if (this.open.length === 0 && wanted > 0) this.tables += 1;
    while (this.open.length < wanted) this.open.push({ cells: [], cell: [] });
  }

  private endCell(): void {
    const table = this.open.at(-1);
    table?.cells.push(table.cell);
    if (table) table.cell = [];
  }

  private put(item: WordItem): void {
    this.putInto(this.open.at(-1), item);
  }

  private putInto(table: OpenTable | undefined, item: WordItem): void {
    if (table) table.cell.push(item);
    else this.emit(item);
  }
}
