import type { RedactionKind } from '#domain';

/** Runs that stand for something taken out, in folded text: x, crosses, stars and circles, or 某. */
const PLACEHOLDER = /x+|[×*○□]+|某+/y;
export const PLACEHOLDERS = /x+|[×*○□]+|某+/g;
const ASCII_WORD = /[a-z0-9]/;
const HAN = /\p{Script=Han}/u;

/** What belongs to the thing taken out when it follows the placeholder; it may be matched with it or left to the next words. */
const SUFFIXES: Readonly<Partial<Record<RedactionKind, RegExp>>> = {
  place: /省|市|自治区|地区|区|县|州|盟|旗|镇|乡|村|街道|社区/y,
  organisation: /委员会|办公室|办|局|委|部门|部|厅|处|大学|学院|学校|院|校|所|中心|集团|公司|单位|企业/y,
  percentage: /%|个百分点/y,
};
const DATE = /(?:(?:x+|[×*○□]+|某+|\d{1,4})?[年月日号]){1,3}/y;
const WHOLE_DATE = /^(?:\d+[年月日号])+$/;

/**
 * The offsets at which a redaction of this kind can end that begins at `at`. Where the publisher left a blank, a number ends where it
 * begins and a percentage or date keeps its unit; that counts only beside words, so the caller says whether it may.
 */
export function redactionEnds(folded: string, at: number, kind: RedactionKind, blank: boolean): number[] {
  const ends = new Set(placeholderEnds(folded, at, kind));
  if (kind === 'person' && HAN.test(folded[at] ?? '') && folded[at] !== '某') {
    for (const end of placeholderEnds(folded, at + 1, kind)) ends.add(end);
  }
  if (kind === 'date') for (const end of dateEnd(folded, at, blank)) ends.add(end);
  if (blank && kind === 'number') ends.add(at);
  if (blank && kind === 'percentage') for (const end of withSuffix(folded, at, kind)) ends.add(end);
  return [...ends];
}

function placeholderEnds(folded: string, at: number, kind: RedactionKind): number[] {
  const run = matchAt(PLACEHOLDER, folded, at);
  if (run === null || folded[at - 1] === folded[at]) return [];
  const end = at + run.length;
  const isWord = folded[at] === 'x' && (ASCII_WORD.test(folded[at - 1] ?? '') || ASCII_WORD.test(folded[end] ?? ''));
  if (isWord) return [];
  return [end, ...withSuffix(folded, end, kind)];
}

/** Empty, or the offset as well as the one behind the suffix when only a suffix is needed to tell that something is missing. */
function withSuffix(folded: string, at: number, kind: RedactionKind): number[] {
  const pattern = SUFFIXES[kind];
  const suffix = pattern ? matchAt(pattern, folded, at) : null;
  return suffix === null ? [] : [at, at + suffix.length];
}

function dateEnd(folded: string, at: number, blank: boolean): number[] {
  const date = matchAt(DATE, folded, at);
  if (date === null || WHOLE_DATE.test(date)) return [];
  return blank || !/^[年月日号]/.test(date) ? [at + date.length] : [];
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
