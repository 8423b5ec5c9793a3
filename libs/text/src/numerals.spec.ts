import { chineseNumber, enclosedNumber, readNumber, toChineseNumber } from './numerals.js';

describe('Chinese numerals', () => {
  it('gives back each number that it writes, up to 9,999', () => {
    for (let value = 0; value < 10_000; value += 1) expect(chineseNumber(toChineseNumber(value))).toBe(value);
  });

  it.each([
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['一百零三', 103],
    ['一百一十', 110],
    ['两千零五', 2005],
    ['二〇二一', 2021],
    ['廿三', 23],
    ['叁', 3],
  ])('reads %s', (text, value) => expect(chineseNumber(text)).toBe(value));

  it.each(['', '十百', '一二三四五', '甲', '三三十'])('takes %p for no numeral', (text) => expect(chineseNumber(text)).toBeNull());

  it.each([
    ['①', 1],
    ['⑳', 20],
    ['⑴', 1],
    ['㈩', 10],
    ['Ⅳ', 4],
  ])('reads the enclosed sign %s', (sign, value) => expect(enclosedNumber(sign)).toBe(value));

  it('reads full-width digits', () => expect(readNumber('１２')).toBe(12));
});
