import { readingOrder } from './columns.js';
import { isDense } from './glyphs.js';
import type { Row } from './rows.js';
import type { Role } from './structure-roles.js';

/** Where the text of a column begins and ends when nothing is indented or short. */
export interface Margins {
  readonly left: number;
  readonly right: number;
}

/** A line of text in reading order. */
export interface Line {
  readonly page: number;
  /** As printed; the cells of a row of a table are parted by tabs. */
  readonly text: string;
  /** Glyphs in it that cannot be read. */
  readonly lost: number;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  readonly font: string;
  readonly margins: Margins;
  /** Lines that stand below each other between the same margins have the same number. */
  readonly flow: number;
  /** Number of cells when the line is a row of a table; else 0. */
  readonly cells: number;
  /** The small signs that are raised above it, parted by blanks. */
  readonly raised: string;
  /** What the producer says it is; null where nothing is said. */
  readonly role: Role | null;
  /** The block of the page that the producer puts it in; 0 where nothing is said. */
  readonly block: number;
}

interface PlacedRow {
  readonly row: Row;
  readonly page: number;
  readonly flow: number;
  readonly column: string;
}

/** The lines of the text in reading order, without the furniture, which `rowsOfPage` leaves out. */
export function linesOf(pages: readonly (readonly Row[])[]): Line[] {
  let flow = 0;
  const placed = pages.flatMap((rows, page) =>
    [...Map.groupBy(rows, ({ turn }) => turn)].flatMap(([turn, ofTurn]) =>
      readingOrder(ofTurn, `turn ${turn}`).flatMap(({ rows: inFlow, column }) => {
        flow += 1;
        return inFlow.map((row) => ({ row, page, flow, column }));
      }),
    ),
  );
  const marginsOf = findMargins(placed);
  const cells = tableRows(placed);
  return placed.map((place) => asLine(place, marginsOf(place), cells.get(place.row) ?? 0));
}

function asLine({ row, page, flow }: PlacedRow, margins: Margins, cells: number): Line {
  const { segments, y, size } = row;
  const widest = segments.toSorted((a, b) => b.text.length - a.text.length)[0];
  return {
    page,
    text: cells > 0 ? segments.map(({ text }) => text).join('\t') : segments.map(({ text }) => text).reduce(besides, ''),
    lost: segments.reduce((sum, { lost }) => sum + lost, 0),
    left: leftOf(row),
    right: rightOf(row),
    y,
    size,
    font: widest?.font ?? '',
    margins,
    flow,
    cells,
    raised: row.raised,
    role: row.role,
    block: row.block,
  };
}

const leftOf = ({ segments }: Row): number => segments[0]?.left ?? 0;
const rightOf = ({ segments }: Row): number => Math.max(...segments.map(({ right }) => right));

const besides = (before: string, after: string): string =>
  before === '' || after === '' ? before + after : `${before}${isDense(before.at(-1)) || isDense(after[0]) ? '\u3000' : ' '}${after}`;

/** Rows of one size that are enough to tell the margins of their column. */
const FEWEST_OF_TEXT = 8;
/** Rows of a page that are enough to know its margins by; shorter pages take those of the file. */
const ENOUGH_ROWS = 8;

/** Margins by column and page: odd and even pages may differ, and the last page may hold one line. */
function findMargins(placed: readonly PlacedRow[]): (place: PlacedRow) => Margins {
  const columns = new Map([...Map.groupBy(placed, ({ column }) => column)].map(([column, rows]) => [column, marginsAround(rows)]));
  const pages = new Map(
    [...Map.groupBy(placed, ({ column, page }) => `${page} ${column}`)]
      .filter(([, rows]) => rows.length >= ENOUGH_ROWS)
      .map(([key, rows]) => [key, marginsAround(rows)]),
  );
  return ({ column, page }) => pages.get(`${page} ${column}`) ?? columns.get(column) ?? { left: 0, right: 0 };
}

/** Notes and titles may be wider or narrower than the text: rows of its size tell its margins where there are some. */
function marginsAround(all: readonly PlacedRow[]): Margins {
  const lengths = new Map<number, number>();
  for (const { row } of all) {
    const size = Math.round(row.size * 2) / 2;
    lengths.set(size, (lengths.get(size) ?? 0) + row.segments.reduce((sum, { text }) => sum + text.length, 0));
  }
  const [usualSize = 0] = [...lengths].toSorted((a, b) => b[1] - a[1])[0] ?? [];
  const ofText = all.filter(({ row }) => Math.abs(row.size - usualSize) <= usualSize * 0.05);
  const rows = ofText.length >= FEWEST_OF_TEXT ? ofText : all;
  const tolerance = (rows[Math.floor(rows.length / 2)]?.row.size ?? 10) * 0.5;
  return {
    left: outermost(
      rows.map(({ row }) => leftOf(row)),
      tolerance,
    ),
    right: -outermost(
      rows.map(({ row }) => -rightOf(row)),
      tolerance,
    ),
  };
}

/** The lowest place at which at least two values and one in ten lie together; failing that the lowest of all. */
function outermost(values: readonly number[], tolerance: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const enough = Math.max(2, values.length / 10);
  let first = 0;
  for (let at = 1; at <= sorted.length; at += 1) {
    if (at < sorted.length && (sorted[at] ?? 0) - (sorted[first] ?? 0) <= tolerance) continue;
    if (at - first >= enough) return sorted[first] ?? 0;
    first = at;
  }
  return sorted[0] ?? 0;
}

/** Rows of tables: at least two below each other whose cells begin at the same places. */
function tableRows(placed: readonly PlacedRow[]): Map<Row, number> {
  const found = new Map<Row, number>();
  let run: PlacedRow[] = [];
  const flush = (): void => {
    if (run.length >= 2) for (const { row } of run) found.set(row, row.segments.length);
    run = [];
  };
  for (const place of placed) {
    const before = run.at(-1);
    if (before && (place.flow !== before.flow || !sharesCells(before.row, place.row))) flush();
    if (place.row.segments.length >= 2) run.push(place);
  }
  flush();
  return found;
}

/** Whether two rows have a second or later cell that lies at the same place, by its left, its middle or its right. */
function sharesCells(above: Row, below: Row): boolean {
  if (below.segments.length < 2 || below.y - above.y > 4 * below.size) return false;
  return below.segments
    .slice(1)
    .some(({ left, right }) =>
      above.segments
        .slice(1)
        .some(
          (cell) =>
            Math.abs(cell.left - left) < below.size ||
            Math.abs(cell.right - right) < below.size ||
            Math.abs(cell.left + cell.right - left - right) < 2 * below.size,
        ),
    );
}
