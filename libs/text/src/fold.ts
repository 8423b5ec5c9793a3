import { simplifiedCharacters } from './script-folding.js';

/** Full-width ASCII stands in one block, this far above the half-width one. */
const FULL_WIDTH_OFFSET = 0xfee0;
/** Half-width katakana from U+FF65 on, in code order. Voicing marks stay apart: joining them would change the length. */
const KATAKANA =
  '・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン\u3099\u309a';
const KATAKANA_START = 0xff65;

/** Ranges of the basic plane that have letters with case; the rest, above all the ideographs, has none. */
const CASED = [
  [0x41, 0x58f],
  [0x10a0, 0x13ff],
  [0x1c80, 0x1fff],
  [0x2100, 0x2188],
  [0x24b6, 0x24e9],
  [0x2c00, 0x2d2f],
  [0xa640, 0xabbf],
] as const;

const simplified = simplifiedCharacters();
const widths = widthTable();
const folds = foldTable(widths);
const WIDE = /[\uff01-\uff5e\uff65-\uff9f]/;

/**
 * Folds width only: full-width ASCII to ASCII, half-width katakana to full width (voicing marks stay apart).
 * The result has the same length in UTF-16 units, so offsets hold in both.
 */
export function foldWidth(text: string): string {
  return WIDE.test(text) ? mapUnits(text, widths) : text;
}

/**
 * Folds width, case and script (traditional to simplified, character by character), so that texts which a reader takes for the same compare
 * equal. The result has the same length in UTF-16 units, so offsets hold in both; folding twice changes nothing. Never for output: it is
 * lossy.
 */
export function fold(text: string): string {
  return foldBy(text, folds);
}

/** A fold that maps further characters as well, one UTF-16 unit to another; keys are folded characters. */
export function foldingAlso(more: ReadonlyMap<string, string>): (text: string) => string {
  const table = folds.map((unit) => more.get(String.fromCharCode(unit))?.charCodeAt(0) ?? unit);
  return (text) => foldBy(text, table);
}

/** In one pass: texts are long and folded often. Only pairs of surrogates, which hardly any text has, are looked at again. */
function foldBy(text: string, table: Uint16Array): string {
  const units = unitsOf(text);
  let pairs = false;
  for (let at = 0; at < units.length; at += 1) {
    const unit = units[at] ?? 0;
    units[at] = table[unit] ?? 0;
    pairs ||= (unit & 0xfc00) === 0xd800;
  }
  const folded = textOf(units);
  return pairs ? folded.replace(PAIR, foldPair) : folded;
}

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;

function foldPair(pair: string): string {
  const lower = simplified.get(pair) ?? pair.toLowerCase();
  return lower.length === pair.length ? lower : pair;
}

function mapUnits(text: string, table: Uint16Array): string {
  const units = unitsOf(text);
  for (let at = 0; at < units.length; at += 1) units[at] = table[units[at] ?? 0] ?? 0;
  return textOf(units);
}

function unitsOf(text: string): Uint16Array {
  const bytes = Buffer.from(text, 'utf16le');
  return new Uint16Array(bytes.buffer, bytes.byteOffset, text.length);
}

const textOf = ({ buffer, byteOffset, byteLength }: Uint16Array): string => Buffer.from(buffer, byteOffset, byteLength).toString('utf16le');

function widthTable(): Uint16Array {
  const table = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit);
  for (let unit = 0xff01; unit <= 0xff5e; unit += 1) table[unit] = unit - FULL_WIDTH_OFFSET;
  for (let at = 0; at < KATAKANA.length; at += 1) table[KATAKANA_START + at] = KATAKANA.charCodeAt(at);
  return table;
}

function foldTable(width: Uint16Array): Uint16Array {
  const table = width.slice();
  for (const [from, to] of CASED) {
    for (let unit = from; unit <= to; unit += 1) {
      const lower = String.fromCharCode(unit).toLowerCase();
      if (lower.length === 1) table[unit] = lower.charCodeAt(0);
    }
  }
  for (let unit = 0xff21; unit <= 0xff3a; unit += 1) table[unit] = unit - FULL_WIDTH_OFFSET + 0x20;
  for (const [from, to] of simplified) if (from.length === 1) table[from.charCodeAt(0)] = to.charCodeAt(0);
  return table;
}
