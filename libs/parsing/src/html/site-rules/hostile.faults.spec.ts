import type { SiteRule } from '#domain';
import { parsePage } from '../../parse-page.js';
import { learnRules } from './learn-rules.js';

const bytesOf = (html: string) => new TextEncoder().encode(html);
const hints = { url: 'https://town.example/1.html', contentType: 'text/html; charset=utf-8', fileName: null };

async function secondsOf(work: () => unknown): Promise<number> {
  const begin = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1e6;
}

const times = (count: number, text: string): string => text.repeat(count);

const PAGES: Readonly<Record<string, (size: number) => string>> = {
  'deep nesting': (size) => `<body>${times(Math.min(size, 500), '<div class="a b">')}${times(size, '<div class="a b">甲')}`,
  siblings: (size) => `<body><div class="a">${times(size, '<p class="a b">甲乙丙丁，戊己庚辛。</p>')}</div>`,
  'long attributes': (size) => `<body>${times(20, `<p class="${times(size, 'aa ab ')}">甲乙丙丁，戊己庚辛。</p>`)}`,
  'elements in elements': (size) => `<body>${times(size, '<span class="a"><i class="b">甲</i> ')}`,
};

const SELECTORS = [
  '.a .a .a .a .a .a .b',
  '.a ~ .b ~ .a ~ .b + p',
  '* * * * * *',
  ':not(.b) > :last-child, p:nth-child(9)',
  '[class*="ab a"]',
  '.c',
];
const rulesFor = (effects: readonly SiteRule['effect'][]): SiteRule[] =>
  effects.flatMap((effect) => SELECTORS.map((selector) => ({ effect, selector })));

describe('rules of a site on hostile pages', () => {
  for (const [name, make] of Object.entries(PAGES)) {
    it(`take time in step with the size of ${name}`, async () => {
      const rules = { set: 'all', rules: rulesFor(['remove', 'content', 'title', 'date', 'speaker']) };
      const parse = (size: number) => secondsOf(() => parsePage(bytesOf(make(size)), { ...hints, rules }));
      await parse(1_000);
      const small = await parse(1_000);
      const large = await parse(8_000);
      // Linear growth is a factor of 8, quadratic of 64.
      expect(large).toBeLessThan(Math.max(0.4, small * 32));
    });

    it(`are learned in step with the size of ${name}`, async () => {
      const learn = (size: number) =>
        secondsOf(() =>
          learnRules(
            [1, 2, 3, 4].map((number) => ({ bytes: bytesOf(`<p>第${number}篇${times(number * 40, '甲')}</p>${make(size)}`), hints })),
          ),
        );
      await learn(1_000);
      const small = await learn(1_000);
      const large = await learn(8_000);
      expect(large).toBeLessThan(Math.max(0.4, small * 32));
    });
  }

  it('stay fast on ten megabytes', async () => {
    const html = `<html><body><div class="a">${times(180_000, '<p class="a b">甲乙丙丁，戊己庚辛。</p>')}</div></body></html>`;
    expect(bytesOf(html).length).toBeGreaterThan(8_000_000);
    const without = await secondsOf(() => parsePage(bytesOf(html), hints));
    const ruled = await secondsOf(() => parsePage(bytesOf(html), { ...hints, rules: { set: 'all', rules: rulesFor(['remove']) } }));
    expect(ruled).toBeLessThan(without * 2 + 3);
  });
});
