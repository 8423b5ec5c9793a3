import { parseQueryString } from './query-string.js';

describe('parseQueryString', () => {
  it.each([
    ['q=%E7%A7%91+%E6%8A%80', { q: '科 技' }],
    ['from=&to=2021', { to: '2021' }],
    ['site=a&site=b&site=c', { site: ['a', 'b', 'c'] }],
    ['q=100%&r=%zz', { q: '100%', r: '%zz' }],
    ['q=%ff', { q: '\uFFFD' }],
    ['', {}],
  ])('reads %p', (text, expected) => {
    expect({ ...parseQueryString(text) }).toEqual(expected);
  });

  it('gives the names of prototypes no meaning', () => {
    const parameters = parseQueryString('__proto__=a&constructor=b');
    expect(Object.keys(parameters)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(parameters)).toBeNull();
  });
});
