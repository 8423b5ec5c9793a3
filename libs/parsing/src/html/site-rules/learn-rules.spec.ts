import type { SiteRule } from '#domain';
import { AUTHOR_CARD, type SitePage, sitePage, siteUrl } from '../../testing/invented-site.js';
import { learnRules } from './learn-rules.js';
import { isStableName } from './stable-names.js';

const capture = (html: string, number = 1, rules: readonly SiteRule[] = []) => ({
  bytes: new TextEncoder().encode(html),
  hints: { url: siteUrl(number), contentType: 'text/html; charset=utf-8', fileName: null, rules: { set: 'now', rules } },
});

/** What is learned from so many pages of the site. */
const learned = (count: number, of: (number: number) => Partial<SitePage> = () => ({}), rules: readonly SiteRule[] = []) =>
  learnRules(Array.from({ length: count }, (_, at) => capture(sitePage({ number: at + 1, ...of(at + 1) }), at + 1, rules)));

/** Running text that no other number gives. */
const sentencesOf = (number: number): string => /<p>([^<]+)<\/p>\n<p>/.exec(sitePage({ number, card: '', salutation: '' }))?.[1] ?? '';

const selectors = (rules: ReturnType<typeof learnRules>) => rules.map(({ selector }) => selector);

describe('learning', () => {
  it('finds a card that pages repeat inside their articles, with what speaks for it', () => {
    const [rule, ...others] = learned(5);
    expect(others).toEqual([]);
    expect(rule).toMatchObject({ effect: 'remove', selector: '.writer-box', evidence: { pages: 5, of: 5 } });
    expect(rule?.evidence.sample).toContain('青岭晚报是青岭市民自己的报纸');
    expect(rule?.evidence.characters).toBeGreaterThan(5 * 40);
  });

  it('finds a card whose name differs from page to page', () => {
    const names = ['周南', '李未', '陈冬', '王小禾', '赵阿满', '孙其'];
    const card = (number: number) =>
      `<div class="about"><p>本文作者：${names[number % 6]}</p><p>青岭晚报的读者可以在每周三下午到编辑部和作者见面，请提前打电话。</p></div>`;
    expect(selectors(learned(5, (number) => ({ card: card(number) })))).toEqual(['.about']);
  });

  it('finds boxes of links that lead elsewhere from every page', () => {
    const card = (number: number) =>
      `<div class="more-reading"><a href="/a/${number}">${number}号库的水位这几天一直在涨，请大家留意</a>，<a href="/b/${number}">第${number}小学的新操场，孩子们等了三年</a></div>`;
    const rules = learned(5, (number) => ({ card: card(number) }));
    expect(selectors(rules).every((selector) => selector === '.more-reading')).toBe(true);
  });

  it('finds a mark that pages print inside their titles', () => {
    const marked = (number: number) => sitePage({ number, card: '' }).replace('<h1>', '<h1><em class="flag">青岭晚报独家报道</em>');
    const rules = learnRules([1, 2, 3, 4].map((number) => capture(marked(number), number)));
    expect(rules).toMatchObject([{ selector: '.flag', evidence: { pages: 4, sample: '青岭晚报独家报道' } }]);
  });

  it('offers nothing for fewer than three pages, for copies of one page, and where nothing is repeated', () => {
    expect(learned(2)).toEqual([]);
    const copy = (number: number) =>
      sitePage({ number: 7, card: `<div class="lead">${sentencesOf(50)}</div><p>${sentencesOf(number)}</p>` });
    expect(learnRules([1, 2, 3, 4].map((number) => capture(copy(number), number)))).toEqual([]);
    expect(learned(6, () => ({ card: '' }))).toEqual([]);
  });

  it('never offers what holds the body, whatever it is called and however short the bodies are', () => {
    const rules = learned(6, () => ({ paragraphClass: 'text' }));
    expect(selectors(rules)).toEqual(['.writer-box']);
    const card = AUTHOR_CARD.replace('<p>', `<p>${'订报请到河沿街，电话随时都有人接。'.repeat(8)}`);
    const short = (number: number) =>
      `<html><body><div class="story"><h1>第${number}次讲话</h1><div class="words"><p class="text">${sentencesOf(number)}</p>${card}</div></div></body></html>`;
    const own = sentencesOf(1).length;
    expect(own).toBeGreaterThan(40);
    expect(card.replace(/<[^>]+>/g, '').length).toBeGreaterThan(own);
    expect(selectors(learnRules([1, 2, 3, 4, 5].map((number) => capture(short(number), number))))).toEqual(['.writer-box']);
  });

  it('leaves what authors repeat: forms of address, closings and numbered headings', () => {
    const card = '<h2 class="part">一、总体要求</h2><p class="part">二、重点任务</p><p class="thanks">谢谢大家！</p>';
    const salutation = '<span class="hail">同志们：</span>';
    expect(learned(6, () => ({ card, salutation }))).toEqual([]);
  });

  it('names no class that a program has drawn, and looks for one that stays', () => {
    const card = AUTHOR_CARD.replace('class="writer-box"', 'class="css-1x9f3a"')
      .replace('<p>', '<div class="slogan"><p>')
      .replace('</p></div>', '</p></div></div>');
    expect(selectors(learned(5, () => ({ card })))).toEqual(['.slogan']);
    expect(selectors(learned(5, () => ({ card: AUTHOR_CARD.replace(' class="writer-box"', '') })))).toEqual(['.words > div']);
  });

  it('does not offer again what a rule in force removes', () => {
    expect(learned(5, () => ({}), [{ effect: 'remove', selector: '.writer-box' }])).toEqual([]);
  });

  it('passes over what is no page', () => {
    const pages = [1, 2, 3, 4].map((number) => capture(sitePage({ number }), number));
    const others = [capture('%PDF-1.7'), capture(''), capture('<html><body></body></html>')];
    expect(learnRules([...others, ...pages])).toEqual(learnRules(pages));
  });
});

describe('names that stay', () => {
  it.each(['author-card', 'box', 'col2', 'h1', 'relatedNews', 'TRS_Editor', 'zw_content', '作者简介', 'article-bd', 'ad'])('%s', (name) => {
    expect(isStableName(name)).toBe(true);
  });
  it.each(['css-1x9f3a', 'sc-bdVaJa', 'post-20231104', 'Card_card__2Hd8s', 'jsx-1234567890', '9box', 'a:b', 'xkcdqwrt', 'e3b0c442'])(
    'not %s',
    (name) => {
      expect(isStableName(name)).toBe(false);
    },
  );
});
