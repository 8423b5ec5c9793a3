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
  /** Fixed words, folded, of which each match holds one: where none stands the pattern is not tried, for there are many and pages are long. */
  readonly words: readonly string[];
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
  const zones = zonesOf(page.folded.length).map((zone) => new Zone(page, zone));
  const pieces = templates.flatMap((template) =>
    template.rules.flatMap((rule) => zones.flatMap((zone) => (zone.holdsOne(rule.words) ? zone.pieces(template.name, rule) : []))),
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

/** One end of a page, and which characters it is made of. */
class Zone {
  private readonly folded: string;
  private readonly characters = new Uint8Array(0x10000);

  constructor(
    private readonly page: PageText,
    private readonly span: Span,
  ) {
    this.folded = page.folded.slice(span.from, span.to);
    for (let at = 0; at < this.folded.length; at += 1) this.characters[this.folded.charCodeAt(at)] = 1;
  }

  /** Whether one of the words stands here; most have a character that does not, which is seen without looking through the text again. */
  holdsOne(words: readonly string[]): boolean {
    return words.some((word) => this.hasAll(word) && this.folded.includes(word));
  }

  pieces(template: string, { rule, side, weight, pattern, read }: FurnitureRule): FurniturePiece[] {
    return [...this.folded.matchAll(pattern)].map((match) => {
      const from = this.span.from + match.index;
      const to = from + match[0].length;
      return { rule, template, side, weight, from, to, fields: read?.(match, this.page.text.slice(from, to)) ?? {} };
    });
  }

  private hasAll(word: string): boolean {
    for (let at = 0; at < word.length; at += 1) if (this.characters[word.charCodeAt(at)] === 0) return false;
    return true;
  }
}
