import type { FurniturePiece } from './furniture.js';

/** The layout that most of the furniture belongs to, in the words of the page result. */
export function templateName(pieces: readonly FurniturePiece[], has: { readonly body: boolean; readonly readings: boolean }): string {
  const rules = new Set(pieces.map(({ rule }) => rule));
  const weights = new Map<string, number>();
  for (const { template, rule, weight } of strongestOfEach(pieces)) {
    if (rule !== 'share-line') weights.set(template, (weights.get(template) ?? 0) + weight);
  }
  weights.delete('common');
  if (pieces.some(({ template }) => template === 'ttwk')) return 'ttwk';
  if (!has.body && (weights.has('notice') || !rules.has('share-line'))) return 'notice';
  const [best] = [...weights].filter(([, weight]) => weight > 0).sort(([, a], [, b]) => b - a);
  const name = best && best[0] !== 'notice' ? best[0] : 'mobile';
  if (name === 'mobile') return rules.has('share-line') || pieces.length === 0 ? 'mobile' : 'mobile-without-share-line';
  return name === 'intro' && has.readings ? 'mirror' : name;
}

/** Each kind of furniture speaks once for a layout, however often it is printed. */
function strongestOfEach(pieces: readonly FurniturePiece[]): FurniturePiece[] {
  const strongest = new Map<string, FurniturePiece>();
  for (const piece of pieces) {
    const key = `${piece.template} ${piece.rule}`;
    if ((strongest.get(key)?.weight ?? -1) < piece.weight) strongest.set(key, piece);
  }
  return [...strongest.values()];
}
