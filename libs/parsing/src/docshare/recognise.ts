import type { Span } from '../page/joined-text.js';
import { mergeFields, type PageFields } from './fields.js';
import { findFurniture, type FurniturePiece } from './furniture.js';
import { findLabelRows, type LabelRow } from './label-rows.js';
import type { PageText } from './page-text.js';
import { findShareLines } from './share-line.js';
import { templates } from './templates.js';

/** What the furniture of a page says. */
export interface Furniture {
  /** In order of place; pieces may overlap. */
  readonly pieces: readonly FurniturePiece[];
  readonly fields: PageFields;
  /** Sum of what speaks for the family; 2 and more is proof. */
  readonly weight: number;
}

/** Finds all furniture of the family on a page: share lines, rows of labels, and what the templates list. */
export function recogniseFurniture(page: PageText): Furniture {
  const zone: Span = { from: 0, to: page.folded.length };
  const shareLines = findShareLines(page, zone.from, zone.to).map(
    (line): FurniturePiece => ({
      rule: 'share-line',
      template: line.variant === 'ttwk' ? 'ttwk' : 'mobile',
      side: 'both',
      weight: 2,
      from: line.from,
      to: line.to,
      fields: line.fields,
    }),
  );
  const rows = findLabelRows(page, { from: 0, to: Math.min(zone.to, 40_000) }).map(asPiece);
  const pieces = [...shareLines, ...rows, ...findFurniture(page, templates)].sort((a, b) => a.from - b.from || b.to - a.to);
  return { pieces, fields: mergeFields([...shareLines, ...rows, ...pieces].map(({ fields }) => fields)), weight: weightOf(pieces) };
}

/** Each rule speaks once, however often it is printed. */
function weightOf(pieces: readonly FurniturePiece[]): number {
  const rules = new Map<string, number>();
  for (const { rule, weight } of pieces) rules.set(rule, Math.max(weight, rules.get(rule) ?? 0));
  return [...rules.values()].reduce((sum, weight) => sum + weight, 0);
}

const asPiece = (row: LabelRow): FurniturePiece => ({
  rule: 'label-row',
  template: templateOfLabels(row.labels),
  side: 'head',
  weight: row.labels.length > 2 ? 2 : row.labels.length - 1,
  from: row.from,
  to: row.to,
  fields: row.fields,
});

/** Each layout has its own row of labels. */
function templateOfLabels(labels: readonly string[]): string {
  if (labels.some((label) => /^资源(?:id|大小|格式)|全文页数|下载积分/.test(label))) return 'desktop';
  if (labels.some((label) => label.startsWith('上传人') || label === '文档编号')) return 'mobile';
  if (labels.includes('编号') && labels.includes('类型')) return 'old';
  return 'common';
}
