import { marked } from './marked.js';
import { spanOf } from './spans.js';
import { tableLines } from './table.js';
import { columnsOf, fitted, padded, printable } from './width.js';

describe('width on a terminal', () => {
  it('counts two columns for a Han character and none for a control character', () => {
    expect(columnsOf('ab讲话，')).toBe(8);
    expect(columnsOf('\u001b\u200b')).toBe(0);
    expect(columnsOf('𠀀')).toBe(2);
  });

  it('cuts a text so that it fits, and says that something is left out', () => {
    expect(fitted('讲话稿', 6)).toBe('讲话稿');
    expect(fitted('讲话稿件', 6)).toBe('讲话…');
    expect(fitted('讲话稿件', 7)).toBe('讲话稿…');
  });

  it('pads by columns on either side', () => {
    expect(padded('讲', 4)).toBe('讲  ');
    expect(padded('讲', 4, 'left')).toBe('  讲');
  });

  it('prints what a page says without what could steer the terminal', () => {
    expect(printable('a\u001b[31mb\n\tc\u0007')).toBe('a[31mb c');
  });
});

describe('tableLines', () => {
  it('makes columns as wide as their widest cell', () => {
    const lines = tableLines(
      [{ head: 'stage' }, { head: 'n', align: 'right' }],
      [
        ['解析', '12'],
        ['indexer', '3'],
      ],
    );
    expect(lines).toEqual(['stage     n', '解析     12', 'indexer   3']);
  });
});

describe('marked', () => {
  const bracket = (piece: string) => `[${piece}]`;

  it('marks ranges in order and overlaps once', () => {
    expect(
      marked(
        'abcdef',
        [
          [4, 5],
          [0, 2],
          [1, 3],
        ],
        bracket,
      ),
    ).toBe('[ab][c]d[e]f');
  });

  it('takes offsets in the text as it came, before line breaks are smoothed', () => {
    expect(marked('一\n\n二三', [[3, 4]], bracket)).toBe('一 [二]三');
  });
});

describe('spanOf', () => {
  it.each([
    [12.4, '12 ms'],
    [4_210, '4.2 s'],
    [42_100, '42 s'],
    [180_000, '3 min'],
    [7_200_000, '2 h'],
    [5 * 86_400_000, '5 d'],
  ])('says %p ms as %s', (ms, said) => {
    expect(spanOf(ms)).toBe(said);
  });
});
