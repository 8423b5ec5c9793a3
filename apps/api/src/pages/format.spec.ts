import { durationText, sizeText, timeText } from './format.js';
import type { View } from './view.js';
import { wordsOf } from './words/words.js';

const english: View = { language: 'en', words: wordsOf('en'), here: '/' };
const chinese: View = { language: 'zh-CN', words: wordsOf('zh-CN'), here: '/' };

describe('format', () => {
  it.each([
    [0, '0 ms'],
    [349.6, '350 ms'],
    [1_234, '1.2 s'],
    [59_400, '59 s'],
    [600_000, '10 min'],
    [3 * 3_600_000, '3 h'],
    [5 * 86_400_000, '5 d'],
  ])('writes %d ms as %s', (ms, expected) => {
    expect(durationText(english, ms)).toBe(expected);
  });

  it('writes durations and times in the reader’s language', () => {
    expect(durationText(chinese, 1_234)).toBe('1.2 秒');
    expect(timeText(chinese, new Date(2021, 2, 5, 8, 9, 10))).toBe('2021年3月5日 08:09:10');
    expect(timeText(english, new Date(2021, 2, 5, 8, 9, 10))).toBe('5 Mar 2021, 08:09:10');
  });

  it.each([
    [812, '812 B'],
    [3_482, '3.4 KB'],
    [1_258_291, '1.2 MB'],
  ])('writes %d bytes as %s', (bytes, expected) => {
    expect(sizeText(bytes)).toBe(expected);
  });
});
