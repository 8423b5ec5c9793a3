import fc from 'fast-check';
import iconv from 'iconv-lite';
import type { PageResult } from '#domain';
import { coverageOf } from '../page/coverage.js';
import { parsePage } from '../parse-page.js';
import { readPage } from '../read-page.js';
import { readRtf } from './rtf-reader.js';

const nothing = { url: null, contentType: null, fileName: null };
const bytesOf = (rtf: string): Uint8Array => new Uint8Array(Buffer.from(rtf, 'latin1'));
const shown = (rtf: string): string => readRtf(bytesOf(rtf), 0).visible.text;
const kinds = (rtf: string): string[] => {
  const { visible, blocks } = readRtf(bytesOf(rtf), 0);
  return blocks.map(({ kind, level, from, to }) => `${kind}${level ?? ''} ${visible.text.slice(from, to)}`);
};

const escaped = (text: string, charset: string): string =>
  [...iconv.encode(text, charset)].map((byte) => `\\'${byte.toString(16).padStart(2, '0')}`).join('');

const fonts = '{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}{\\f1\\fcharset136 MingLiU;}{\\f2\\fcharset204 Arial;}{\\f3\\fcharset0 Arial;}}';

describe('the text of an RTF file', () => {
  it.each([
    ['the code page of the document', `{\\rtf1\\ansi\\ansicpg936 ${escaped('青禾市', 'gbk')}}`, '青禾市'],
    [
      'that of the font',
      `{\\rtf1\\ansi\\ansicpg1252${fonts}\\f0 ${escaped('青禾', 'gbk')}\\f1 ${escaped('臺灣', 'big5')}\\f2 ${escaped('Да', 'cp1251')}}`,
      '青禾臺灣Да',
    ],
    ['the default font', `{\\rtf1\\ansi\\deff0${fonts}${escaped('青禾', 'gbk')}}`, '青禾'],
    ['the bytes where none is named', `{\\rtf1\\ansi${escaped('青禾市的工作总结', 'gbk')}}`, '青禾市的工作总结'],
    ['the Chinese document before the Western font', `{\\rtf1\\ansi\\ansicpg936${fonts}\\f3 ${escaped('青禾', 'gbk')}}`, '青禾'],
    ['raw bytes', `{\\rtf1\\ansi\\ansicpg936 ${Buffer.from(iconv.encode('青禾', 'gbk')).toString('latin1')}}`, '青禾'],
    ['second bytes that are plain signs', `{\\rtf1\\ansi\\ansicpg932 \\'83A\\'83\\'41}`, 'アア'],
    ['Latin letters', `{\\rtf1\\ansi\\ansicpg1252 caf\\'e9 \\'93x\\'94}`, 'café “x”'],
  ])('is decoded by %s', (_, rtf, text) => expect(shown(rtf)).toBe(text));

  it.each([
    ['with the fallback left out', '{\\rtf1\\u38738?\\u31166?x}', '青禾x'],
    ['whose fallback is two bytes', "{\\rtf1\\uc2\\u38738\\'c7\\'e0\\u31166\\'ba\\'cc x}", '青禾 x'],
    ['without a fallback', '{\\rtf1{\\uc0\\u38738 \\u31166}x}', '青禾x'],
    ['of negative numbers', '{\\rtf1\\u-26798?}', '青'],
    ['in two halves', '{\\rtf1\\u-10179?\\u-8704?}', '😀'],
    ['in one half', '{\\rtf1 a\\u-10179?b\\u-8704?c}', 'a\ufffdb\ufffdc'],
    ['before a group, which is no fallback', '{\\rtf1\\u38738{x}}', '青x'],
    ['before a cell end, which is none either', '{\\rtf1\\u38738\\cell\\u31166?\\cell\\row}', '青\t禾'],
  ])('holds characters %s', (_, rtf, text) => expect(shown(rtf).trim()).toBe(text));

  it('is what a reader sees', () => {
    const rtf = `{\\rtf1\\ansi{\\colortbl;\\red0;}{\\*\\generator Riched20;}{\\info{\\title no}{\\author Li}{\\comment no}}{\\stylesheet{\\s1 heading 1;}}
{\\header top\\par}{\\pict\\wmetafile8 00ff}{\\field{\\*\\fldinst HYPERLINK "http://a"}{\\fldrslt link}} {\\v hidden}seen{\\*\\unknown no {nested}}
\\bin5 }}{{{{\\shp{\\*\\shpinst{\\sp{\\sn no}{\\sv no}}{\\shptxt \\pard box\\par}}{\\shprslt no}}{\\upr{no}{\\*\\ud yes}}\\~a\\_b\\-c{\\footnote note}\\par
second{\\*\\annotation remark}\\line third\\{\\\\}`;
    const { visible, removals, author } = readRtf(bytesOf(rtf), 0);
    expect(visible.text).toBe('link seenyes\u00a0a-bc\ntop\nbox\nnote\nsecond\nremark\nthird{\\');
    expect(removals.map(({ rule, from, to }) => `${rule} ${visible.text.slice(from, to)}`)).toEqual(['page-header top', 'comment remark']);
    expect(author).toBe('Li');
  });

  it('has headings by outline level, by style and by the names of styles', () => {
    const styles = `{\\stylesheet{\\ql Normal;}{\\s1\\outlinelevel0 A;}{\\s2 ${escaped('标题', 'gbk')} 2;}{\\s3 heading 3;}{\\s9 Title;}{\\*\\cs10 heading 1;}}`;
    const rtf = `{\\rtf1\\ansi\\ansicpg936${styles}\\pard\\s9 a\\par\\pard\\s1 b\\par\\pard\\s2 c\\par\\pard\\s3 d\\par\\pard\\outlinelevel4 e\\par\\pard\\outlinelevel9 f\\par}`;
    expect(kinds(rtf)).toEqual(['title a', 'heading1 b', 'heading2 c', 'heading3 d', 'heading5 e', 'paragraph f']);
  });

  it('keeps printed numbers, knows bullets, and reads rows', () => {
    const rtf =
      "{\\rtf1\\ansicpg936{\\fonttbl{\\f5\\fcharset2 Wingdings;}}{\\listtext\\pard\\plain 1.\\tab}first\\par{\\listtext\\f5\\'b7\\tab}\\ilvl1 point\\par\\trowd\\intbl A\\cell B\\cell\\row\\trowd\\intbl only\\cell\\row\\pard end}";
    expect(kinds(rtf)).toEqual(['paragraph 1.\tfirst', 'listItem2 •\tpoint', 'table A\tB', 'paragraph only', 'paragraph end']);
  });

  it('says where a second byte is missing', async () => {
    const page = await readPage(
      bytesOf(`{\\rtf1\\ansi\\ansicpg936 ${escaped('青禾市', 'gbk').slice(0, -4)}\\par ${escaped('工作', 'gbk')}}`),
      nothing,
    );
    expect(page.visible.text).toBe('青禾\ufffd\n工作');
    expect(page.undecodable).toEqual([2]);
  });

  it('has each character where its bytes are', () => {
    const characters = [...'青禾市的工作，aZ 9—é'];
    const writers: readonly ((sign: string) => string)[] = [
      (sign) => `\\u${sign.charCodeAt(0)}?`,
      (sign) => escaped(sign, 'gbk'),
      (sign) => `{\\b \\uc0\\u${sign.charCodeAt(0)} }`,
    ];
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...characters), fc.nat(2)), { minLength: 1, maxLength: 80 }), (choices) => {
        const pieces = choices.map(([sign, writer]) => (sign < '\x80' ? sign : (writers[writer]?.(sign) ?? '')));
        const text = choices.map(([sign]) => sign).join('');
        const rtf = `{\\rtf1\\ansi\\ansicpg936 ${pieces.join('')}}`;
        const { visible } = readRtf(bytesOf(rtf), 0);
        expect(visible.text.trim()).toBe(text.trim());
        for (let at = 0; at < visible.text.length; at += 1) {
          const [[from, to] = [0, 0]] = visible.rangesOf(at, at + 1);
          expect(shown(`{\\rtf1\\ansi\\ansicpg936 x${rtf.slice(from, to)}}`)).toMatch(
            visible.text[at]?.trim() ? `x${visible.text[at]}` : /^x/,
          );
        }
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it('accounts for each visible character once', async () => {
    const bytes = bytesOf(
      `{\\rtf1\\ansi\\ansicpg936{\\header ${escaped('内部资料', 'gbk')}\\par}${escaped('同志们：\n工作总结。', 'gbk')}{\\footnote ${escaped('注', 'gbk')}}\\par}`,
    );
    expect(coverageOf((await readPage(bytes, nothing)).visible, await parsePage(bytes, nothing))).toEqual({ missing: [], twice: [] });
  });

  it('is refused when there is none', async () => {
    await expect(parsePage(bytesOf('{\\rtf1{\\pict 00}}'), nothing)).rejects.toMatchObject({ code: 'empty-body' });
  });
});

