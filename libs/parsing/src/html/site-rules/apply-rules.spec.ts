import { readdirSync, readFileSync } from 'node:fs';
import type { SiteRule } from '#domain';
import { coverageOf } from '../../page/coverage.js';
import { parsePage } from '../../parse-page.js';
import { readPage } from '../../read-page.js';
import { AUTHOR_CARD, sitePage, siteUrl, titleOf } from '../../testing/invented-site.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const hints = { url: siteUrl(1), contentType: 'text/html; charset=utf-8', fileName: null };

/** Parses with rules and checks that no visible character is lost and that bytes give the text again. */
async function parsed(html: string, ...rules: SiteRule[]) {
  const bytes = bytesOf(html);
  const result = await parsePage(bytes, { ...hints, rules: { set: 'one', rules } });
  expect(coverageOf((await readPage(bytes, hints)).visible, result)).toEqual({ missing: [], twice: [] });
  for (const { text, ranges } of [...result.removals, ...result.speeches.flatMap(({ blocks }) => blocks)]) {
    const printed = ranges.map(([from, to]) => Buffer.from(bytes.subarray(from, to)).toString('utf8')).join('');
    expect(printed.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
  }
  return result;
}

const remove = (selector: string): SiteRule => ({ effect: 'remove', selector });
const content = (selector: string): SiteRule => ({ effect: 'content', selector });
const textOf = ({ speeches }: { readonly speeches: readonly { readonly text: string }[] }) => speeches.map(({ text }) => text).join('\n');

describe('a rule that removes', () => {
  it('takes its elements out of the speech and says so, with their bytes', async () => {
    const before = await parsed(sitePage({ number: 1 }));
    const after = await parsed(sitePage({ number: 1 }), remove('.writer-box'));
    expect(textOf(before)).toContain('欢迎读者来信来电');
    expect(textOf(after)).not.toContain('欢迎读者来信来电');
    expect(textOf(after)).toBe(textOf(await parsed(sitePage({ number: 1, card: '' }))));
    const [removal] = after.removals.filter(({ rule }) => rule === 'site-rule');
    expect(removal?.text).toContain('河沿街九号');
    expect(after.siteRules).toEqual({ set: 'one', rules: [{ effect: 'remove', selector: '.writer-box', matches: 1 }] });
    expect(after.removals.map(({ ranges }) => ranges[0]?.[0] ?? 0)).toEqual(
      [...after.removals.map(({ ranges }) => ranges[0]?.[0] ?? 0)].sort((a, b) => a - b),
    );
  });

  it('parts the lines around a block, and joins the words around a phrase', async () => {
    const card =
      '<p>河堤上的灯亮着<b class="x">广告</b>，值班的人没有睡，<i class="y">二</i>更天还在走。前半句说完<div class="x">广告</div>后半句另起一行才对，不能连在一起。</p>';
    const { speeches } = await parsed(sitePage({ number: 1, card }), remove('.x'));
    const lines = speeches.flatMap(({ blocks }) => blocks.map(({ text }) => text));
    expect(lines).toContain('河堤上的灯亮着，值班的人没有睡，二更天还在走。前半句说完');
    expect(lines).toContain('后半句另起一行才对，不能连在一起。');
  });

  it('takes a mark out of the title', async () => {
    const html = sitePage({ number: 1 }).replace('<h1>', '<h1><em class="flag">独家</em>');
    expect((await parsed(html)).title).toContain('独家');
    expect((await parsed(html, remove('h1 .flag'))).title).toBe(titleOf(1));
  });

  it('says which page it leaves nothing of', async () => {
    const { speeches, quality } = await parsed(sitePage({ number: 1 }), remove('div'));
    expect(speeches).toEqual([]);
    expect(quality.reasons).toEqual(expect.arrayContaining(['no-body', 'site-rules-took-all']));
  });

  it('works on pages of the sharing family before their slices are joined', async () => {
    const body = `${
      sitePage({ number: 3, card: '' })
        .match(/<p>(.*?)<\/p>/g)
        ?.join('') ?? ''
    }`
      .replace(/<[^>]+>/g, '')
      .repeat(3);
    const slices = Array.from(
      { length: Math.ceil(body.length / 300) },
      (_, at) => `<p>${at + 1}、${body.slice(at * 300, at * 300 + 300)}</p>`,
    );
    const page = (card: string) =>
      `<html><head><title>讲话稿.doc</title></head><body>${slices.slice(0, 2).join('')}${card}${slices.slice(2).join('')}</body></html>`;
    const clean = await parsed(page(''));
    expect(clean).toMatchObject({ family: 'docshare', slices: slices.length });
    const ruled = await parsed(page(AUTHOR_CARD), remove('.writer-box'));
    expect(ruled).toMatchObject({ family: 'docshare', slices: slices.length });
    expect(textOf(ruled)).toBe(textOf(clean));
    const { quality } = await parsed(page(''), content('.nowhere'));
    expect(quality).toEqual(clean.quality);
  });

  it('changes nothing where it finds nothing, but for the name of the set', async () => {
    const { siteRules, ...rest } = await parsed(sitePage({ number: 1 }), remove('.nowhere'));
    expect(siteRules).toEqual({ set: 'one', rules: [] });
    expect(rest).toEqual(await parsePage(bytesOf(sitePage({ number: 1 })), hints));
  });

  it('leaves files that are no HTML pages alone', async () => {
    const bytes = bytesOf('在植树节上的讲话\n同志们：\n栽下一棵树，就是给明天留一片荫凉。');
    const rules = { set: 'one', rules: [remove('*')] };
    const { siteRules, ...rest } = await parsePage(bytes, { ...hints, contentType: 'text/plain', rules });
    expect(siteRules).toEqual({ set: 'one', rules: [] });
    expect(rest).toEqual(await parsePage(bytes, { ...hints, contentType: 'text/plain' }));
  });
});

describe('a rule for the content', () => {
  const html = sitePage({ number: 2 }).replace(
    '<div class="bottom">',
    '<div class="essay"><p>另一篇文章也很长，它写的是河边的树，和上面的讲话没有关系。</p><p>树有三百年了，老人们都这样说，谁也没有数过。</p></div><div class="bottom">',
  );

  it('keeps the speech to the elements it finds, title and date from the page around them', async () => {
    const dated = html.replace('</h1>', '</h1><div class="info">2021年3月4日 08:30 来源：青岭晚报</div>');
    const before = await parsed(dated);
    const after = await parsed(dated, content('.essay'));
    expect(textOf(after)).toBe('另一篇文章也很长，它写的是河边的树，和上面的讲话没有关系。\n树有三百年了，老人们都这样说，谁也没有数过。');
    expect(after).toMatchObject({ title: titleOf(2), publishedAt: before.publishedAt });
    expect(before.publishedAt).toContain('2021-03-04');
    expect(after.removals.some(({ rule }) => rule === 'outside-site-content')).toBe(true);
  });

  it('takes several elements together, without what other rules remove in them', async () => {
    const after = await parsed(html, content('.essay, .words'), remove('.writer-box'), remove('.words p:first-child'));
    expect(textOf(after)).toContain('树有三百年了');
    expect(textOf(after)).not.toMatch(/同志们|读者来信/);
    expect(after.speeches).toHaveLength(1);
  });

  it('falls back to the whole page and says so where it finds nothing', async () => {
    const { siteRules, quality, ...rest } = await parsed(html, content('.missing'));
    const plain = await parsePage(bytesOf(html), hints);
    expect(rest).toEqual({ ...plain, quality: undefined });
    expect(quality.reasons).toEqual([...plain.quality.reasons, 'site-content-missing']);
    expect(siteRules?.rules).toEqual([]);
  });
});

describe('rules for fields', () => {
  it('say title, date and speaker, and take them out of the text', async () => {
    const html = sitePage({
      number: 4,
      card: '',
    }).replace(
      '<div class="words">',
      '<div class="words"><p class="t">关于堤防的几句话</p><p class="d">二〇一九年五月六日</p><p class="s">讲话人：周南</p>',
    );
    const { title, speeches } = await parsed(
      html,
      { effect: 'title', selector: '.t' },
      { effect: 'date', selector: '.d' },
      { effect: 'speaker', selector: '.nobody, .s' },
    );
    expect(title).toBe('关于堤防的几句话');
    expect(speeches).toMatchObject([{ title: '关于堤防的几句话', date: '2019-05-06', speaker: '周南' }]);
    expect(speeches[0]?.text).not.toMatch(/堤防的几句话|周南|五月六日/);
  });

  it('do nothing with what is too long for a field or no date', async () => {
    const html = sitePage({ number: 4 });
    const { siteRules, ...rest } = await parsed(html, { effect: 'title', selector: '.words' }, { effect: 'date', selector: 'h1' });
    expect(rest).toEqual(await parsePage(bytesOf(html), hints));
    expect(siteRules?.rules).toHaveLength(2);
  });
});

describe('any rules on any page', () => {
  const folders = [new URL('../golden/', import.meta.url), new URL('../../../golden/', import.meta.url)];
  const sources = folders.flatMap((folder) =>
    readdirSync(folder).flatMap((name) => {
      const file = new URL(`${name}/source.html`, folder);
      return readdirSync(new URL(`${name}/`, folder)).includes('source.html') ? [file] : [];
    }),
  );

  it('lose no visible character', async () => {
    expect(sources.length).toBeGreaterThan(20);
    const sets = [
      [remove('p:nth-child(2), li, b, a')],
      [content('p'), remove('div > p:last-child')],
      [content('td, article, .content'), remove('span, em')],
      [
        { effect: 'title', selector: 'p' },
        { effect: 'date', selector: '*' },
        { effect: 'speaker', selector: 'div > *' },
      ] as const,
    ];
    for (const source of sources) for (const rules of sets) await accounted(readFileSync(source), rules);
  });

  async function accounted(bytes: Uint8Array, rules: readonly SiteRule[]) {
    const result = await parsePage(bytes, { ...hints, rules: { set: 'any', rules } });
    expect(coverageOf((await readPage(bytes, hints)).visible, result)).toEqual({ missing: [], twice: [] });
  }
});
