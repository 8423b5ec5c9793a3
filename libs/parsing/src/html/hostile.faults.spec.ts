import { extractArticle } from './extract/extract-article.js';
import { readFacts } from './facts/page-facts.js';
import { readHtml } from './read-html.js';
import { readVisible } from './read-visible.js';
import { showScriptedBody } from './scripted-body.js';

/** Reads and extracts; returns the visible text and the processor seconds it took. */
function measure(html: string): { text: string; seconds: number } {
  const begin = process.cpuUsage();
  const tree = readHtml(html);
  const page = readVisible(tree);
  showScriptedBody(tree, page);
  extractArticle(tree, page, readFacts(tree, null));
  const { user, system } = process.cpuUsage(begin);
  return { text: page.text, seconds: (user + system) / 1e6 };
}

const times = (count: number, text: string): string => text.repeat(count);

/** Pages made to cost much: each is a function of its size. */
const HOSTILE: Readonly<Record<string, (size: number) => string>> = {
  'deep nesting': (size) => `${times(size, '<div>')}文字。${times(size, '</div>')}`,
  'nested lists': (size) => `${times(size, '<ul><li>')}文字。`,
  'nested tables': (size) => `${times(size, '<table><tr><td>')}文字。`,
  'lines under a deep path of phrases': (size) => `${times(500, '<b>')}${times(size, '甲<br>')}`,
  'paragraphs under a deep path of blocks': (size) => `${times(500, '<div>')}${times(size, '<p>甲</p>')}`,
  'items under a deep path': (size) => `${times(500, '<div>')}${times(size, '<li>甲')}`,
  siblings: (size) => times(size, '<br>'),
  'end tags without elements': (size) => `<div><table><tr><td>${times(400, '<span>')}${times(size, '</div></p></a>')}甲`,
  'links never closed': (size) => times(size, '<a href=x><p>甲'),
  'character references': (size) => `<p>${times(size, '&amp;')}`,
  'unfinished character references': (size) => `<p>${times(size, '&')}${times(size, '&ampx')}`,
  'a long attribute': (size) => `<p class="${times(size, 'a b')}" style="${times(size, ' ')}x">文字。`,
  'references in an attribute': (size) => `<p class="${times(size, '&amp;')}">文字。`,
  'many attributes': (size) => `<p ${times(size, 'a=b ')}>文字。`,
  'opening brackets': (size) => times(size, '<'),
  'tags never ended': (size) => `<p${times(size, ' <')}`,
  'no-break spaces before a word': (size) => `<title>甲 - 乙</title><p>${times(size, '\u00a0')}甲`,
  'blanks in titles': (size) => `<title>${times(size, ' -')}|${times(size, ' ')}x</title><h1>${times(size, '甲 ')}</h1>`,
  'one line of many pieces': (size) => `<p>${times(size, '<b>甲</b> ')}`,
  'cells of one row': (size) => `<table><tr>${times(size, '<td>甲')}`,
  'unfinished comments': (size) => `甲${times(size, '<!-- - --! ')}`,
  'unfinished scripts': (size) => `甲${times(size, '<script></scrip')}`,
  'linked data nested without end': (size) => `<script type="application/ld+json">${times(size, '[{"a":')}</script>甲`,
  'linked data in marks': (size) => `<script type="application/ld+json">{}${times(size, '--> ; ')}x</script>甲`,
  'half dates': (size) => times(size, '<p>2021-03- 2021年 Jan 1, 20</p>'),
  'strings in data': (size) => `<script type="application/json">[${times(size, '"甲乙丙丁，戊己庚辛。",')}1]</script>`,
  'quotes in data': (size) => `<script type="application/json">${times(size, '"')}</script>甲`,
  'escapes in data': (size) => `<script type="application/json">["${times(size, '\\\\u')}，。"]</script>甲`,
  'titles above datelines': (size) => times(size, '<h2>甲乙丙丁戊己</h2><p>来源：甲 2021-01-02 10:20</p>'),
  'large type in large type': (size) => `${times(size, '<font size=5>')}甲乙丙丁戊己${times(size, '<p>2021-01-02 10:20')}`,
  'half named days': (size) => `<h1>甲</h1><p>${times(size, '4 de ')}</p>${times(size, '<p>March 4 de abc 12 mars 2021')}`,
  'posts of a forum': (size) =>
    `<body class="viewthread">${times(size, '<div class=p><a href=/u>甲</a><b>复</b><p>甲乙丙丁，戊己庚辛。</p></div>')}`,
  'galleries in galleries': (size) => `${times(300, '<div class="gallery">')}${times(size, '<p>甲乙丙丁，戊己庚辛。</p>')}`,
  'teasers in teasers': (size) => `${times(300, '<div>')}${times(size, '<div class=t><a href=/a>甲乙丙丁</a><p>戊</p></div>')}`,
};

describe('hostile pages', () => {
  for (const [name, make] of Object.entries(HOSTILE)) {
    it(`takes time in step with the size of ${name}`, () => {
      const size = 2_500;
      measure(make(size));
      const small = measure(make(size)).seconds;
      const large = measure(make(size * 8)).seconds;
      // Linear growth is a factor of 8, quadratic of 64.
      expect(large).toBeLessThan(Math.max(0.25, small * 32));
    });
  }

  it('folds what is nested deeper than browsers nest and loses no text', () => {
    expect(measure(`${times(100_000, '<div>')}中${times(100_000, '</div>')}尾`).text.replaceAll('\n', '')).toBe('中尾');
  });

  it('refuses a page of more nodes than it has memory for', () => {
    expect(() => readHtml(times(20, '<br>'), 10)).toThrow(/more than 10 elements/);
    expect(readHtml(times(8, '<br>'), 10).size).toBe(9);
  });

  it('keeps lone surrogates and drops NUL', () => {
    expect(measure('<p>a\ud800b\0c</p>').text).toBe('a\ud800bc');
  });
});
