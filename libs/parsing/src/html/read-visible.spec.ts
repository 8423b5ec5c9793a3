import fc from 'fast-check';
import { readHtml } from './read-html.js';
import { readVisible } from './read-visible.js';

const textOf = (html: string): string => readVisible(readHtml(html)).text;

describe('visible text', () => {
  it('collapses white space across tags and trims lines', () => {
    expect(textOf('<div>  a \n b <b> c</b>  <i> d </i> </div>  \t <p>\n</p> e')).toBe('a b c d\ne');
  });

  it('keeps ideographic blanks and no-break spaces inside a line and drops lines of nothing else', () => {
    expect(textOf('<p>　　甲&nbsp;&nbsp;乙</p><p>&nbsp;</p><p>　</p>')).toBe('　　甲\u00a0\u00a0乙');
  });

  it('keeps lines of preformatted text', () => {
    expect(textOf('<pre>a  b\r\n  c\n\nd</pre><div style="white-space: pre-line">e\nf</div>')).toBe('a  b\n  c\nd\ne\nf');
  });

  it('puts the plain cells of a row on one line and gives cells with blocks their own', () => {
    expect(textOf('<table><tr><td>a<td>b</tr><tr><td>c<br>d<td>e</table>')).toBe('a\tb\nc\nd\ne');
  });

  it('decodes references, also those without semicolon and those of two characters', () => {
    expect(textOf('&lt;&amp&#20013;&#x4e2d;&copy;2020 &NotEqualTilde; &unknown; a&b &#0;&#xD800;')).toBe(
      '<&中中©2020 ≂̸ &unknown; a&b \ufffd\ufffd',
    );
  });

  it('leaves out NUL and byte order marks', () => {
    expect(textOf('\ufeffa\0b')).toBe('ab');
  });

  it('leaves out the brackets that only browsers without ruby show', () => {
    expect(textOf('<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>')).toBe('汉hàn');
  });
});

const REFERENCES: readonly (readonly [string, string])[] = [
  ['&amp;', '&'],
  ['&#20013;', '中'],
  ['&nbsp;', '\u00a0'],
  ['&NotEqualTilde;', '≂̸'],
  ['&#x1F600;', '😀'],
];
const piece = fc.oneof(
  fc.constantFrom(
    '<p>',
    '</p>',
    '<b>',
    '</b>',
    '<br>',
    '<div class="a&amp;b">',
    '</div>',
    '<td>',
    '<li>',
    '<!--x-->',
    '</>',
    '<a href=x>',
    '</a>',
  ),
  fc.constantFrom('甲', '乙丙', 'ab c', '  ', '\n', ' x ', '\ud800', '\0', '　', '< 5', '\ufeff'),
  fc.constantFrom(...REFERENCES.map(([source]) => source)),
);

describe('the places of visible characters', () => {
  it('lead each character back to a source that decodes to it', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const source = pieces.join('');
        const page = readVisible(readHtml(source));
        let last = 0;
        for (let at = 0; at < page.text.length; at++) {
          const unit = page.text.charAt(at);
          const ranges = page.sourceRanges(at, at + 1);
          if (ranges.length === 0) {
            expect(['\n', '\t']).toContain(unit);
            continue;
          }
          const [from, to] = ranges[0] ?? [0, 0];
          expect(from).toBeGreaterThanOrEqual(last === to ? 0 : last);
          last = to;
          const shown = source.slice(from, to);
          if (unit === ' ') expect(shown.trim()).toBe('');
          const decoded = REFERENCES.find(([reference]) => reference === shown)?.[1] ?? (shown.trim() === '' && unit === ' ' ? ' ' : shown);
          expect(decoded).toContain(unit);
        }
      }),
      { seed: 4, numRuns: 3000 },
    );
  });

  it('join to one range where the source is unbroken', () => {
    const source = '<p>甲乙丙 丁<b>戊</b></p>';
    expect(readVisible(readHtml(source)).sourceRanges(0, 6)).toEqual([
      [3, 8],
      [11, 12],
    ]);
  });
});
