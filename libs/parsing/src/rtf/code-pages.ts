import { chooseCodec } from '../source/choose-codec.js';
import type { Codec } from '../source/codec.js';
import { codecFor } from '../source/codecs.js';
import { scanRtf } from './scan.js';

/** Fonts of pictures such as Wingdings: a bullet is a letter there. */
export const SYMBOLS = 42;

/** Code pages of the character sets of fonts. Those of ANSI and default fonts are the document's. */
const charsets: Readonly<Record<number, number>> = {
  2: SYMBOLS,
  77: 10_000,
  78: 932,
  79: 949,
  80: 936,
  81: 950,
  128: 932,
  129: 949,
  130: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
};

/** The code page that a font's character set means; null for that of the document. */
export const pageOfCharset = (charset: number): number | null => charsets[charset] ?? null;

export const codecOfPage = (page: number): Codec | null => (page === 10_000 ? codecFor('macintosh') : codecFor(String(page)));

/** Whether a byte of a code page waits for a second one. */
export function isLead(page: number, byte: number): boolean {
  if (page === 932) return (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
  return (page === 936 || page === 949 || page === 950) && byte >= 0x81 && byte <= 0xfe;
}

const SAMPLE = 64 * 1024;
const pagesByName: Readonly<Record<string, number>> = { gb18030: 936, big5: 950, shift_jis: 932, 'euc-kr': 949, 'windows-1251': 1251 };

/** The code page that the bytes beyond ASCII of a file speak for, which names none that could hold them; null for no other than Western. */
export function detectPage(bytes: Uint8Array): number | null {
  const sample = new Uint8Array(SAMPLE);
  let length = 0;
  const nothing = (): void => {};
  const byte = (value: number): void => {
    if (length < SAMPLE && (value >= 0x80 || (length > 0 && (sample[length - 1] ?? 0) >= 0x80))) sample[length++] = value;
  };
  scanRtf(bytes.subarray(0, SAMPLE * 16), 0, { open: nothing, close: nothing, word: nothing, symbol: nothing, byte });
  if (length === 0) return null;
  return pagesByName[chooseCodec(sample.subarray(0, length), { contentType: null, isHtml: false }).codec.name] ?? null;
}
