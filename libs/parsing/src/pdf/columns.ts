import type { Row, Segment } from './rows.js';

/** Rows that are read one after the other, between the same margins. `column` names the place of the margins on the page. */
export interface Flow {
  readonly rows: readonly Row[];
  readonly column: string;
}

/** Fewest rows and characters a row that make a column of text. */
const FEWEST_ROWS = 3;
const FEWEST_CHARACTERS = 6;
/** How much of its width the text of a column fills; the cells of a table fill less. */
const FILLED = 0.6;
const DEEPEST = 3;

/** Puts the rows of a page into the order of reading: columns one after the other, what spans them before and after. */
export function readingOrder(rows: readonly Row[], column = 'page', depth = 0): Flow[] {
  if (rows.length === 0) return [];
  const found = depth < DEEPEST ? findColumns(rows) : null;
  if (!found) return [{ rows, column }];
  const { from, to, gutter } = found;
  const inside = rows.slice(from, to);
  return [
    ...readingOrder(rows.slice(0, from), column, depth + 1),
    ...readingOrder(
      sideOf(inside, (segment) => segment.left < gutter),
      `${column} left`,
      depth + 1,
    ),
    ...readingOrder(
      sideOf(inside, (segment) => segment.left >= gutter),
      `${column} right`,
      depth + 1,
    ),
    ...readingOrder(rows.slice(to), column, depth + 1),
  ];
}

/** Rows `[from, to)` that a gutter parts into two columns. */
interface Columns {
  readonly from: number;
  readonly to: number;
  readonly gutter: number;
}

const sideOf = (rows: readonly Row[], isOn: (segment: Segment) => boolean): Row[] =>
  rows
    .map((row) => ({ ...row, segments: row.segments.filter(isOn) }))
    .filter(({ segments }) => segments.length > 0)
    .map((row) => ({ ...row, y: row.segments[0]?.y ?? row.y }));

/** The gutter that parts the most rows. */
function findColumns(rows: readonly Row[]): Columns | null {
  let best: Columns | null = null;
  for (const gutter of guttersOf(rows)) {
    for (const { from, to } of stretchesOf(rows, gutter)) {
      if ((!best || to - from > best.to - best.from) && areColumns(rows.slice(from, to), gutter)) best = { from, to, gutter };
    }
  }
  return best;
}

const MOST_GUTTERS = 40;

/** Places right before segments that are not the first of their page, the most frequent ones first. */
function guttersOf(rows: readonly Row[]): number[] {
  const leftmost = Math.min(...rows.map(({ segments }) => segments[0]?.left ?? 0));
  const counts = new Map<number, number>();
  for (const { segments, size } of rows) {
    for (const { left } of segments) {
      if (left < leftmost + 4 * size) continue;
      const place = Math.round(left / 6) * 6 - 6;
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, count]) => count >= 2)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, MOST_GUTTERS)
    .map(([place]) => place);
}

/** Runs of rows that no segment crosses, from the first row with text on the right side on. */
function stretchesOf(rows: readonly Row[], gutter: number): { from: number; to: number }[] {
  const stretches: { from: number; to: number }[] = [];
  let from = -1;
  rows.forEach(({ segments, turn }, index) => {
    const crossed = segments.some(({ left, right }) => left < gutter && right > gutter) || turn !== rows[0]?.turn;
    if (crossed && from >= 0) stretches.push({ from, to: index });
    if (crossed) from = -1;
    else if (from < 0 && segments.some(({ left }) => left >= gutter)) from = index;
  });
  if (from >= 0) stretches.push({ from, to: rows.length });
  // A column whose lines stand a little higher than those of the other begins one row earlier.
  return stretches.map((stretch) => ({ ...stretch, from: startOf(rows, stretch.from, gutter) }));
}

function startOf(rows: readonly Row[], from: number, gutter: number): number {
  const [before, first] = [rows[from - 1], rows[from]];
  const isBeside = before && first && first.y - before.y < first.size && before.segments.every(({ right }) => right <= gutter);
  return isBeside && first.segments.every(({ left }) => left >= gutter) ? from - 1 : from;
}

function areColumns(rows: readonly Row[], gutter: number): boolean {
  const segments = rows.flatMap((row) => row.segments);
  return [segments.filter(({ left }) => left < gutter), segments.filter(({ left }) => left >= gutter)].every(isText);
}

function isText(segments: readonly Segment[]): boolean {
  if (segments.length < FEWEST_ROWS) return false;
  const left = Math.min(...segments.map((segment) => segment.left));
  const width = Math.max(...segments.map((segment) => segment.right)) - left;
  const filled = segments.filter((segment) => segment.right - segment.left > width * FILLED).length;
  const characters = segments.reduce((sum, { text }) => sum + text.length, 0) / segments.length;
  return filled >= segments.length * 0.5 && characters >= FEWEST_CHARACTERS;
}
