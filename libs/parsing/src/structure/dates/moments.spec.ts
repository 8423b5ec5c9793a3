import { isoMoment, printedDay } from './moments.js';

describe('moments', () => {
  it('gives an instant in UTC only when the zone is known', () => {
    expect(isoMoment('2021-03-04T10:20:30+08:00')).toBe('2021-03-04T02:20:30.000Z');
    expect(isoMoment('2021-03-04T10:20Z')).toBe('2021-03-04T10:20:00.000Z');
    expect(isoMoment('2021-03-04 10:20:30 +0800')).toBe('2021-03-04T02:20:30.000Z');
    expect(isoMoment(' 2021-03-04 10:20')).toBe('2021-03-04');
    expect(isoMoment('2021-03-04')).toBe('2021-03-04');
  });

  it('reads days printed in numbers, Chinese and English', () => {
    expect(printedDay('发布时间：2021年3月4日 10:20')).toBe('2021-03-04');
    expect(printedDay('二〇二一年三月四日')).toBe('2021-03-04');
    expect(printedDay('更新：2021/3/4')).toBe('2021-03-04');
    expect(printedDay('Published on March 4th, 2021 at noon')).toBe('2021-03-04');
    expect(printedDay('4 Mar. 2021')).toBe('2021-03-04');
    expect(printedDay('the 12th of May 2023')).toBe('2023-05-12');
  });

  it('reads the names of months in other languages, and numbers with points', () => {
    for (const text of [
      '4 марта 2021, 10:20',
      '4. März 2021',
      'le 4 mars 2021',
      '4 de marzo de 2021',
      'Publicado el 4 marzo, 2021',
      '4 marca 2021 r.',
    ])
      expect(printedDay(text)).toBe('2021-03-04');
    expect(printedDay('Von Lena Brandt, 14.12.2021, 17:45 Uhr')).toBe('2021-12-14');
    expect(printedDay('입력 2021. 3. 4. 오전 5:00')).toBe('2021-03-04');
    expect(printedDay('الأحد 3 أبريل 2022')).toBe('2022-04-03');
    expect(printedDay('Version 1.2.2021.3')).toBeNull();
    expect(printedDay('14 Stück 2021')).toBeNull();
    expect(printedDay('Publicado em 13/08/2018 às 9h')).toBe('2018-08-13');
    expect(printedDay('on 8/13/2018')).toBe('2018-08-13');
    expect(printedDay('07/08/2018')).toBeNull();
  });

  it('finds no day where none is whole or none can be', () => {
    expect(printedDay('2021年3月')).toBeNull();
    expect(printedDay('Marching 40, 2021')).toBeNull();
    expect(printedDay('May 2021')).toBeNull();
    expect(isoMoment('2021-13-45T99:00:00Z')).toBeNull();
    expect(isoMoment('yesterday')).toBeNull();
    expect(isoMoment('0001-01-01T00:00:00Z')).toBeNull();
  });
});
