import fc from 'fast-check';
import { speechMarkdown } from '#domain';
import { parsePage } from '../parse-page.js';
import { readPage } from '../read-page.js';
import { randomSpeech } from '../testing/random-speech.js';

const labelled = { url: null, contentType: 'text/markdown', fileName: null };
const plain = { url: null, contentType: 'text/plain', fileName: null };
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function shown(markdown: string): Promise<string> {
  return (await readPage(bytesOf(markdown), labelled)).visible.text;
}

async function kinds(markdown: string): Promise<string[]> {
  const page = await readPage(bytesOf(markdown), labelled);
  return page
    .main()
    .flatMap(({ blocks }) => blocks.map(({ kind, level, from, to }) => `${kind}${level ?? ''} ${page.visible.text.slice(from, to)}`));
}

describe('Markdown', () => {
  it('is read as such only when a label says so', async () => {
    const text = '# 不是标题\n1. 甲\n2. 乙\n**重点**工作';
    expect((await parsePage(bytesOf(text), plain)).format).toBe('text');
    expect((await parsePage(bytesOf(text), plain)).speeches[0]?.text).toBe(text);
    expect((await parsePage(bytesOf(text), { ...plain, contentType: null, fileName: '讲话.md' })).format).toBe('markdown');
  });

  it.each([
    ['**甲**乙*丙*__丁__~~戊~~', '甲乙丙丁戊'],
    ['某**市**县，2 * 3 * 4，a_b_c.docx_第1页', '某市县，2 * 3 * 4，a_b_c.docx_第1页'],
    ['**未完，`代码 *** 和 **', '**未完，`代码 *** 和 **'],
    ['``a`b`` `*c*`', 'a`b *c*'],
    ['见[通知](http://a/b_(c) "题")和[[1]](x)、[甲][ref]、[2020]15号\n\n[ref]: http://a', '见通知和[1]、甲、[2020]15号'],
    ['甲![图*片](a.png)乙*丙*', '甲乙丙'],
    ['甲[^1]\n[^1]: 注', '甲\n注'],
    ['\\*\\*县\\# 1\\. a\\b', '**县# 1. a\\b'],
    ['甲<br>乙<span class="x">丙</span>，1 < 2 <丁>', '甲乙丙，1 < 2 <丁>'],
    ['A&amp;B &#x9752;&nbsp;&unknown;', 'A&B 青\u00a0&unknown;'],
    ['<https://a.example/x>', 'https://a.example/x'],
    ['甲\n<!-- 乙\n丙 -->丁\n<!-- 戊', '甲\n丁\n<!-- 戊'],
  ])('shows %j as %j', async (markdown, text) => expect(await shown(markdown)).toBe(text));

  it.each([
    ['# 甲 #\n## 乙 C#\n#丙', ['title 甲', 'heading2 乙 C#', 'paragraph #丙']],
    ['# 甲\n正文。\n# 乙', ['heading1 甲', 'paragraph 正文。', 'heading1 乙']],
    ['引言很长，这是一句话。\n---\n一节\n---\n===', ['paragraph 引言很长，这是一句话。', 'heading2 一节', 'paragraph ===']],
    ['甲：\n- 乙\n  * 丙\n1. 丁\n2.戊', ['paragraph 甲：', 'listItem1 乙', 'listItem2 丙', 'listItem1 1. 丁', 'paragraph 2.戊']],
    ['甲。\n> 乙\n>> 丙', ['paragraph 甲。', 'quote 乙', 'quote 丙']],
    ['甲。\n|a|**b**|\n|--|:-:|\n|c\\|d| e\n乙|丙。', ['paragraph 甲。', 'table a\tb', 'table c|d\te', 'table 乙\t丙。']],
    ['甲。\n~~~js\n# x\n```\n~~~\n乙', ['paragraph 甲。', 'paragraph # x', 'paragraph ```', 'paragraph 乙']],
    ['甲。\n***\n　　乙', ['paragraph 甲。', 'paragraph 乙']],
  ])('takes %j apart', async (markdown, expected) => expect(await kinds(markdown)).toEqual(expected));

  it('turns front matter into facts and removes it', async () => {
    const page = await parsePage(
      bytesOf('---\ntitle: "青禾讲话"\nauthor: 周南\ndate: 2021年3月2日\nspeaker: 李北\ntags:\n  - 甲\n---\n同志们：今天开会。'),
      labelled,
    );
    expect(page).toMatchObject({ title: '青禾讲话', publishedAt: '2021-03-02', metadata: { author: '周南' } });
    expect(page.speeches.map(({ title, speaker, text }) => [title, speaker, text])).toEqual([['青禾讲话', '李北', '同志们：今天开会。']]);
    expect(page.removals.map(({ rule }) => rule)).toContain('front-matter');
  });

  it.each(['---\n不是字段的一行\n---\n正文', '---\ntitle: 甲\n没有结束', '--- a\ntitle: 甲\n---\n正文'])(
    'leaves %j, which has no front matter',
    async (text) => {
      expect((await parsePage(bytesOf(text), labelled)).removals.filter(({ rule }) => rule === 'front-matter')).toEqual([]);
    },
  );

  it('gives back the text of a speech that was written as Markdown', async () => {
    await fc.assert(
      fc.asyncProperty(randomSpeech({ min: 60, max: 400 }), async (text) => {
        const block = { kind: 'paragraph' as const, level: null, text, start: 0, ranges: [] };
        const written = speechMarkdown({ title: '在会上的讲话', speaker: null, date: null, occasion: null, url: null, blocks: [block] });
        const page = await parsePage(bytesOf(written), labelled);
        expect(page.speeches.map((speech) => speech.text)).toEqual([`在会上的讲话\n${text}`]);
      }),
      { numRuns: 60, seed: 9 },
    );
  });

  it('knows the bytes of each character it shows, whatever the signs', async () => {
    const signs = [
      '甲',
      '乙',
      'a',
      ' ',
      '*',
      '**',
      '_',
      '`',
      '[',
      ']',
      '(',
      ')',
      '!',
      '\\',
      '|',
      '\n',
      '> ',
      '- ',
      '# ',
      '~~',
      '<b>',
      '&amp;',
      '---',
      '```',
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...signs), { minLength: 1, maxLength: 60 }), async (pieces) => {
        const bytes = bytesOf(`甲${pieces.join('')}`);
        const { visible } = await readPage(bytes, labelled);
        for (let at = 0; at < visible.text.length; at += 1) {
          const [range] = visible.rangesOf(at, at + 1);
          if (!range) expect(visible.text[at]).toMatch(/\s/);
          else
            expect(
              Buffer.from(bytes.subarray(...range))
                .toString()
                .replace('&amp;', '&'),
            ).toBe(visible.text[at]);
        }
      }),
      { numRuns: 500, seed: 9 },
    );
  });
});

