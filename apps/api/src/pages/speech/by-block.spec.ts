import { aSpeech } from '../../testing/a-speech.js';
import { byBlock } from './by-block.js';

// blocks at 0 to 3, 4 to 7 and 8 to 11
const { blocks } = aSpeech(['paragraph:aaa', 'paragraph:bbb', 'paragraph:ccc']);
const sorted = (...ranges: [number, number][]) => {
  const under = byBlock(
    blocks,
    ranges.map(([from, to]) => ({ from, to })),
  );
  return blocks.map((block) => (under.get(block) ?? []).map(({ from, to }) => [from, to]));
};

describe('byBlock', () => {
  it('puts each range under the block it stands in', () => {
    expect(sorted([5, 6], [0, 1], [8, 11])).toEqual([[[0, 1]], [[5, 6]], [[8, 11]]]);
  });

  it('puts a range over several blocks under each', () => {
    expect(sorted([2, 9])).toEqual([[[2, 9]], [[2, 9]], [[2, 9]]]);
  });

  it('puts what stands between blocks or behind them nowhere', () => {
    expect(sorted([3, 4], [40, 50])).toEqual([[], [], []]);
  });
});
