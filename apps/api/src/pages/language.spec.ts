import { languageOf } from './language.js';

const none = { chosen: null, cookie: null, acceptLanguage: null };

describe('languageOf', () => {
  it.each([
    ['nothing is known', none, 'en'],
    ['the reader has chosen', { chosen: 'zh-CN', cookie: 'rostra-lang=en', acceptLanguage: 'en' }, 'zh-CN'],
    ['the choice is none of ours', { ...none, chosen: 'tlh', acceptLanguage: 'zh' }, 'zh-CN'],
    ['a choice is remembered', { ...none, cookie: 'a=1; rostra-lang=zh-CN', acceptLanguage: 'en' }, 'zh-CN'],
    ['the browser wishes for it most', { ...none, acceptLanguage: 'fr;q=1, en;q=0.3, zh-TW;q=0.8' }, 'zh-CN'],
    ['the browser wishes in order', { ...none, acceptLanguage: 'en-GB,zh' }, 'en'],
    ['the browser refuses the other', { ...none, acceptLanguage: 'en;q=0, zh;q=0.1' }, 'zh-CN'],
    ['the header is junk', { ...none, acceptLanguage: ';;q=,,=' }, 'en'],
  ])('answers well when %s', (_when, hints, expected) => {
    expect(languageOf(hints)).toBe(expected);
  });
});
