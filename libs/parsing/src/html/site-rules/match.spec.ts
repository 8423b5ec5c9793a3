import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { readHtml } from '../read-html.js';
import { matchesOf } from './match.js';
import { compileSelector } from './selector.js';

/** Ids of what a selector finds. */
function found(html: string, selector: string): string[] {
  const tree = readHtml(html);
  return matchesOf(tree, compileSelector(selector)).map((node) => tree.attribute(node, 'id') ?? tree.name(node));
}

const PAGE = `<body><div id="a" class="box big"><p id="b">甲</p><p id="c" class="note">乙</p>丙<span id="d" data-x="One two">丁</span></div>
<div id="e"><section id="f"><p id="g" class="note last">戊</p></section><x-card id="h"></x-card></div></body>`;

describe('matching', () => {
  it.each([
    ['.note', 'c g'],
    ['div.box.big', 'a'],
    ['div p', 'b c g'],
    ['div > p', 'b c'],
    ['#a p + p', 'c'],
    ['p ~ span', 'd'],
    ['p:first-child', 'b g'],
    ['p:last-child', 'g'],
    ['div > :nth-child(2)', 'c h'],
    ['p:not(.note)', 'b'],
    ['p:not(.last, #b)', 'c'],
    [':is(section, x-card)', 'f h'],
    ['[data-x]', 'd'],
    ['[data-x="one two" i]', 'd'],
    ['[data-x="one two"]', ''],
    ['[data-x~=two]', 'd'],
    ['[data-x^=One][data-x$=two][data-x*="e t"]', 'd'],
    ['[class|=note]', 'c'],
    ['.bi', ''],
    ['#f, #d', 'd f'],
    ['body section .note', 'g'],
    ['section div', ''],
  ])('%s finds %s', (selector, ids) => {
    expect(found(PAGE, selector).join(' ')).toBe(ids);
  });

  it('finds what a browser’s own matching finds, on any tree', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const leaf = fc.tuple(fc.constantFrom('div', 'span', 'section'), name, fc.boolean());
    const tree = fc.letrec<{ node: string }>((tie) => ({
      node: fc
        .tuple(leaf, fc.oneof({ depthSize: 'small' }, fc.constant([]), fc.array(tie('node'), { maxLength: 3 })))
        .map(([[tag, cls, named], inner]) => `<${tag} class="${cls}${named ? ' n' : ''}">${inner.join('')}</${tag}>`),
    })).node;
    const compound = fc
      .tuple(fc.constantFrom('', 'div', 'span', '*'), fc.constantFrom('.a', '.b', '.n', ':not(.c)', ':first-child', ':last-child'))
      .map(([a, b]) => a + b);
    const selector = fc
      .tuple(compound, fc.array(fc.tuple(fc.constantFrom(' ', ' > ', ' + ', ' ~ '), compound), { maxLength: 3 }))
      .map(([first, rest]) => first + rest.flat().join(''));
    const numbered = (html: string): string => {
      let next = 0;
      return html.replace(/<(?=[a-z])([a-z]+) /g, (_, tag) => `<${tag} id="n${next++}" `);
    };
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 4 }), selector, (trees, css) => {
        const html = numbered(`<body>${trees.join('')}</body>`);
        const expected = [...parseHTML(`<!doctype html><html>${html}</html>`).document.querySelectorAll(`body ${css}`)].map(
          (element) => element.id,
        );
        expect(found(html, `body ${css}`)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
