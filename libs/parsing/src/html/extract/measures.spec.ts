import { endsSentence, marksIn, weightOf } from './measures.js';

const weigh = (text: string) => weightOf(text, 0, text.length);
const marks = (text: string) => marksIn(text, 0, text.length);
const ends = (text: string) => endsSentence(text, 0, text.length);

describe('measures of text', () => {
  it('weighs what is said, not marks or blanks', () => {
    expect(weigh('ab 12')).toBe(4);
    expect(weigh('【打印】（大）')).toBe(7.5);
    expect(weigh('　 ——……，。"—" |>')).toBe(0);
  });

  it('makes a sentence weigh about the same in Chinese and English', () => {
    const chinese = weigh('今年春天全市种了三十万亩小麦，比去年多了两成。');
    const english = weigh('This spring the city sowed wheat on twenty thousand hectares.');
    expect(Math.abs(chinese - english)).toBeLessThan(0.2 * english);
  });

  it('counts marks between sentences and clauses, not those inside numbers, addresses and labels', () => {
    expect(marks('来了，看了；走了。')).toBe(3);
    expect(marks('It came, it saw. It left!')).toBe(3);
    expect(marks('3.5 www.a.example 12:30 时间：来源：')).toBe(0);
  });

  it('looks through closing quotes and brackets for the end of a sentence', () => {
    expect(ends('他说：“好。”')).toBe(true);
    expect(ends('(It ended.)')).toBe(true);
    expect(ends('क्या हुआ।')).toBe(true);
    expect(ends('首页 > 新闻')).toBe(false);
    expect(ends('同志们：')).toBe(false);
    expect(ends('')).toBe(false);
  });
});