const times = (count: number, text: string): string => text.repeat(count);

/** Files made to cost much: each is a function of its size. */
const HOSTILE: Readonly<Record<string, (size: number) => string>> = {
  'open groups': (size) => `{\\rtf1 a${times(size, '{')}b`,
  'closed groups': (size) => `{\\rtf1 a${times(size, '}')}b`,
  'groups in skipped groups': (size) => `{\\rtf1 a{\\*\\x${times(size, '{\\y')}`,
  'footnotes in footnotes': (size) => `{\\rtf1 a${times(size, '{\\footnote b{\\header c')}`,
  'paragraphs beside one paragraph': (size) => `{\\rtf1 a{\\footnote ${times(size, 'b\\par ')}}`,
  'one long paragraph': (size) => `{\\rtf1 ${times(size, "\\'b0\\'a1\\u38738?x")}`,
  'first bytes without a second one': (size) => `{\\rtf1\\ansicpg936 ${times(size, "\\'b0\\par")}`,
  'fonts and styles': (size) =>
    `{\\rtf1{\\fonttbl${times(size, '{\\f1\\fcharset134 x;}')}}{\\stylesheet${times(size, '{\\s1 heading 1;}')}}x`,
  'a long style name': (size) => `{\\rtf1{\\stylesheet{\\s1 ${times(size, 'x')};}}x`,
  'a long word and number': (size) => `{\\rtf1 a\\${times(size, 'x')}${times(size, '9')} b`,
  'binary without end': (size) => `{\\rtf1 a${times(size, '\\bin1 x')}\\bin999999999 b`,
  'backslashes and quotes': (size) => `{\\rtf1 a${times(size, "\\'")}${times(size, '\\')}`,
  cells: (size) => `{\\rtf1 ${times(size, 'a\\cell')}`,
};

async function measure(rtf: string): Promise<{ seconds: number; result: PageResult | null }> {
  const begin = process.cpuUsage();
  const result = await parsePage(bytesOf(rtf), nothing).catch(() => null);
  const { user, system } = process.cpuUsage(begin);
  return { seconds: (user + system) / 1e6, result };
}

describe('hostile RTF', () => {
  for (const [name, make] of Object.entries(HOSTILE)) {
    it(`takes time in step with the size of ${name}`, async () => {
      await measure(make(5_000));
      const small = (await measure(make(5_000))).seconds;
      // Linear growth is a factor of 8, quadratic of 64.
      expect((await measure(make(40_000))).seconds).toBeLessThan(Math.max(0.25, small * 32));
    });
  }
});
