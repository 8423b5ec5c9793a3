import { pageNumberOf } from './page-numbers.js';

describe('page numbers', () => {
  it.each([
    ['— 3 —', 3],
    ['-3-', 3],
    ['－３－', 3],
    ['· 12 ·', 12],
    ['第3页', 3],
    ['第 3 页 共 10 页', 3],
    ['第三页', 3],
    ['共10页，第3页', 3],
    ['3 / 10', 3],
    ['Page 3 of 10', 3],
    ['p. 3', 3],
  ])('reads %s beyond doubt', (line, number) => {
    expect(pageNumberOf(line)).toEqual({ number, isPlain: true });
  });

  it.each([
    ['3', 3],
    ['(3)', 3],
    ['iv', 4],
    ['xii', 12],
    ['十二', 12],
  ])('reads %s as one that must count the pages', (line, number) => {
    expect(pageNumberOf(line)).toEqual({ number, isPlain: false });
  });

  it.each(['第三章', '3、', '12.5%', '2021年3月', '一、', '第3期', '谢谢大家', '3 个', '', '-'])('leaves %s to the text', (line) => {
    expect(pageNumberOf(line)).toBeNull();
  });
});
