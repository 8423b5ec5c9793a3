import { foldGlyphs, readableOf, withoutLooseBlanks } from './glyphs.js';

describe('what glyphs stand for', () => {
  it.each([
    ['⼆⼗⼤的⻓江⻔前，⻘⽲⻢⻋', '二十大的长江门前，青禾马车', 'radicals'],
    ['\uf9dc豈\u{2f800}', '隆豈丽', 'compatibility ideographs'],
    ['ﬁeld eﬃcient', 'field efficient', 'ligatures'],
    ['︻甲︼︵乙︶﹁丙﹂︙', '【甲】（乙）「丙」…', 'signs of vertical writing'],
    ['ＡＢＣ１２３（一），：％', 'ＡＢＣ１２３（一），：％', 'nothing that was typed full-width'],
    ['①Ⅳ㎡℃½', '①Ⅳ㎡℃½', 'nothing else that has another form'],
    ['a\u00adb\u200bc\ufeff', 'abc', 'signs that print nothing'],
    ['exam\u00ad', 'exam-', 'a soft hyphen that ends a line'],
    ['\uf0b7甲', '•甲', 'a bullet of a symbol font'],
  ])('folds %s to %s: %s', (drawn, folded) => {
    expect(foldGlyphs(drawn)).toBe(folded);
  });

  it('counts glyphs without Unicode', () => {
    expect(readableOf('甲\ue123\ufffd乙\u0003\ud800')).toEqual({ text: '甲乙', lost: 4 });
    expect(readableOf('平常的文字 and words\u3000。')).toEqual({ text: '平常的文字 and words\u3000。', lost: 0 });
  });

  it('takes blanks from beside Han characters and leaves them between words', () => {
    expect(withoutLooseBlanks('今年 是 2021 年 ， GDP 增长 7.5% of the plan')).toBe('今年是2021年，GDP增长7.5% of the plan');
    expect(withoutLooseBlanks('张　三')).toBe('张　三');
  });
});
