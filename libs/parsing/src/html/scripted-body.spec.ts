import fc from 'fast-check';
import { htmlFormat } from './html-format.js';
import { readHtml } from './read-html.js';
import { readVisible } from './read-visible.js';
import { showScriptedBody } from './scripted-body.js';

const hints = { url: null, contentType: 'text/html; charset=utf-8', fileName: null };
const paragraph = '码头昨日完成首次靠泊，两艘拖轮协助一艘散货船靠上七号泊位，全程用时四十分钟。';
const bodyOf = (paragraphs: readonly string[]): string => paragraphs.map((text) => `<p>${text}</p>`).join('');

const pageWith = (script: string, shown = '<a href="/">首页</a>'): string =>
  `<html><head><title>靠泊</title></head><body>${shown}${script}</body></html>`;

const blocksOf = async (html: string): Promise<readonly string[]> => {
  const page = await htmlFormat.read(new TextEncoder().encode(html), hints);
  return page.main().flatMap(({ blocks }) => blocks.map(({ from, to }) => page.visible.text.slice(from, to)));
};

const isScripted = (html: string): boolean => {
  const tree = readHtml(html);
  return showScriptedBody(tree, readVisible(tree)) !== null;
};

describe('a body that only a script holds', () => {
  const paragraphs = [paragraph, `次日${paragraph}`];

  it.each([
    ['a string of markup in JSON', `<script type="application/json">${JSON.stringify({ a: { content: bodyOf(paragraphs) } })}</script>`],
    ['data given a name', `<script>window.__STATE__ = ${JSON.stringify({ detail: [{ html: bodyOf(paragraphs) }] })};</script>`],
    [
      'lines of a linked article',
      `<script type="application/ld+json">${JSON.stringify({ articleBody: paragraphs.join('\n\n') })}</script>`,
    ],
    [
      'paragraphs one by one',
      `<script type="application/json">${JSON.stringify({ blocks: paragraphs.map((text) => ({ type: 'p', text })) })}</script>`,
    ],
  ])('is read from %s', async (_name, script) => {
    expect(await blocksOf(pageWith(script))).toEqual(paragraphs);
  });

  it('is left where the page shows a text, and where no string is running text', () => {
    const script = `<script type="application/json">${JSON.stringify({ content: bodyOf([paragraph, paragraph]) })}</script>`;
    expect(isScripted(pageWith(script))).toBe(true);
    expect(isScripted(pageWith(script, bodyOf([paragraph])))).toBe(false);
    expect(isScripted(pageWith(script.replace('application/json', 'text/template')))).toBe(false);
    for (const noise of ['a{b:c;d:e; }'.repeat(40), 'aGVsbG8gd29ybGQ'.repeat(40), '/a/b/c.js, /d/e/f.js '.repeat(40)])
      expect(isScripted(pageWith(`<script type="application/json">${JSON.stringify({ noise })}</script>`))).toBe(false);
  });

  it('knows the bytes of each character, however it is escaped', async () => {
    const sign = fc.constantFrom('船', '，', '。', 'a', '"', '\\', '😀', 'é', '\t');
    const text = fc.array(sign, { maxLength: 30 }).map((signs) => `${paragraph}${signs.join('')}${paragraph}。`);
    const escaped = (json: string): string =>
      json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    await fc.assert(
      fc.asyncProperty(text, fc.boolean(), async (body, isEscaped) => {
        const json = JSON.stringify({ articleBody: `${body}\n${paragraph}` });
        const html = pageWith(`<script type="application/ld+json">${isEscaped ? escaped(json) : json}</script>`);
        const bytes = new TextEncoder().encode(html);
        const page = await htmlFormat.read(bytes, hints);
        for (const { from, to } of page.main().flatMap(({ blocks }) => blocks)) {
          const printed = page.visible.rangesOf(from, to).map(([start, end]) => new TextDecoder().decode(bytes.subarray(start, end)));
          expect(JSON.parse(`"${printed.join('')}"`)).toBe(page.visible.text.slice(from, to));
        }
      }),
      { numRuns: 50 },
    );
  });
});
