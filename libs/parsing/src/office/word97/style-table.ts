import { u16, utf16 } from '../compound/little-endian.js';
import { nameStyle, type Style, StyleSheet, styleNamed, type Writable } from '../word/style-sheet.js';
import type { TablePlace } from './file-information.js';
import { changeCharacters, changeParagraph, paragraphIn, plainCharacters } from './properties.js';

const NOTHING = 0xfff;
const PARAGRAPH = 1;
const CHARACTER = 2;
const LONGEST_NAME = 250;

/** Built-in styles by number, whatever they are called: headings 1 to 9, tables of contents, titles, quotes. */
function roleOf(builtIn: number): Pick<Style, 'outline' | 'role'> {
  if (builtIn >= 1 && builtIn <= 9) return { outline: builtIn - 1, role: null };
  if ((builtIn >= 19 && builtIn <= 27) || builtIn === 266) return { outline: null, role: 'contents' };
  if (builtIn === 62) return { outline: null, role: 'title' };
  return { outline: null, role: builtIn === 180 || builtIn === 181 ? 'quote' : null };
}

/** Reads the styles of a document; their ids are their places in the table. */
export function readStyleTable(tables: Uint8Array, { from, to }: TablePlace): StyleSheet {
  const styles = new Map<string, Style>();
  const end = Math.min(to, tables.length);
  const count = u16(tables, from + 2);
  const base = u16(tables, from + 4);
  let at = from + 2 + u16(tables, from);
  for (let index = 0; index < count && at + 2 <= end; index += 1) {
    const size = u16(tables, at);
    if (size >= 10) styles.set(String(index), readStyle(tables.subarray(at + 2, Math.min(end, at + 2 + size)), base));
    at += 2 + size + (size % 2);
  }
  return new StyleSheet(styles, styles.has('0') ? '0' : null);
}

function readStyle(bytes: Uint8Array, base: number): Style {
  const style: Writable<Style> = { ...styleNamed(''), ...roleOf(u16(bytes, 0) & 0xfff) };
  const [kind, basedOn] = [u16(bytes, 2) & 0xf, u16(bytes, 2) >> 4];
  style.basedOn = basedOn === NOTHING ? null : String(basedOn);
  const length = Math.min(u16(bytes, base), LONGEST_NAME);
  nameStyle(style, utf16(bytes, base + 2, base + 2 + length * 2));
  let at = base + 2 + u16(bytes, base) * 2 + 2;
  const next = (): { from: number; to: number } => {
    const from = at + 2;
    const to = from + u16(bytes, at);
    at = to + (to % 2);
    return { from, to };
  };
  if (kind === PARAGRAPH) readParagraph(style, bytes, next());
  if (kind === PARAGRAPH || kind === CHARACTER) readCharacters(style, bytes, next());
  return style;
}

function readParagraph(style: Writable<Style>, bytes: Uint8Array, { from, to }: { from: number; to: number }): void {
  const properties = paragraphIn(0);
  changeParagraph(properties, bytes, from + 2, to, null);
  if (properties.outline !== null) style.outline = properties.outline;
  style.centred = properties.centred;
  style.list = properties.list === null ? null : String(properties.list);
  style.listLevel = properties.listLevel;
}

function readCharacters(style: Writable<Style>, bytes: Uint8Array, { from, to }: { from: number; to: number }): void {
  const properties = plainCharacters();
  changeCharacters(properties, bytes, from, to);
  if (properties.hidden !== null) style.hidden = properties.hidden === 'on' || properties.hidden === 'against-style';
}
