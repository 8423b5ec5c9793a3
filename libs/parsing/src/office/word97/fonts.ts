import { u8, u16, utf16 } from '../compound/little-endian.js';
import type { TablePlace } from './file-information.js';

/** Where a font's name stands in its entry. */
const NAME = 39;

/** The names of a document's fonts, by number. */
export function readFonts(tables: Uint8Array, { from, to }: TablePlace): string[] {
  const names: string[] = [];
  const end = Math.min(to, tables.length);
  let at = from + 4;
  for (let left = u16(tables, from); left > 0 && at < end; left -= 1) {
    const size = u8(tables, at);
    const name = utf16(tables, at + 1 + NAME, Math.min(end, at + 1 + size));
    names.push(/^[^\0]*/.exec(name)?.[0] ?? '');
    at += 1 + size;
  }
  return names;
}
