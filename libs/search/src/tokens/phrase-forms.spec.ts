import fc from 'fast-check';
import { fold, runsOf } from '#text';
import { indexTokens } from './phrase-forms.js';

/** The definition, one string a token. */
function tokensOf(text: string): string[] {
  return [...runsOf(fold(text))].flatMap(({ kind, text: run }) => {
    if (kind === 'word') return [run.replaceAll("'", '’')];
    const characters = [...run];
    return [...characters.slice(1).map((character, at) => (characters[at] ?? '') + character), characters.at(-1) ?? ''];
  });
}

describe('indexTokens', () => {
  it.each([
    ['科技创新', '科技 技创 创新 新'],
    ["第1章 can’t CAN'T", '第 1 章 can’t can’t'],
    ['同志们：好', '同志 志们 们 好'],
    ['𠮷野家', '𠮷野 野家 家'],
    ['，。', ''],
    ['', ''],
  ])('of %j are %j', (text, tokens) => {
    expect(indexTokens(text)).toBe(tokens);
  });

  it('are the pairs of each run and its last character, and the words, whatever the text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.string({ unit: fc.constantFrom('讲', '话', '𠮷', 'あ', '한', "'", 'Ａ', '1', '.', '，', ' ', '\ud842'), maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => indexTokens(pieces.join('')) === tokensOf(pieces.join('')).join(' ')),
    );
  });
});
