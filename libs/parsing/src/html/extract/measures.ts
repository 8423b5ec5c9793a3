/** Sizes of text that mean about the same in every script. */

const SENTENCE_MARKS = new Set([...',;.!?，。；！？、…،؛؟۔।॥።၊။།‥﹐﹑﹒'].map((mark) => mark.charCodeAt(0)));
const SENTENCE_ENDS = new Set([...'.!?。！？…؟۔।॥։።။។︒．'].map((mark) => mark.charCodeAt(0)));
const CLOSERS = new Set([...'"\'”’»)]）】』」》〉›*'].map((mark) => mark.charCodeAt(0)));

/** Han, kana, hangul and their full-width neighbours: one of them says as much as two or three letters. */
function isWide(unit: number): boolean {
  return (unit >= 0x2e80 && unit <= 0x9fff) || (unit >= 0xac00 && unit <= 0xd7af) || (unit >= 0xf900 && unit <= 0xfaff) || unit >= 0xff00;
}

/** Marks, brackets and blanks: they say nothing by themselves. */
function isMark(unit: number): boolean {
  if (unit < 128) return unit < 48 || (unit > 57 && unit < 65) || (unit > 90 && unit < 97) || unit > 122;
  return unit === 0xa0 || (unit >= 0x2000 && unit <= 0x206f) || (unit >= 0x3000 && unit <= 0x303f) || isWideMark(unit);
}

const isWideMark = (unit: number): boolean =>
  unit >= 0xff00 &&
  (unit < 0xff10 || (unit > 0xff19 && unit < 0xff21) || (unit > 0xff3a && unit < 0xff41) || (unit > 0xff5a && unit < 0xff66));

/** How much `[from, to)` of a text says: letters and digits count one, wide characters two and a half, marks and blanks nothing. */
export function weightOf(text: string, from: number, to: number): number {
  let weight = 0;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (!isMark(unit)) weight += isWide(unit) ? 2.5 : 1;
  }
  return weight;
}

/** Number of marks that part sentences and clauses (no colons: rows of particulars are full of them); an ASCII mark counts only before a blank or at the end. */
export function marksIn(text: string, from: number, to: number): number {
  let marks = 0;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (!SENTENCE_MARKS.has(unit)) continue;
    if (unit < 128 && at + 1 < to && text.charCodeAt(at + 1) > 34 && !CLOSERS.has(text.charCodeAt(at + 1))) continue;
    marks++;
  }
  return marks;
}

/** Whether `[from, to)` ends as a sentence does, closing quotes and brackets aside. */
export function endsSentence(text: string, from: number, to: number): boolean {
  let at = to - 1;
  while (at > from && (CLOSERS.has(text.charCodeAt(at)) || text.charCodeAt(at) <= 32 || text.charCodeAt(at) === 0xa0)) at--;
  return at >= from && SENTENCE_ENDS.has(text.charCodeAt(at));
}
