import { isCommonHan } from '../structure/quality.js';
import { foldGlyphs, readableOf } from './glyphs.js';
import type { Run } from './runs.js';

/** Characters of one font that are looked at, in UTF-16 units. */
const SAMPLE = 4_000;
/** Too few to say anything about a font. */
const FEWEST = 20;

/**
 * Fonts whose characters are not what they show: they carry no Unicode, and their glyph numbers came out as text. Judged by the text, since
 * a wrong table in a file looks like a right one.
 */
export function unreadableFonts(pages: readonly (readonly Run[] | null)[]): ReadonlySet<string> {
  const samples = new Map<string, string>();
  for (const run of pages.flatMap((runs) => runs ?? [])) {
    const sample = samples.get(run.font) ?? '';
    if (sample.length < SAMPLE) samples.set(run.font, sample + foldGlyphs(run.text));
  }
  return new Set([...samples].filter(([, sample]) => isGarbage(sample)).map(([font]) => font));
}

/** Whether a text is what glyph numbers look like when they are taken for characters. */
export function isGarbage(sample: string): boolean {
  const text = sample.replace(/\s+/g, '');
  if (text.length < FEWEST) return false;
  return readableOf(text).lost * 3 > text.length || hasManyScripts(text) || hasRareHan(text) || hasMostlySigns(text);
}

const SCRIPTS = [
  /\p{Script=Latin}/gu,
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]/gu,
  /\p{Script=Hangul}/gu,
  /\p{Script=Cyrillic}/gu,
  /\p{Script=Greek}/gu,
  /\p{Script=Arabic}/gu,
  /\p{Script=Hebrew}/gu,
  /[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}]/gu,
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Tibetan}\p{Script=Myanmar}\p{Script=Khmer}]/gu,
  /[\p{Script=Ethiopic}\p{Script=Cherokee}\p{Script=Canadian_Aboriginal}\p{Script=Mongolian}\p{Script=Yi}]/gu,
  /[\p{Script=Armenian}\p{Script=Georgian}\p{Script=Coptic}\p{Script=Runic}\p{Script=Glagolitic}]/gu,
];

/** No text mixes four or more scripts without a leading one. */
function hasManyScripts(text: string): boolean {
  const counts = SCRIPTS.map((script) => text.match(script)?.length ?? 0);
  const letters = counts.reduce((sum, count) => sum + count, 0);
  return counts.filter((count) => count > 0).length >= 4 && Math.max(...counts) < letters * 0.75;
}

/** In any text of Han characters most are among the common ones. */
function hasRareHan(text: string): boolean {
  const han = text.match(/\p{Script=Han}/gu) ?? [];
  return han.length >= FEWEST && han.filter(isCommonHan).length < han.length * 0.5;
}

/** Glyphs numbered in the order of their first use begin with the signs of ASCII; in words these are rare. */
function hasMostlySigns(text: string): boolean {
  const signs = text.match(/[!"#$%&'()*+/<=>@[\\\]^_`{|}~\u0080-\u00bf]/g)?.length ?? 0;
  return signs > text.length * 0.35 && /^[\0-\u00ff]+$/.test(text) && new Set(text).size >= 8;
}
