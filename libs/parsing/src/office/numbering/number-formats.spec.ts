import { readNumber } from '#text';
import { formatNumber } from './number-formats.js';

const all = Array.from({ length: 200 }, (_, at) => at + 1);
const row = (format: string, numbers: readonly number[]): string => numbers.map((number) => formatNumber(number, format)).join(' ');

describe('number formats', () => {
  it.each([
    ['decimal', [1, 99, 200], '1 99 200'],
    ['decimalZero', [1, 9, 10, 100], '01 09 10 100'],
    ['upperRoman', [1, 4, 9, 14, 40, 90, 199], 'I IV IX XIV XL XC CXCIX'],
    ['lowerRoman', [3, 8, 19, 49], 'iii viii xix xlix'],
    ['upperLetter', [1, 26, 27, 52, 53], 'A Z AA ZZ AAA'],
    ['lowerLetter', [2, 28, 200], 'b bb rrrrrrrr'],
    ['chineseCounting', [1, 10, 11, 20, 21, 99, 100, 101, 110, 200], '一 十 十一 二十 二十一 九十九 一○○ 一○一 一一○ 二○○'],
    ['chineseCountingThousand', [10, 11, 20, 100, 101, 110, 111, 200], '十 十一 二十 一百 一百〇一 一百一十 一百一十一 二百'],
    ['chineseCountingThousand', [1000, 1001, 1010, 1100, 10_000], '一千 一千〇一 一千〇一十 一千一百 一万'],
    ['taiwaneseCountingThousand', [101, 115], '一百零一 一百一十五'],
    ['ideographDigital', [1, 10, 20, 105, 200], '一 一〇 二〇 一〇五 二〇〇'],
    ['japaneseCounting', [9, 10, 11, 20, 100, 101, 110, 111, 200], '九 十 十一 二十 百 百一 百十 百十一 二百'],
    ['chineseLegalSimplified', [1, 10, 12, 101], '壹 壹拾 壹拾贰 壹佰零壹'],
    ['decimalEnclosedCircle', [1, 10, 20, 21], '① ⑩ ⑳ 21'],
    ['decimalEnclosedCircleChinese', [1, 10, 11], '① ⑩ 11'],
    ['decimalEnclosedParen', [1, 20, 21], '⑴ ⒇ 21'],
    ['decimalFullWidth', [1, 12], '１ １２'],
    ['ideographTraditional', [1, 10, 11], '甲 癸 11'],
    ['ideographZodiacTraditional', [1, 11, 60, 61], '甲子 甲戌 癸亥 甲子'],
    ['ordinal', [1, 2, 3, 4, 11, 12, 13, 21, 112], '1st 2nd 3rd 4th 11th 12th 13th 21st 112th'],
    ['chicago', [1, 2, 5], '* † **'],
    ['numberInDash', [7], '- 7 -'],
    ['none', [1, 7], ' '],
    ['somethingNew', [7], '7'],
    ['constructor', [7], '7'],
  ])('prints %s', (format, numbers, expected) => {
    expect(row(format, numbers)).toBe(expected);
  });

  it.each(['chineseCountingThousand', 'ideographDigital', 'japaneseCounting', 'chineseCounting'])(
    'prints numbers of 1 to 200 in %s that read back as the same',
    (format) => {
      // The reader of running text knows no bare 百, and no circle for a zero.
      const readable = (printed: string): string => printed.replaceAll('○', '〇').replace(/^百/, '一百').replace(/百十/, '百一十');
      expect(all.map((number) => readNumber(readable(formatNumber(number, format))))).toEqual(all);
    },
  );

  it.each([
    'upperRoman',
    'upperLetter',
    'ideographDigital',
    'chineseCounting',
    'chineseCountingThousand',
    'japaneseCounting',
    'decimalEnclosedCircle',
  ])('prints each of 1 to 200 in its own way in %s', (format) => {
    expect(new Set(all.map((number) => formatNumber(number, format))).size).toBe(200);
  });

  it.each(['lowerLetter', 'lowerRoman', 'chicago', 'chineseCountingThousand'])('stays short in %s however far it counts', (format) => {
    expect(formatNumber(32_767, format).length).toBeLessThan(50);
    expect(formatNumber(0, format)).toBe('0');
    expect(formatNumber(-3, format)).toBe('-3');
  });
});
