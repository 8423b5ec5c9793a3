/** Languages that alone, or nearly so, are written in a script; kana stands among Han, which then is Japanese. */
const SCRIPTS: readonly (readonly [script: RegExp, languages: readonly string[]])[] = [
  [/\p{Script=Hangul}/gu, ['ko']],
  [/\p{Script=Thai}/gu, ['th']],
  [/\p{Script=Hebrew}/gu, ['he', 'yi', 'iw']],
  [/\p{Script=Greek}/gu, ['el']],
];
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const HAN = /\p{Script=Han}/gu;
const LETTER = /\p{L}/gu;
const WIDE = /[\u0370-\uffff]{2}/;
const SAMPLE = 3_000;
/** Fewer letters tell nothing. */
const MIN_LETTERS = 40;
const MIN_SHARE = 0.5;
/** The share of kana among kana and Han from which a text is Japanese. */
const MIN_KANA = 0.1;

/**
 * The language of a page: what its markup says, unless its text is mostly in a script of other languages, for templates often keep the
 * language of those who wrote them. Null where neither tells.
 */
export function languageOf(stated: string | null, text: string): string | null {
  const sample = text.slice(0, SAMPLE);
  // Text in ASCII alone is in none of these scripts.
  const languages = WIDE.test(sample) ? languagesOf(sample) : null;
  const base = stated?.toLowerCase().split(/[-_]/)[0] ?? '';
  return languages === null || languages.includes(base) ? stated : (languages[0] ?? stated);
}

/** The languages written in the script of most letters, the likeliest first; null for scripts that many languages share. */
function languagesOf(text: string): readonly string[] | null {
  const count = (script: RegExp): number => text.match(script)?.length ?? 0;
  const needed = Math.max(MIN_LETTERS, MIN_SHARE * count(LETTER));
  const [kana, han] = [count(KANA), count(HAN)];
  if (kana + han >= needed) return kana > MIN_KANA * (kana + han) ? ['ja'] : ['zh', 'yue', 'wuu', 'lzh', 'nan', 'cn'];
  return SCRIPTS.find(([script]) => count(script) >= needed)?.[1] ?? null;
}
