import { pageNumberOf } from './page-numbers.js';
import type { Row } from './rows.js';

/** Rows at the edge of a page that are looked at. */
const EDGE = 4;

/** A row near the upper or lower edge of its page. */
interface EdgeRow {
  readonly page: number;
  /** Index among the rows of its page. */
  readonly index: number;
  readonly row: Row;
  readonly isTop: boolean;
  readonly text: string;
}

/** The rows that belong to the pages and not to the text: for each page, the rule by the index of its row. */
export type Furniture = readonly ReadonlyMap<number, string>[];

/**
 * Finds running headers and footers, lines that recur in the same place with nothing but their digits changed, and page numbers in any
 * common form. Only what lies outside of all text of its page can be furniture.
 */
export function findFurniture(pages: readonly (readonly Row[])[], labels: readonly string[] = []): Furniture {
  const edges = pages.flatMap((rows, page) => edgeRows(rows, page));
  const rules = new Map<EdgeRow, Finding>();
  for (const edge of edges) if (edge.row.artifact) rules.set(edge, { rule: 'page-artifact', isSure: true });
  for (const { edge, isSure } of recurring(edges, pages.length)) {
    rules.set(edge, { rule: edge.isTop ? 'running-header' : 'running-footer', isSure });
  }
  for (const edge of pageNumbers(edges, pages, labels)) rules.set(edge, { rule: 'page-number', isSure: true });
  const pitch = pitchOf(pages);
  const byPage = Map.groupBy(edges, ({ page }) => page);
  const found = pages.map((rows, page) => outermost(rows, byPage.get(page) ?? [], rules, pitch));
  // Furniture stands around a text: where nothing else is left, only what counts the pages is.
  const isAll = pages.every((rows, page) => rows.length === found[page]?.size);
  return isAll ? found.map((rulesOfPage) => new Map([...rulesOfPage].filter(([, rule]) => rule === 'page-number'))) : found;
}

interface Finding {
  readonly rule: string;
  /** Whether it is furniture even right beside the text. */
  readonly isSure: boolean;
}

/** The usual distance from row to row, in points. */
function pitchOf(pages: readonly (readonly Row[])[]): number {
  const pitches = pages
    .flatMap((rows) => rows.slice(1).map((row, index) => row.y - (rows[index]?.y ?? 0)))
    .filter((pitch) => pitch > 2)
    .sort((x, y) => x - y);
  // Most rows follow each other closely; on short pages a good part of them does not.
  return pitches[Math.floor(pitches.length / 3)] ?? 0;
}

export const rowText = ({ segments }: Row): string => segments.map(({ text }) => text).join(' ');

function edgeRows(rows: readonly Row[], page: number): EdgeRow[] {
  const straight = rows.map((row, index) => ({ row, index })).filter(({ row }) => row.turn === rows[0]?.turn);
  const atEdge = (part: typeof straight, isTop: boolean): EdgeRow[] =>
    part.map(({ row, index }) => ({ page, index, row, isTop, text: rowText(row) }));
  const half = Math.min(EDGE, Math.ceil(straight.length / 2));
  return [...atEdge(straight.slice(0, half), true), ...atEdge(straight.slice(Math.max(half, straight.length - EDGE)), false)];
}

/** Lines that say the same in the same place on enough pages: three, or nearly all of a few. */
function recurring(edges: readonly EdgeRow[], pages: number): { edge: EdgeRow; isSure: boolean }[] {
  const groups = Map.groupBy(edges, ({ isTop, text }) => `${isTop ? 'top' : 'bottom'} ${textKey(text)}`);
  return [...groups].flatMap(([key, group]) => {
    if (/^\S+ [#\s]*$/.test(key)) return [];
    const middle = group.toSorted((a, b) => a.row.y - b.row.y)[Math.floor(group.length / 2)]?.row;
    const alike = group.filter(({ row }) => middle && isAlike(row, middle));
    const count = new Set(alike.map(({ page }) => page)).size;
    const isSure = count >= 4 && count >= pages * 0.8;
    return count >= 3 || (count === 2 && pages <= 4) ? alike.map((edge) => ({ edge, isSure })) : [];
  });
}

/** Only digits change in a running line. Blanks come and go with the width of the rest. */
const textKey = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[0-9]+/g, '#');

const isAlike = (row: Row, other: Row): boolean =>
  Math.abs(row.y - other.y) <= 1.5 * other.size && Math.abs(row.size - other.size) <= 0.15 * other.size;

/** Numbers that count the pages, and forms that can be nothing else. */
function pageNumbers(edges: readonly EdgeRow[], pages: readonly (readonly Row[])[], labels: readonly string[]): EdgeRow[] {
  const printed = edges.flatMap((edge) => {
    const found = pageNumberOf(edge.text);
    return found ? [{ edge, ...found, offset: found.number - edge.page }] : [];
  });
  const offsets = Map.groupBy(printed, ({ offset }) => offset);
  return printed
    .filter(({ edge, isPlain, number, offset }) => {
      if (isPlain || isLabel(edge.text, labels[edge.page])) return true;
      const counted = new Set(offsets.get(offset)?.map(({ edge: { page } }) => page)).size;
      return counted >= 2 || (number === edge.page + 1 && standsApart(edge, pages[edge.page] ?? []));
    })
    .map(({ edge }) => edge);
}

/** Whether it is what the file itself calls the page, which is more than its place in the file. */
const isLabel = (text: string, label: string | undefined): boolean =>
  label !== undefined &&
  text
    .normalize('NFKC')
    .replace(/[\s\-–—·•.]/g, '')
    .toLowerCase() === label.toLowerCase();

/** Lies further from the next row than rows of text lie from each other. */
function standsApart({ index, isTop, row }: EdgeRow, rows: readonly Row[]): boolean {
  const next = rows[isTop ? index + 1 : index - 1];
  return !next || Math.abs(row.y - next.y) > 2.2 * Math.max(row.size, next.size);
}

/** Furniture that has no text of its page on its outer side, and stands apart from the text on its inner side or cannot be text. */
function outermost(
  rows: readonly Row[],
  edges: readonly EdgeRow[],
  rules: ReadonlyMap<EdgeRow, Finding>,
  pitch: number,
): Map<number, string> {
  const found = new Map<number, string>();
  const walk = (side: readonly EdgeRow[]): void => {
    const inside = side.findIndex((edge) => !rules.has(edge));
    let kept = inside < 0 ? side.length : inside;
    while (kept > 0 && !isBorder(side[kept - 1], side[kept]?.row ?? innerRow(rows, side[kept - 1]), rules, pitch)) kept -= 1;
    for (const edge of side.slice(0, kept)) found.set(edge.index, rules.get(edge)?.rule ?? '');
  };
  walk(edges.filter(({ isTop }) => isTop));
  walk(edges.filter(({ isTop }) => !isTop).reverse());
  rows.forEach((row, index) => {
    if (row.turn === null) found.set(index, 'watermark');
  });
  return found;
}

const innerRow = (rows: readonly Row[], edge: EdgeRow | undefined): Row | undefined =>
  edge && rows[edge.isTop ? edge.index + 1 : edge.index - 1];

/** Whether the text may begin behind a piece of furniture. */
function isBorder(edge: EdgeRow | undefined, next: Row | undefined, rules: ReadonlyMap<EdgeRow, Finding>, pitch: number): boolean {
  if (!edge || !next || next.turn !== edge.row.turn || rules.get(edge)?.isSure) return true;
  return Math.abs(next.y - edge.row.y) > 1.25 * pitch || Math.abs(next.size - edge.row.size) > 0.05 * next.size;
}