const times = (count: number, text: string): string => text.repeat(count);

/** Files made to cost much: each is a function of its size. */
const HOSTILE: Readonly<Record<string, (size: number) => string>> = {
  'open brackets': (size) => times(size, '['),
  'links never closed': (size) => times(size, '[a]('),
  'links within links': (size) => `${times(size, '[a')}${times(size, '](b)')}`,
  'pictures never closed': (size) => times(size, '![a](b '),
  'signs of emphasis': (size) => times(size, '*a _b **c '),
  'one long run': (size) => times(size, '*'),
  'quotes of code': (size) => `${times(size, '`a``b')}`,
  'lines of a table': (size) => `a|b\n-|-\n${times(size, '|')}\n${times(size, 'a|b\n')}`,
  'signs of quotes': (size) => times(size, '> '),
  'comments never closed': (size) => times(size, '<!-- a\n'),
  'tags never closed': (size) => times(size, '<a b '),
  'rules and underlines': (size) => times(size, 'a\n---\n- - -x\n'),
  'blanks before a bar': (size) => `a|b\n-|-\n|${times(size, ' ')}x`,
  'closing signs of a heading': (size) => `# ${times(size, '# ')}`,
  'front matter without end': (size) => `---\n${times(size, 'a: b\n')}`,
  escapes: (size) => times(size, '\\\\\\*'),
};

describe('hostile Markdown', () => {
  for (const [name, make] of Object.entries(HOSTILE)) {
    it(`takes time in step with the size of ${name}`, async () => {
      const measure = async (size: number): Promise<number> => {
        const bytes = bytesOf(`甲。\n\n${make(size)}`);
        const begin = process.cpuUsage();
        await readPage(name.startsWith('front') ? bytes.subarray(8) : bytes, labelled);
        const { user, system } = process.cpuUsage(begin);
        return (user + system) / 1e6;
      };
      await measure(4_000);
      const small = await measure(4_000);
      // Linear growth is a factor of 8, quadratic of 64.
      expect(await measure(32_000)).toBeLessThan(Math.max(0.25, small * 32));
    });
  }
});
