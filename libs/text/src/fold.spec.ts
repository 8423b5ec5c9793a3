import fc from 'fast-check';
import { fold, foldWidth } from './fold.js';

describe('folding', () => {
  it.each([
    ['ＡＢＣ　１２３％，：（）', 'abc　123%,:()', 'width and case of ASCII'],
    ['ｱｲｳﾃﾚ･', 'アイウテレ・', 'half-width katakana'],
    ['ÀÉÎ ΑΒΣ ЖЙ', 'àéî αβσ жй', 'case in other alphabets'],
    ['臺灣後來裡面會議髮發', '台湾后来里面会议发发', 'traditional to simplified'],
    ['顯著 显著 看着', '显着 显着 看着', 'regional variants'],
    ['薴苧苎', '苎苎苎', 'chains of characters to their end'],
    ['𐐀', '𐐨', 'case beyond the basic plane'],
    ['全国文明城，二〇二一年', '全国文明城,二〇二一年', 'nothing else'],
  ])('makes %s into %s: %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('keeps what would change the length', () => {
    expect(fold('İ ß ﬁ')).toBe('İ ß ﬁ');
    expect(fold('ｶﾞ')).toBe('カ\u3099');
  });

  it('folds width alone when only that is asked for', () => {
    expect(foldWidth('ＯＲ　ｔｉｔｌｅ：臺灣')).toBe('OR　title:臺灣');
  });

  it('keeps the length of any string, folds the same twice, and folds each part as in the whole', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
    );
    fc.assert(
      fc.property(anything, anything, (left, right) => {
        const folded = fold(left + right);
        expect(folded.length).toBe(left.length + right.length);
        expect(fold(folded)).toBe(folded);
        expect(foldWidth(left)).toHaveLength(left.length);
        if (!/[\ud800-\udbff]$/.test(left)) expect(folded).toBe(fold(left) + fold(right));
      }),
      { numRuns: 1_000, seed: 3 },
    );
  });

  it('folds every character of the basic plane to one that folds to itself', () => {
    const plane = String.fromCharCode(...Array.from({ length: 0xd800 }, (_, unit) => unit));
    expect(fold(fold(plane))).toBe(fold(plane));
  });
});
