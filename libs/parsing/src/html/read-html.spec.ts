import { readHtml } from './read-html.js';
import { readVisible } from './read-visible.js';

const linesOf = (html: string): string[] => {
  const text = readVisible(readHtml(html)).text;
  return text === '' ? [] : text.split('\n');
};

describe('reading markup', () => {
  it('ends paragraphs, list items, cells and options that have no end tag', () => {
    expect(linesOf('<p>一<p>二<ul><li>三<li>四</ul><table><tr><td><p>五<td>六<tr><td>七</table>八')).toEqual('一二三四五六七八'.split(''));
  });

  it('ends a heading by any heading end tag and a block by its own', () => {
    expect(linesOf('<h2>甲</h3>乙<div>丙<span>丁</div>戊')).toEqual(['甲', '乙', '丙丁', '戊']);
  });

  it('takes end tags without their element for nothing, but breaks the line at </p> and </br>', () => {
    expect(linesOf('甲</div></span>乙</p>丙</br>丁')).toEqual(['甲乙', '丙', '丁']);
  });

  it('keeps an end tag inside a table cell from ending what lies around the table', () => {
    const tree = readHtml('<div id=a><table><tr><td>x</div>y</td></tr></table>z</div>w');
    const text = [...Array(tree.size).keys()].filter((node) => tree.isText(node));
    const inside = text.map((node) => tree.contains(1, node));
    expect(inside).toEqual([true, true, true, false]);
  });

  it('reads what follows an unfinished link outside the link', () => {
    const tree = readHtml('<a href="/">one<div>two</a>three</div>four <a name="x">five</a>');
    const linked = [...Array(tree.size).keys()].filter((node) => tree.isText(node)).map((node) => [tree.textOf(node), tree.isLinked(node)]);
    expect(linked).toEqual([
      ['one', true],
      ['two', true],
      ['three', false],
      ['four ', false],
      ['five', false],
    ]);
  });

  it('finds attributes by name in any case and decodes their references', () => {
    const tree = readHtml('<div CLASS="a&amp;b &lt;c" data-x=1 hidden class=second title=\'"\'></div>');
    expect(['class', 'data-x', 'hidden', 'title', 'lang'].map((name) => tree.attribute(1, name))).toEqual(['a&b <c', '1', '', '"', null]);
  });

  it('knows foreign tag names', () => {
    const tree = readHtml('<My-Widget a=1><x>t</x></My-Widget>');
    expect([tree.name(1), tree.name(2)]).toEqual(['my-widget', 'x']);
  });

  it('keeps what is in the head, scripts, styles, templates, comments and hidden elements out of sight', () => {
    const html = `<html><head><title>t</title><style>s</style></head><body><!-- c --><script>if (a < b) "</p>"</script><template><p>x</p></template>
      <noscript>n</noscript><div hidden>h</div><div style="color:red; DISPLAY : none">d</div><p style="visibility:hidden">v</p>见<svg><title>st</title><text>图</text></svg></body></html>`;
    expect(linesOf(html)).toEqual(['见图']);
  });

  it('shows text that stands in an unfinished head', () => {
    expect(linesOf('<head><meta charset=utf-8><p>正文</p>')).toEqual(['正文']);
    expect(linesOf('<head>正文')).toEqual(['正文']);
  });

  it('shows what holds more text than the rest of the page though its attributes hide it', () => {
    const body = '正文在此。'.repeat(30);
    expect(linesOf(`<body style="display:none"><p>${body}</p><p hidden>内</p></body>`)).toEqual([body]);
    expect(linesOf(`<p>题目</p><div style="visibility: hidden">${body}</div><div hidden>别的</div>`)).toEqual(['题目', body]);
    expect(linesOf(`<p>${body}</p><div style="visibility: hidden">${body}</div>`)).toEqual([body]);
  });
});
