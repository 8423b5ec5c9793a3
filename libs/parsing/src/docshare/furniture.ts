import type { Span } from '../page/joined-text.js';
import type { PageFields } from './fields.js';
import type { PageText } from './page-text.js';

/** Where furniture of a kind can stand: above the body, below it, or on both sides. */
export type Side = 'head' | 'tail' | 'both';

/** A piece of furniture found on a page. */
export interface FurniturePiece extends Span {
  readonly rule: string;
  readonly template: string;
  readonly side: Side;
  /** How much it speaks for the family: 2 is proof, 1 needs a second piece, 0 is only removed. */
  readonly weight: number;
  readonly fields: PageFields;
}

/** One kind of furniture: what it looks like in folded text and what can be read from it. */
export interface FurnitureRule {
  readonly rule: string;
  readonly side: Side;
  readonly weight: number;
  /** Global and linear: starts with fixed words or a line start, repeats only within bounds, never crosses more than its own lines. */
  readonly pattern: RegExp;
  /** Reads fields from a match; `printed` is the matched text with its original characters. */
  read?(match: RegExpExecArray, printed: string): PageFields;
}

/** A page layout of the family: the furniture that only it has. */
export interface Template {
  readonly name: string;
  readonly rules: readonly FurnitureRule[];
}

/** Furniture stands within this distance of either end of a page. */
const HEAD_ZONE = 40_000;
const TAIL_ZONE = 20_000;

/** All furniture of the given templates, in order of place. Only the two ends of a long page are looked at. */
export function findFurniture(page: PageText, templates: readonly Template[]): FurniturePiece[] {
  const zones = zonesOf(page.folded.length);
  const pieces = templates.flatMap((template) =>
    template.rules.flatMap((rule) => zones.flatMap((zone) => piecesOf(page, zone, template.name, rule))),
  );
  return pieces.sort((a, b) => a.from - b.from || b.to - a.to);
}

function zonesOf(length: number): Span[] {
  if (length <= HEAD_ZONE + TAIL_ZONE) return [{ from: 0, to: length }];
  return [
    { from: 0, to: HEAD_ZONE },
    { from: length - TAIL_ZONE, to: length },
  ];
}

function piecesOf({ text, folded }: PageText, zone: Span, template: string, rule: FurnitureRule): FurniturePiece[] {
  const found: FurniturePiece[] = [];
  for (const match of folded.slice(zone.from, zone.to).matchAll(rule.pattern)) {
    const from = zone.from + match.index;
    const to = from + match[0].length;
    const fields = rule.read?.(match, text.slice(from, to)) ?? {};
    found.push({ rule: rule.rule, template, side: rule.side, weight: rule.weight, from, to, fields });
  }
  return found;
}
