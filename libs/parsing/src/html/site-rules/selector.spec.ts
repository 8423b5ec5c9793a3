import { selectorFault } from './selector.js';

describe('a selector', () => {
  it.each([
    '.author-card',
    '#content > aside.note',
    'div.a.b p, div[class^="ad-"] ~ p',
    'ul li:first-child + li:nth-child(2)',
    'div:not(.body):last-child',
    'p:is(.a, #b, [data-x="1" i]) span',
    '*',
    '.作者简介',
  ])('%s can be used', (selector) => {
    expect(selectorFault(selector)).toBeNull();
  });

  it.each([
    ['', 0, /empty/],
    ['   ', 0, /empty/],
    ['.a > ', 5, /ends with a combinator|goes on/],
    ['div[class="x', 3, /goes on/],
    ['.card:has(p)', 5, /:has is not known/],
    ['.card p:hover', 7, /:hover is not known/],
    ['p:nth-child(2n+1)', 1, /one number/],
    ['.a:not(.b .c)', 2, /combinators/],
    ['.a::before', 2, /Pseudo-elements/],
    ['p::', 1, /goes on/],
    ['.a, , .b', 4, /goes on/],
    ['div[class!=x]', 3, /no CSS/],
    [`.${'a'.repeat(400)}`, 300, /longer than 300/],
    ['a '.repeat(30), 48, /more than 24 steps/],
  ])('%s is wrong at its place', (selector, position, message) => {
    const fault = selectorFault(selector);
    expect(fault?.position).toBe(position);
    expect(fault?.message).toMatch(message);
    expect(fault?.remedy).not.toBe('');
  });
});
