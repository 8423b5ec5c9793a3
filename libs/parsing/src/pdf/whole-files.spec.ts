import type { CaptureHints, PageResult } from '#domain';
import { coverageOf } from '../page/coverage.js';
import { parsePage } from '../parse-page.js';
import { readPage } from '../read-page.js';
import { buildDoc, para } from '../testing/build-doc.js';
import { buildZip } from '../testing/build-zip.js';
import { setText } from '../testing/pdf-layout.js';
import { makePdf, type PdfPage, type PdfText } from '../testing/pdf-writer.js';

const hints: CaptureHints = { url: null, contentType: null, fileName: null };
const long = '青禾河的堤坝要在四月底前加固，白石渠的闸门要在五月底前更换，各镇各部门务必高度重视，把责任落实到每一个岗位、每一个人头上。';
const paragraphs = [long, `北山镇的茶园也要管好。${long}`, `石桥镇的路要修通。${long}`];

const parse = async (pages: readonly PdfPage[]): Promise<PageResult> => {
  const bytes = makePdf(pages);
  const page = await parsePage(bytes, hints);
  expect(coverageOf((await readPage(bytes, hints)).visible, page)).toEqual({ missing: [], twice: [] });
  return page;
};
const lines = (texts: readonly string[], size = 14): PdfText[] => texts.map((text, at) => ({ x: 80, y: 760 - at * 26, text, size }));
const dotted = (entries: readonly (readonly [string, number])[]): string[] =>
  entries.map(([title, page]) => `${title}${'.'.repeat(30)}${page}`);
const removed = ({ removals }: PageResult, rule: string): string[] =>
  removals.filter((removal) => removal.rule === rule).map(({ text }) => text);
const kinds = ({ speeches }: PageResult): string[] => speeches.flatMap(({ blocks }) => blocks.map(({ kind, text }) => `${kind} ${text}`));

describe('tables of contents in a PDF', () => {
  const text = setText('在青禾市会议上的讲话', paragraphs);

  it('are known by dots and rising page numbers, also without a heading', async () => {
    const entries = dotted([
      ['加固堤坝', 2],
      ['管好茶园', 2],
      ['修通道路', 3],
    ]);
    const page = await parse([{ texts: lines(entries) }, ...text]);
    expect(removed(page, 'table-of-contents').map((line) => line.slice(0, 4))).toEqual(['加固堤坝', '管好茶园', '修通道路']);
    expect(page.speeches[0]?.text.startsWith('在青禾市会议上的讲话\n青禾河')).toBe(true);
  });

  it.each<[string, readonly (readonly [string, number])[]]>([
    [
      'numbers that are no pages of the file',
      [
        ['茶叶', 120],
        ['石材', 450],
        ['粮食', 980],
      ],
    ],
    [
      'numbers that rise and fall',
      [
        ['茶叶', 9],
        ['石材', 4],
        ['粮食', 7],
        ['蔬菜', 2],
      ],
    ],
    [
      'no more than two lines',
      [
        ['茶叶', 1],
        ['石材', 2],
      ],
    ],
  ])('are not %s', async (_, entries) => {
    const page = await parse([{ texts: [...lines(dotted(entries))] }, ...text]);
    expect(removed(page, 'table-of-contents')).toEqual([]);
  });
});

describe('notes at the feet of pages', () => {
  const page = (mark: PdfText[], note: string, size: number): PdfPage[] => {
    const [first] = setText('在青禾市会议上的讲话', paragraphs);
    return [{ texts: [...(first?.texts ?? []), ...mark, { x: 80, y: 90, text: note, size }] }];
  };
  const raised = (text: string): PdfText => ({ x: 136, y: 700, text, size: 7 });

  it('go behind the text when a raised mark in it refers to them', async () => {
    expect(kinds(await parse(page([raised('3')], '3 见《青禾年鉴》。', 9))).at(-1)).toBe('quote 3见《青禾年鉴》。');
  });

  it.each([
    ['nothing refers to them', [], '3 见《青禾年鉴》。', 9],
    ['they are as large as the text', [raised('3')], '3 见《青禾年鉴》。', 14],
    ['they begin with no mark', [raised('3')], '青禾市水利局供稿。', 9],
  ])('are text where %s', async (_, mark, note, size) => {
    expect(kinds(await parse(page(mark, note, size))).some((block) => block.startsWith('quote'))).toBe(false);
  });
});

describe('works in a PDF', () => {
  it('are not begun by chapters in the size of the title, or by titles with next to nothing above them', async () => {
    const chapters = [
      ...setText('青禾市水利发展报告', paragraphs),
      ...setText('一、过去的工作', paragraphs),
      ...setText('今后打算', paragraphs),
    ];
    expect((await parse(chapters)).speeches).toHaveLength(1);
    const close = [...setText('在青禾市会议上的讲话', ['今天开会。']), ...setText('在白石县会议上的讲话', paragraphs)];
    expect((await parse(close)).speeches).toHaveLength(1);
  });
});

describe('furniture of a PDF', () => {
  it('stands around a text: a file of nothing else has none', async () => {
    const pages = [1, 2, 3, 4].map((number) => ({ texts: lines([`第${number}号告示`]) }));
    expect(kinds(await parse(pages)).join()).toContain('第3号告示');
  });
});

describe('damaged PDFs', () => {
  const whole = Buffer.from(makePdf(setText('在青禾市会议上的讲话', paragraphs))).toString('latin1');
  const read = (text: string): Promise<PageResult> => parsePage(Buffer.from(text, 'latin1'), hints);

  it.each([
    ['the places of its objects are wrong', whole.replace(/\d{10} 00000 n/g, '0000000007 00000 n')],
    ['its end is missing', whole.slice(0, whole.indexOf('xref'))],
    ['its first line is lost', whole.slice(whole.indexOf('\n') + 1)],
    ['its root is lost', whole.replace('/Type /Catalog /Pages', '/Type /Lost___ /Pages')],
    ['its pages hang on nothing', whole.replace(/[0-9]+ 0 obj\n<< \/Type \/Pages[^>]*>>/, '')],
  ])('are read when %s', async (_, text) => {
    expect((await read(text)).speeches[0]?.title).toBe('在青禾市会议上的讲话');
  });
});

describe('files inside an archive', () => {
  it('are read by their bytes: PDF, old Word, and one that is neither', async () => {
    const page = await parsePage(
      buildZip([
        { name: 'a.pdf', bytes: makePdf(setText('在青禾市会议上的讲话', paragraphs)) },
        { name: 'b.doc', bytes: buildDoc({ text: [para('在白石县会议上的讲话'), para(long)] }) },
        { name: 'c.doc', bytes: buildDoc({ text: [para('')] }) },
      ]),
      hints,
    );
    expect(page.speeches.map(({ title }) => title)).toEqual(['在青禾市会议上的讲话', '在白石县会议上的讲话']);
    expect(page.removals.map(({ rule }) => rule)).toEqual(['unreadable-file']);
    expect(page.parts?.map(({ name }) => name)).toEqual(['a.pdf/page 1', 'b.doc']);
  });
});
