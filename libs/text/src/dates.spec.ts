import { findDates, firstDate } from './dates.js';

describe('dates in text', () => {
  it.each([
    ['青禾市2021年工作会议', '2021'],
    ['二〇二一年三月五日', '2021-03-05'],
    ['2021年3月', '2021-03'],
    ['（２０２１年１２月３日）', '2021-12-03'],
    ['上传时间:2022-01-09', '2022-01-09'],
    ['2020/2/29', '2020-02-29'],
    ['二○一九年十二月三十一日', '2019-12-31'],
    ['2021年度', '2021'],
    ['2021年3月份', '2021-03'],
  ])('are as exact as printed in %s', (text, date) => expect(firstDate(text)?.date).toBe(date));

  it.each(['2021年2月30日', '120212年', '1.2021.3.4.5', '3021年', '电话2021-33-12'])('are not found in %s', (text) =>
    expect(findDates(text)).toEqual([]),
  );

  it('know where they stand', () => {
    const text = '自2019年起，到2021年5月4日止';
    expect(findDates(text).map(({ start, length }) => text.slice(start, start + length))).toEqual(['2019年', '2021年5月4日']);
  });
});
