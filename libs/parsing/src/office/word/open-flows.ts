import { OpenParagraph } from './open-paragraph.js';
import type { WordItem } from './paragraph.js';

interface Flow {
  readonly items: WordItem[];
  paragraph: OpenParagraph | null;
  /** Closed, but its end is gone. */
  pending: OpenParagraph | null;
}

interface OpenRow {
  readonly cells: WordItem[][];
  deleted: boolean;
}

/** The body, cells and text boxes that are open, innermost last. What is finished in the body is handed on at once. */
export class OpenFlows {
  private readonly flows: Flow[] = [{ items: [], paragraph: null, pending: null }];
  private readonly rows: OpenRow[] = [];
  private tables = 0;
  private openTables = 0;

  constructor(private readonly emit: (item: WordItem) => void) {}

  get paragraph(): OpenParagraph | null {
    return this.flow.paragraph;
  }

  /** Whether what is being read stands in a deleted row. */
  get deleted(): boolean {
    return this.rows.some(({ deleted }) => deleted);
  }

  openParagraph(contents: boolean): void {
    const { flow } = this;
    if (flow.paragraph) this.closeParagraph();
    flow.paragraph = new OpenParagraph(contents, flow.pending);
    flow.pending = null;
  }

  closeParagraph(): void {
    const { flow } = this;
    const { paragraph } = flow;
    flow.paragraph = null;
    if (!paragraph || this.deleted) return;
    if (paragraph.endIsGone) flow.pending = paragraph;
    else this.add(paragraph.finished());
  }

  openTable(): void {
    this.flush();
    this.openTables += 1;
    if (this.openTables === 1) this.tables += 1;
  }

  closeTable(): void {
    this.openTables -= 1;
  }

  openRow(): void {
    this.rows.push({ cells: [], deleted: false });
  }

  deleteRow(): void {
    const row = this.rows.at(-1);
    if (row) row.deleted = true;
  }

  closeRow(): void {
    const { deleted } = this;
    const row = this.rows.pop();
    if (row && !deleted) this.add({ cells: row.cells, table: this.tables });
  }

  openFlow(): void {
    this.flows.push({ items: [], paragraph: null, pending: null });
  }

  closeCell(): void {
    this.rows.at(-1)?.cells.push(this.closeFlow());
  }

  closeBox(): void {
    const items = this.closeFlow();
    if (items.length > 0) this.paragraph?.boxes.push(items);
  }

  /** Nothing follows that a paragraph without an end could go on in. */
  flush(): void {
    const { flow } = this;
    if (flow.paragraph) this.closeParagraph();
    if (flow.pending) this.add(flow.pending.finished());
    flow.pending = null;
  }

  private closeFlow(): WordItem[] {
    this.flush();
    return this.flows.length > 1 ? (this.flows.pop()?.items ?? []) : [];
  }

  private get flow(): Flow {
    return this.flows.at(-1) as Flow;
  }

  private add(item: WordItem): void {
    if (this.flows.length === 1) this.emit(item);
    else this.flow.items.push(item);
  }
}
