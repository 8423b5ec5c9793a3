import { i32, u8, u16, u32 } from '../compound/little-endian.js';
import { eachSprm } from './sprms.js';

/** What a paragraph's own properties say; null where they say nothing. */
export interface ParagraphProperties {
  /** Index of the style. */
  style: number;
  /** The list it counts in, from 1; 0 for none. */
  list: number | null;
  listLevel: number | null;
  outline: number | null;
  centred: boolean | null;
  inTable: boolean;
  /** How many tables it stands in. */
  depth: number;
  endsRow: boolean;
  endsInnerCell: boolean;
  endsInnerRow: boolean;
}

/** A property that may be switched against the style. */
export type Toggle = 'on' | 'off' | 'style' | 'against-style';

/** What the properties of a run of characters say. */
export interface CharacterProperties {
  hidden: Toggle | null;
  deleted: boolean;
  /** Index of the character style. */
  style: number | null;
  /** Stands for something else than a character: a picture, a note's mark, a sign of a font. */
  isSpecial: boolean;
  symbol: { readonly font: number; readonly code: number } | null;
  /** The font of its Western characters. */
  font: number | null;
}

export const paragraphIn = (style: number): ParagraphProperties => ({
  ...{ style, list: null, listLevel: null, outline: null, centred: null },
  ...{ inTable: false, depth: 0, endsRow: false, endsInnerCell: false, endsInnerRow: false },
});

export const plainCharacters = (): CharacterProperties => ({
  ...{ hidden: null, deleted: false, style: null, isSpecial: false, symbol: null, font: null },
});

/** Applies the changes in `[from, to)`. `elsewhere` is the stream with changes that are too long to stand in their place. */
export function changeParagraph(
  properties: ParagraphProperties,
  bytes: Uint8Array,
  from: number,
  to: number,
  elsewhere: Uint8Array | null,
): void {
  eachSprm(bytes, from, to, (code, at) => {
    const isLong = code === 0x6646 || code === 0x6645;
    if (!isLong) changeOne(properties, code, bytes, at);
    else if (elsewhere) {
      const place = u32(bytes, at);
      changeParagraph(properties, elsewhere, place + 2, place + 2 + u16(elsewhere, place), null);
    }
  });
}

function changeOne(properties: ParagraphProperties, code: number, bytes: Uint8Array, at: number): void {
  const isOn = u8(bytes, at) !== 0;
  if (code === 0x4600) properties.style = u16(bytes, at);
  // From 0xf801 on: counted once and taken out of its list since.
  else if (code === 0x460b) properties.list = u16(bytes, at) >= 0xf801 ? 0 : u16(bytes, at);
  else if (code === 0x260a) properties.listLevel = u8(bytes, at) < 9 ? u8(bytes, at) : null;
  else if (code === 0x2640) properties.outline = u8(bytes, at);
  else if (code === 0x2403 || code === 0x2461) properties.centred = u8(bytes, at) === 1;
  else if (code === 0x2416) properties.inTable = isOn;
  else if (code === 0x2417) properties.endsRow = isOn;
  else if (code === 0x244b) properties.endsInnerCell = isOn;
  else if (code === 0x244c) properties.endsInnerRow = isOn;
  else if (code === 0x6649) properties.depth = Math.max(0, i32(bytes, at));
}

const toggles: Readonly<Record<number, Toggle>> = { 0: 'off', 1: 'on', 128: 'style', 129: 'against-style' };

export function changeCharacters(properties: CharacterProperties, bytes: Uint8Array, from: number, to: number): void {
  eachSprm(bytes, from, to, (code, at) => {
    if (code === 0x0800) properties.deleted = u8(bytes, at) !== 0;
    else if (code === 0x083c) properties.hidden = toggles[u8(bytes, at)] ?? null;
    else if (code === 0x4a30) properties.style = u16(bytes, at);
    else if (code === 0x0855) properties.isSpecial = u8(bytes, at) !== 0;
    else if (code === 0x6a03) properties.isSpecial = true;
    else if (code === 0x4a4f) properties.font = u16(bytes, at);
    else if (code === 0x6a09) {
      properties.isSpecial = true;
      properties.symbol = { font: u16(bytes, at), code: u16(bytes, at + 2) };
    }
  });
}
