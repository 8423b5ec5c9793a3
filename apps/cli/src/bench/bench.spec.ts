import { cut, flatten, shareLine, slicedBody } from './family-page.js';
import { median, percentile, rounded } from './figures.js';
import { randomFrom } from './random.js';

describe('a page of the family', () => {
  const file = { title: '在苇汀县会议上的讲话', extension: 'docx', pages: 3, site: 'a.example文库' };

  it('names the file twice in its share line', () => {
    expect(shareLine(file)).toBe(
      '《在苇汀县会议上的讲话.docx》由会员分享,可在线阅读,更多相关《在苇汀县会议上的讲话.docx(3页珍藏版)》请在a.example文库上搜索。',
    );
  });

  it('cuts with no regard to words, and the last slice is what is left', () => {
    expect(cut('abcdefg', 3)).toEqual(['abc', 'def', 'g']);
    expect(slicedBody('一二三\n四五', { length: 2 })).toBe('1、一二\n2、三四\n3、五');
    expect(slicedBody('一二三四五', { length: 2, missing: 2 })).toBe('1、一二\n3、五');
  });

  it('loses line breaks and wide punctuation as the sites do', () => {
    expect(flatten('同志们：\n　会议（一）开始，好！\n')).toBe('同志们:会议(一)开始,好!');
  });
});

describe('figures', () => {
  it('takes the nearest rank', () => {
    expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(percentile([1, 2, 3, 4], 0.95)).toBe(4);
    expect(percentile([], 0.5)).toBeNull();
    expect(median([3, 1])).toBe(1);
    expect(rounded(1.26, 1)).toBe(1.3);
  });
});

describe('randomFrom', () => {
  it('repeats itself for the same seed and is even', () => {
    const draw = (seed: number) => {
      const random = randomFrom(seed);
      return Array.from({ length: 6_000 }, () => random.whole(6));
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    for (let face = 0; face < 6; face += 1) {
      const share = draw(9).filter((value) => value === face).length / 6_000;
      expect(Math.abs(share - 1 / 6)).toBeLessThan(0.02);
    }
  });
});
