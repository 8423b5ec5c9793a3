import { columnsOf, padded } from './width.js';

export interface Column {
  readonly head: string;
  readonly align?: 'left' | 'right';
}

/** Lines of a table with a head; columns are as wide as their widest cell on a terminal. */
export function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map(({ head }, index) => Math.max(columnsOf(head), ...rows.map((row) => columnsOf(row[index] ?? ''))));
  const line = (cells: readonly string[]) =>
    columns
      .map(({ align }, index) => padded(cells[index] ?? '', widths[index] ?? 0, align === 'right' ? 'left' : 'right'))
      .join('  ')
      .trimEnd();
  return [line(columns.map(({ head }) => head)), ...rows.map(line)];
}
