/** Measures a stretch of a page the way the system that cut it counted. */
export type Ruler = (from: number, to: number) => number;

/** Most systems count the characters a reader sees. */
export const plainRuler: Ruler = (from, to) => to - from;

/** How much longer characters are in markup, by their code unit: `<` and `>`, `&` and `'`, `"`. */
const escapes = new Uint8Array(0x80);
for (const [signs, longer] of [
  ['<>', 3],
  ["&'", 4],
  ['"', 5],
] as const)
  for (const sign of signs) escapes[sign.charCodeAt(0)] = longer;

/** Some systems cut text that was written as markup before, where `<` counts as `&lt;`. Null when that makes no difference. */
export function escapedRuler(folded: string): Ruler | null {
  if (!/[<>&'"]/.test(folded)) return null;
  const extra = new Uint32Array(folded.length + 1);
  for (let at = 0; at < folded.length; at += 1) extra[at + 1] = (extra[at] ?? 0) + (escapes[folded.charCodeAt(at)] ?? 0);
  return (from, to) => to - from + (extra[to] ?? 0) - (extra[from] ?? 0);
}
