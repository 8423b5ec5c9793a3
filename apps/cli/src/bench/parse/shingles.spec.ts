import { overlapOf, scoresOf } from './shingles.js';

describe('the overlap of two texts', () => {
  it('counts runs of four words as often as both have them', () => {
    expect(overlapOf('a b c d e', 'a b c d x')).toEqual({ matched: 1 / 3, surplus: 1 / 3, missing: 1 / 3 });
    expect(overlapOf('a b c d', 'a b c d a b c d')).toEqual({ matched: 1 / 5, surplus: 4 / 5, missing: 0 });
  });

  it('takes a short text as one run and looks at words alone', () => {
    expect(overlapOf('Ein Wort', '„Ein“ — Wort!')).toEqual({ matched: 1, surplus: 0, missing: 0 });
    expect(overlapOf('河水 上涨', '河水')).toEqual({ matched: 0, surplus: 0.5, missing: 0.5 });
  });

  it('is nothing for two empty texts', () => {
    expect(overlapOf('', ' — ')).toEqual({ matched: 0, surplus: 0, missing: 0 });
  });
});

describe('scores of pages', () => {
  it('takes F1 from the means, and leaves an empty extraction out of precision only', () => {
    const half = overlapOf('a b c d e', 'a b c d x');
    const { precision, recall, f1 } = scoresOf([half, overlapOf('a b c d', '')]);
    expect([precision, recall, f1]).toEqual([0.5, 0.25, 1 / 3]);
    expect(scoresOf([])).toEqual({ f1: 0, precision: 0, recall: 0 });
  });
});
