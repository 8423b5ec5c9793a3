import type { RedactionKind } from '#domain';

/** What may stand between square brackets inside a phrase. */
const SLOTS: Readonly<Record<string, RedactionKind>> = {
  person: 'person',
  place: 'place',
  organisation: 'organisation',
  organization: 'organisation',
  number: 'number',
  percentage: 'percentage',
  percent: 'percentage',
  date: 'date',
  name: 'name',
  unknown: 'unknown',
};

const LONGEST = Math.max(...Object.keys(SLOTS).map((name) => name.length));

/** The slot that begins with the bracket at this offset of a width-folded query, and the offset behind it; null when it is plain text. */
export function slotAt(query: string, at: number): { readonly slot: RedactionKind; readonly end: number } | null {
  if (!isOpeningBracket(query[at])) return null;
  const inside = /^\s*([a-z]+)\s*[\]】]/i.exec(query.slice(at + 1, at + LONGEST + 10));
  const slot = inside?.[1] && SLOTS[inside[1].toLowerCase()];
  return slot && inside ? { slot, end: at + 1 + inside[0].length } : null;
}

const isOpeningBracket = (character: string | undefined): boolean => character === '[' || character === '【';
