import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Annotated, type Annotation, Marked } from './marked.js';

const wrapped = (tag: 'b' | 'i', from: number, to: number): Annotation => ({
  from,
  to,
  wrap: (content) => h(tag, null, content),
});

describe('Marked', () => {
  it.each([
    ['the ranges', [[1, 3]], 'a<mark>bc</mark>def'],
    [
      'ranges in any order',
      [
        [4, 5],
        [0, 1],
      ],
      '<mark>a</mark>bcd<mark>e</mark>f',
    ],
    [
      'ranges that overlap once',
      [
        [0, 3],
        [2, 4],
      ],
      '<mark>abc</mark><mark>d</mark>ef',
    ],
    ['nothing for empty ranges', [[2, 2]], 'abcdef'],
  ] as const)('marks %s', (_what, marks, expected) => {
    expect(renderToString(h(Marked, { text: 'abcdef', marks }))).toBe(expected);
  });

  it('escapes the text', () => {
    expect(renderToString(h(Marked, { text: '<b>&', marks: [[0, 3]] }))).toBe('<mark>&lt;b></mark>&amp;');
  });
});

describe('Annotated', () => {
  it.each([
    ['one inside the other', [wrapped('b', 0, 6), wrapped('i', 2, 4)], '<b>ab</b><i><b>cd</b></i><b>ef</b>'],
    ['two that overlap', [wrapped('b', 0, 4), wrapped('i', 2, 6)], '<b>ab</b><i><b>cd</b></i><i>ef</i>'],
    ['one that begins before and ends after', [wrapped('b', -5, 50)], '<b>abcdef</b>'],
    ['one that is elsewhere', [wrapped('b', 10, 12)], 'abcdef'],
  ])('keeps every character with %s', (_what, annotations, expected) => {
    expect(renderToString(h(Annotated, { text: 'abcdef', annotations }))).toBe(expected);
  });

  it('stays quick with thousands of them', () => {
    const text = 'x'.repeat(100_000);
    const annotations = Array.from({ length: 20_000 }, (_, at) => wrapped('b', at * 5, at * 5 + 3));
    const started = performance.now();
    expect(renderToString(h(Annotated, { text, annotations }))).toHaveLength(100_000 + 20_000 * 7);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
