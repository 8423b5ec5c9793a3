/** The ways in which headings are counted, outermost first: a heading of an earlier kind encloses those of later kinds. */
export const STYLES = [
  'part',
  'chapter',
  'section',
  'han',
  'hanBracket',
  'arabic',
  'decimal',
  'arabicBracket',
  'enclosedBracket',
  'arabicClose',
  'circled',
  'itemIs',
  'itemOrdinal',
  'itemOf',
] as const;
export type Style = (typeof STYLES)[number];

const ranks = new Map(STYLES.map((style, rank) => [style, rank]));

/** Place of a kind in the order from outermost to innermost. */
export const rankOf = (style: Style): number => ranks.get(style) ?? STYLES.length;
