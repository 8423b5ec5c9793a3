import { i32, u8, u16, u32, utf16 } from '../compound/little-endian.js';
import type { LevelOverride, ListDefinition, ListLevel, NumberedList, Numberings } from '../numbering/definitions.js';
import { bulletSign } from '../numbering/symbols.js';
import type { TablePlace } from './file-information.js';
import { changeCharacters, plainCharacters } from './properties.js';

/** Number formats by their numbers in the file, under the names of the later standard. */
const FORMATS = [
  ...['decimal', 'upperRoman', 'lowerRoman', 'upperLetter', 'lowerLetter', 'ordinal', 'cardinalText', 'ordinalText', 'hex', 'chicago'],
  ...['ideographDigital', 'japaneseCounting', 'aiueo', 'iroha', 'decimalFullWidth', 'decimalHalfWidth', 'japaneseLegal'],
  ...['japaneseDigitalTenThousand', 'decimalEnclosedCircle', 'decimalFullWidth2', 'aiueoFullWidth', 'irohaFullWidth', 'decimalZero'],
  ...['bullet', 'ganada', 'chosung', 'decimalEnclosedFullstop', 'decimalEnclosedParen', 'decimalEnclosedCircleChinese'],
  ...['ideographEnclosedCircle', 'ideographTraditional', 'ideographZodiac', 'ideographZodiacTraditional', 'taiwaneseCounting'],
  ...['ideographLegalTraditional', 'taiwaneseCountingThousand', 'taiwaneseDigital', 'chineseCounting', 'chineseLegalSimplified'],
  ...['chineseCountingThousand', 'japaneseDigitalTenThousand', 'koreanDigital', 'koreanCounting', 'koreanLegal', 'koreanDigital2'],
] as const;
const LATER_FORMATS: Readonly<Record<number, string>> = { 57: 'numberInDash', 58: 'russianLower', 59: 'russianUpper', 255: 'none' };

const SUFFIXES = ['tab', 'space', 'nothing'] as const;
const LEVELS = 9;
const LIST_SIZE = 28;
const LEVEL_SIZE = 28;
const USE_SIZE = 16;
const NO_STYLE = 0xfff;
/** As in the later format: a longer pattern is no number. */
const LONGEST_PATTERN = 40;
/** More lists than any document has. */
const MOST_LISTS = 10_000;

/** Reads the definitions of lists and the lists that paragraphs count in, which are numbered from 1. Cut or broken ones are left out. */
export function readLists(tables: Uint8Array, lists: TablePlace, uses: TablePlace, fonts: readonly string[]): Numberings {
  const reader = new ListReader(tables, fonts);
  return {
    definitions: lists.from < lists.to ? reader.definitions(lists) : new Map(),
    lists: uses.from < uses.to ? reader.lists(uses) : new Map(),
  };
}

class ListReader {
  private at = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly fonts: readonly string[],
  ) {}

  /** The levels stand behind the table, in the order of its lists: nine of each, one of a simple list. */
  definitions({ from, to }: TablePlace): Map<string, ListDefinition> {
    const found = new Map<string, ListDefinition>();
    const count = Math.min(MOST_LISTS, u16(this.bytes, from), Math.floor((to - from - 2) / LIST_SIZE));
    this.at = to;
    for (let index = 0; index < count && this.at < this.bytes.length; index += 1) {
      const list = from + 2 + index * LIST_SIZE;
      const isSimple = (u8(this.bytes, list + 26) & 1) === 1;
      const levels = new Map<number, ListLevel>();
      for (let level = 0; level < (isSimple ? 1 : LEVELS); level += 1) {
        const style = u16(this.bytes, list + 8 + level * 2);
        levels.set(level, { ...this.level(), style: style === NO_STYLE ? null : String(style) });
      }
      found.set(String(i32(this.bytes, list)), { levels, link: null });
    }
    return found;
  }

  /** What a list changes of its definition stands behind the table, for each list in order. */
  lists({ from }: TablePlace): Map<string, NumberedList> {
    const found = new Map<string, NumberedList>();
    const count = Math.min(MOST_LISTS, u32(this.bytes, from), Math.floor((this.bytes.length - from - 4) / USE_SIZE));
    this.at = from + 4 + count * USE_SIZE;
    for (let index = 0; index < count; index += 1) {
      const use = from + 4 + index * USE_SIZE;
      const overrides = new Map<number, LevelOverride>();
      this.at += 4;
      for (let left = u8(this.bytes, use + 12); left > 0 && this.at < this.bytes.length; left -= 1) {
        const start = i32(this.bytes, this.at);
        const flags = u32(this.bytes, this.at + 4);
        this.at += 8;
        const level = flags & 0x20 ? this.level() : null;
        const ownStart = flags & 0x10 ? (level?.start ?? start) : null;
        overrides.set(flags & 0xf, { start: ownStart, level });
      }
      found.set(String(index + 1), { definition: String(i32(this.bytes, use)), overrides });
    }
    return found;
  }

  private level(): ListLevel {
    const { at, bytes } = this;
    const flags = u8(bytes, at + 5);
    const [characters, paragraph] = [u8(bytes, at + 24), u8(bytes, at + 25)];
    const font = at + LEVEL_SIZE + paragraph;
    const text = font + characters;
    const length = u16(bytes, text);
    this.at = text + 2 + length * 2;
    const number = u8(bytes, at + 4);
    const format = FORMATS[number] ?? LATER_FORMATS[number] ?? 'decimal';
    const pattern = utf16(bytes, text + 2, text + 2 + Math.min(length, LONGEST_PATTERN) * 2);
    return {
      start: Math.max(0, i32(bytes, at)),
      format,
      text: format === 'bullet' ? bulletSign(pattern, this.fontOf(font, text)) : withPlaces(pattern),
      suffix: SUFFIXES[u8(bytes, at + 15)] ?? 'tab',
      legal: (flags & 4) !== 0,
      restart: flags & 8 ? u8(bytes, at + 26) : null,
      style: null,
    };
  }

  private fontOf(from: number, to: number): string {
    const properties = plainCharacters();
    changeCharacters(properties, this.bytes, from, to);
    return this.fonts[properties.font ?? -1] ?? '';
  }
}

/** Places of numbers are written as the number of their level, from 0. */
const withPlaces = (pattern: string): string =>
  pattern.replace(/\p{Cc}/gu, (sign) => (sign.charCodeAt(0) < LEVELS ? `%${sign.charCodeAt(0) + 1}` : ''));
