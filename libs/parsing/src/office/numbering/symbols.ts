/** Pairs of a code's low byte, as the Latin-1 character of that number, and the sign that stands there. */
function table(pairs: string): ReadonlyMap<number, string> {
  const signs = [...pairs];
  return new Map(signs.flatMap((code, at) => (at % 2 === 0 ? [[code.charCodeAt(0), signs[at + 1] ?? '']] : [])));
}

/** Signs of the symbol fonts that documents use for bullets, boxes and arrows. */
const wingdings = table('(☎*✉F☞l●m❍n■o□p□q❑r❒s⬧t⧫u◆v❖w⬥\x9e·\x9f•\xa1○\xa4◉\xa5◎\xa7▪\xa8□\xab★\xd8➢\xdf←\xe0→\xe8➔\xfb✗\xfc✓\xfd☒\xfe☑');
const wingdings2 = table('O✗P✓Q☒R☑\x97•\x98•\x99●\xa3□');
const symbol = table(
  'AΑBΒCΧDΔEΕFΦGΓHΗIΙJϑKΚLΛMΜNΝOΟPΠQΘRΡSΣTΤUΥVςWΩXΞYΨZΖaαbβcχdδeεfφgγhηiιjϕkκlλmμnνoοpπqθrρsσtτuυvϖwωxξyψzζ-−' +
    '\xa2′\xa3≤\xa5∞\xa8♦\xac←\xae→\xb0°\xb1±\xb2″\xb3≥\xb4×\xb7•\xb8÷\xb9≠\xbb≈\xc7∩\xc8∪\xce∈\xd6√\xde⇒\xe5∑',
);

function signsOf(font: string): ReadonlyMap<number, string> | null {
  if (/^wingdings 2$/i.test(font)) return wingdings2;
  if (/^wingdings$/i.test(font)) return wingdings;
  return /^symbol$/i.test(font) ? symbol : null;
}

const isPrivate = (code: number): boolean => code >= 0xe000 && code <= 0xf8ff;

/** The character that a code of a symbol font looks like; the code's own character where no table knows it. */
export function symbolSign(code: number, font: string): string {
  const known = isPrivate(code) || code < 0x100 ? signsOf(font)?.get(code & 0xff) : undefined;
  const isText = code >= 0x20 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return known ?? (isText ? String.fromCodePoint(code) : '');
}

/** A bullet as it looks; `•` for signs that only their font knows. */
export function bulletSign(text: string, font: string): string {
  const code = text.codePointAt(0);
  if (code === undefined) return '';
  if (code === 0x6f && /^courier new$/i.test(font)) return '◦';
  const sign = symbolSign(code, font);
  return isPrivate(sign.codePointAt(0) ?? 0) ? '•' : sign + text.slice(code > 0xffff ? 2 : 1);
}
