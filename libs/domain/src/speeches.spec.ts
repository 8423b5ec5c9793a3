import type { Block, Heading } from './page-result.js';
import { blocksWithPaths, headingPathAt } from './speeches.js';

const heading = (level: number, text: string, start: number, parent: number | null): Heading => ({
  level,
  marker: '',
  text,
  start,
  parent,
});
const block = (start: number): Block => ({ kind: 'paragraph', level: null, text: '堤', start, ranges: [] });

const outline = [heading(1, '一', 10, null), heading(2, '甲', 20, 0), heading(2, '乙', 30, 0), heading(1, '二', 40, null)];

describe('headingPathAt', () => {
  it.each([
    [0, []],
    [9, []],
    [10, ['一']],
    [29, ['一', '甲']],
    [30, ['一', '乙']],
    [40, ['二']],
    [1_000, ['二']],
  ])('knows what stands above character %d', (offset, path) => {
    expect(headingPathAt(outline, offset)).toEqual(path);
  });
});

describe('blocksWithPaths', () => {
  it('gives each block the path of its place', () => {
    const blocks = [0, 12, 20, 25, 31, 45].map(block);
    expect(blocksWithPaths({ blocks, outline }).map(({ headingPath }) => headingPath)).toEqual(
      blocks.map(({ start }) => headingPathAt(outline, start)),
    );
  });

  /** How often a heading is looked at while a speech of `n` headings with a block under each gets its paths. */
  function looksAt(n: number): number {
    let looks = 0;
    const headings = Array.from({ length: n }, (_, index) => ({
      ...heading(1, '要', 0, null),
      get start() {
        looks += 1;
        return index * 2;
      },
    }));
    blocksWithPaths({ blocks: headings.map((_, index) => block(index * 2 + 1)), outline: headings });
    return looks;
  }

  it('costs little more per heading on a page of twice as many', () => {
    expect(looksAt(8_192) / looksAt(4_096)).toBeLessThan(2.5);
  });
});
