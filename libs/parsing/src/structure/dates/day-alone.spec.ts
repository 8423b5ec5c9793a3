import { dayAlone } from './day-alone.js';

describe('a day alone on its line', () => {
  it.each([
    ['（2023年3月5日）', '2023-03-05'],
    ['二〇二三年三月五日', '2023-03-05'],
    ['2021年6月9日星期三', '2021-06-09'],
    ['令和五年三月七日（火曜日）', '2023-03-07'],
    ['民國112年3月5日', '2023-03-05'],
    ['2023년 3월 5일 일요일', '2023-03-05'],
    ['Moorburg, Mittwoch, den 14. März 2018', '2018-03-14'],
    ['Wednesday, 5 April 2023', '2023-04-05'],
    ['March 7, 2022', '2022-03-07'],
    ['Brec, le 4 mars 2021', '2021-03-04'],
    ['5 марта 2023 года', '2023-03-05'],
    ['Madrid, 4 de marzo de 2021', '2021-03-04'],
    ['2023. március 5.', '2023-03-05'],
    ['(2021年3月)', '2021-03'],
  ])('is read from %s', (line, day) => expect(dayAlone(line)).toBe(day));

  it.each([
    'Published 12 May 2023',
    '发布时间：2023年3月5日',
    '2021年全市工作',
    'On 5 March 2023 the bridge fell.',
    'Version 1.2.2021',
    '',
  ])('is not in %s', (line) => expect(dayAlone(line)).toBeNull());
});
