import { en } from './en.js';
import { zh } from './zh.js';

/** Every text in the dictionary with the path to it; functions are called with figures of their own. */
function texts(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, String(value('missing-slice', 7, 'x'))]];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, path === '' ? key : `${path}.${key}`));
}

const mayBeLatin = /\.(query|comma|stop|urlPlaceholder|otherTag|other|api|sha|exampleQueries\.\d)$/;

describe('the dictionary', () => {
  it('has the same texts in both languages', () => {
    expect(texts(zh).map(([path]) => path)).toEqual(texts(en).map(([path]) => path));
  });

  it('has no empty text', () => {
    expect([...texts(en), ...texts(zh)].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('speaks Chinese in Chinese and English in English', () => {
    expect(texts(zh).filter(([path, text]) => !mayBeLatin.test(path) && !/\p{Script=Han}/u.test(text))).toEqual([]);
    expect(texts(en).filter(([path, text]) => !mayBeLatin.test(path) && /\p{Script=Han}/u.test(text))).toEqual([]);
  });

  it('uses one and many rightly', () => {
    expect(en.search.found(1, 5)).toBe('1 speech in 5 ms');
    expect(en.search.found(1_200, 5)).toBe('1,200 speeches in 5 ms');
    expect(zh.search.found(1_200, 5)).toBe('共 1,200 篇讲话，用时 5 毫秒');
  });
});
