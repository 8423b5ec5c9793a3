import type { CaptureHints, PageResult } from '#domain';
import { coverageOf } from '../page/coverage.js';
import { parsePage } from '../parse-page.js';
import { readPage } from '../read-page.js';
import { buildCompound } from '../testing/build-compound.js';
import {
  buildDoc,
  centred,
  change,
  type DocParagraph,
  type DocParts,
  deleted,
  docStreams,
  field,
  hidden,
  inList,
  note,
  ownNote,
  para,
  run,
  shape,
  table,
} from '../testing/build-doc.js';
import * as docx from '../testing/build-docx.js';

const hints: CaptureHints = { url: null, contentType: null, fileName: null };
const parse = (parts: DocParts): Promise<PageResult> => parsePage(buildDoc(parts), hints);

const linesOf = async (parts: DocParts | readonly DocParagraph[]): Promise<string[]> => {
  const bytes = buildDoc('text' in parts ? parts : { text: parts });
  const { visible } = await readPage(bytes, hints);
  expect(coverageOf(visible, await parsePage(bytes, hints))).toEqual({ missing: [], twice: [] });
  return visible.text.split('\n').filter((line) => line !== '');
};
const blocksOf = ({ speeches: [speech] }: PageResult): string[] =>
  speech?.blocks.map(({ kind, level, text }) => `${kind}${level ?? ''} ${text}`) ?? [];

const long = '青禾河的堤坝要在四月底前加固，白石渠的闸门要在五月底前更换，各镇各部门务必高度重视。';
const code = (expected: string) => expect.objectContaining({ code: expected, message: expect.stringMatching(/^[^.]+\. [^.]+\.$/) });

describe('old Word documents', () => {
  it('are read like the DOCX of the same text', async () => {
    const titles = ['在青禾市会议上的讲话', '提高认识', '加强领导'];
    const [title = '', first = '', second = ''] = titles;
    const lists = [
      [
        [39, '%1、'],
        [39, '（%2）', 'nothing'],
      ],
    ] as const;
    const old = await parse({
      styles: [
        { builtIn: 62, name: '标题' },
        { builtIn: 1, name: 'heading 1', changes: inList(1) },
      ],
      lists,
      uses: [[0]],
      footnotes: [[para([run('\x02', change(0x0855, 1)), run(' 见年鉴。')])]],
      text: [
        ...[para(title, { style: 1 }), para('（2021年3月1日）', { changes: centred }), para('同志们：')],
        ...[para(first, { style: 2 }), para(`形势。${long}`, { changes: inList(1, 1) })],
        ...[para([run('以上数字'), note('footnote'), run('由统计局核定。')]), para(second, { style: 2 })],
        ...[
          ...table([
            ['乡镇', '户数'],
            ['柳溪镇', '1,200'],
          ]),
          para(long),
        ],
      ],
    });
    const numbered = '<w:pPr><w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>';
    const now = await parsePage(
      docx.buildDocx({
        styles: docx.style('T', 'Title') + docx.style('1', 'heading 1', numbered),
        numbering: docx.numbering(
          [
            [
              ['chineseCountingThousand', '%1、'],
              ['chineseCountingThousand', '（%2）', '<w:suff w:val="nothing"/>'],
            ],
          ],
          [[1]],
        ),
        footnotes: [docx.para(`<w:r><w:footnoteRef/></w:r>${docx.run(' 见年鉴。')}`)],
        body: [
          ...[docx.para(title, docx.inStyle('T')), docx.para('（2021年3月1日）', '<w:jc w:val="center"/>'), docx.para('同志们：')],
          ...[docx.para(first, docx.inStyle('1')), docx.para(`形势。${long}`, docx.inList(1, 1))],
          docx.para(`${docx.run('以上数字')}<w:r><w:footnoteReference w:id="1"/></w:r>${docx.run('由统计局核定。')}`),
          ...[
            docx.para(second, docx.inStyle('1')),
            docx.table([
              ['乡镇', '户数'],
              ['柳溪镇', '1,200'],
            ]),
            docx.para(long),
          ],
        ].join(''),
      }),
      hints,
    );
    const withoutBytes = ({ speeches }: PageResult): unknown =>
      speeches.map((speech) => ({ ...speech, blocks: speech.blocks.map(({ ranges: _, ...block }) => block) }));
    expect(old.speeches[0]?.outline.map(({ marker, text }) => `${marker} ${text}`)).toEqual([
      '一、 提高认识',
      '（一） 形势',
      '二、 加强领导',
    ]);
    expect(withoutBytes(old)).toEqual(withoutBytes(now));
  });

  it('know the bytes of each character, of one byte or two, wherever a quick save left them', async () => {
    const bytes = buildDoc({
      text: [para(`开会。${long}`), para('Remarks of 1998'), para('后来加的一段。'), para('Thanks')],
      savedLater: [1, 3],
    });
    const { visible } = await readPage(bytes, hints);
    const read = (text: string): string => {
      const from = visible.text.indexOf(text);
      const ranges = visible.rangesOf(from, from + text.length);
      const found = Buffer.concat(ranges.map(([first, last]) => bytes.subarray(first, last)));
      return found.toString(found.length === text.length ? 'latin1' : 'utf16le');
    };
    for (const text of ['开会。', '四月底前', 'Remarks of 1998', '1998', '后来加的一段', 'Thanks']) expect(read(text)).toBe(text);
    expect(visible.text.split('\n').slice(1)).toEqual(['Remarks of 1998', '后来加的一段。', 'Thanks']);
  });

  it('show what fields came to and not their code, and take tables of contents out', async () => {
    expect(
      await linesOf([
        para('会议讲话'),
        para(field(' TOC \\o "1-3" ', field(' PAGEREF _Toc1 \\h ', [run('甲 1')]))),
        para([run('见'), ...field(' HYPERLINK "http://qinghe.example" ', [run('青禾网')]), run('。')]),
      ]),
    ).toEqual(['会议讲话', '甲 1', '见青禾网。']);
    const page = await parse({ text: [para('会议讲话'), para(field(' TOC \\o ', [run('甲 1')])), para(long)] });
    expect(page.removals.map(({ rule, text }) => `${rule} ${text}`)).toEqual(['table-of-contents 甲 1']);
  });

  it('leave out what is hidden or deleted, and join paragraphs whose end is deleted', async () => {
    expect(
      await linesOf({
        styles: [{ builtIn: 4094, name: 'Unseen', characters: hidden }],
        text: [
          para([run('公开的话。'), run('隐藏的话。', hidden), run('删去的话。', deleted)]),
          ...[para('前后两段', { endChanges: deleted }), para('合成一段。')],
          para([run('样式隐藏的话。'), run('例外。', change(0x083c, 0)), run('相反。', change(0x083c, 0x81))], { style: 1 }),
        ],
      }),
    ).toEqual(['公开的话。', '前后两段合成一段。', '例外。相反。']);
  });

  it('keep special characters for what they look like', async () => {
    const symbol = change(0x6a09, 1, 0, 0xfc, 0xf0);
    const text = [para([run('甲\x0b乙\x1e丙\x1f丁\u00ad戊\x01\t己'), run('(', symbol)])];
    expect(await linesOf({ text, fonts: ['宋体', 'Wingdings'] })).toEqual(['甲', '乙-丙丁戊\t己✓']);
    expect(await linesOf([para('上页\x0c下页'), para('末段', { end: '\x0c' }), para('次节')])).toEqual(['上页', '下页', '末段', '次节']);
  });

  it('print notes behind the text and boxes behind their paragraph', async () => {
    expect(
      await linesOf({
        text: [
          para([run('数字'), note('footnote'), run('和'), ownNote('*'), shape(7), run('年鉴'), note('endnote'), run('。')]),
          para('完。'),
        ],
        footnotes: [[para('\x02甲。')], [para('* 乙。'), para('丙。')]],
        endnotes: [[para('\x02 丁。')]],
        boxes: { 7: [para('框里的话')], 9: [para('没有位置的框')] },
      }),
    ).toEqual(['数字[1]和*年鉴[i]。', '框里的话', '完。', '没有位置的框', '[1] 甲。', '* 乙。', '丙。', '[i] 丁。']);
  });

  it('keep tables inside tables, and rows that never ended', async () => {
    const inner = (text: string, ...changes: number[][]): DocParagraph =>
      para(text, { changes: [...change(0x2416, 1), ...change(0x6649, 2, 0, 0, 0), ...changes.flat()] });
    const page = await parse({
      text: [
        para('会议讲话'),
        ...[inner('子', change(0x244b, 1)), inner('丑', change(0x244b, 1)), inner('', change(0x244b, 1), change(0x244c, 1))],
        ...table([['甲', '乙']]),
        para(long),
        para('寅', { changes: change(0x2416, 1), end: '\x07' }),
        para('卯', { changes: change(0x2416, 1), end: '\x07' }),
      ],
    });
    expect(blocksOf(page)).toEqual(['title 会议讲话', 'table 子 丑 甲\t乙', `paragraph ${long}`, 'table 寅\t卯']);
  });

  it('count lists of one definition together, and begin one anew where it says so', async () => {
    const lists = [[[0, '第%1条', 'space']], [[23, '\uf0d8']]] as const;
    const items = [1, 1, 3, 2, 1].map((list) => para('事', { changes: inList(list) }));
    expect(
      await linesOf({ lists, uses: [[0], [0, 1], [1]], text: [...items, para('止', { changes: change(0x460b, 0x01, 0xf8) })] }),
    ).toEqual([...['第1条 事', '第2条 事', '• 事', '第1条 事', '第2条 事', '止']]);
  });

  it('say what the file says of itself', async () => {
    const { metadata, format, title } = await parse({
      text: [para(long)],
      summary: { 2: '旧文件', 4: '小满', 8: ' ', 12: new Date('2003-01-02T03:04:05Z') },
    });
    expect([format, title, metadata]).toEqual([
      'doc',
      '旧文件',
      { documentTitle: '旧文件', author: '小满', created: '2003-01-02T03:04:05Z' },
    ]);
  });

  it('are read by their bytes, whatever their name says', async () => {
    const named = { url: null, contentType: 'application/msword', fileName: '讲话.doc' };
    const formats = await Promise.all(
      [
        Buffer.from('{\\rtf1\\ansi hello}'),
        Buffer.from('<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><p>会议讲话</p></body></html>'),
        Buffer.from('MIME-Version: 1.0\r\nContent-Type: text/html; charset="utf-8"\r\n\r\n<html><body><p>会议讲话</p></body></html>'),
        docx.buildDocx({ body: docx.para('会议讲话') }),
        buildDoc({ text: [para('会议讲话')] }),
      ].map(async (bytes) => (await parsePage(bytes, named)).format),
    );
    expect(formats).toEqual(['rtf', 'html', 'mht', 'docx', 'doc']);
  });
});

describe('other files of the same container', () => {
  const streams = docStreams({ text: [para(long)] });
  const headed = (place: number, value: number): Uint8Array => {
    const document = Buffer.from(streams.WordDocument ?? []);
    document.writeUInt16LE(value, place);
    return buildCompound({ ...streams, WordDocument: document });
  };

  it.each<[string, string, () => Uint8Array]>([
    ['a locked document', 'encrypted-office', () => headed(0x0a, 0x1300)],
    [
      'a new document behind a password',
      'encrypted-office',
      () => buildCompound({ EncryptedPackage: Buffer.alloc(9), EncryptionInfo: Buffer.alloc(9) }),
    ],
    ['a document of Word 95', 'old-word', () => headed(0, 0xa5dc)],
    ['a document of an early Word 97', 'old-word', () => headed(2, 0x69)],
    ['a workbook', 'unsupported-format', () => buildCompound({ Workbook: Buffer.alloc(5_000) })],
    ['slides', 'unsupported-format', () => buildCompound({ 'PowerPoint Document': Buffer.alloc(50) })],
    ['a message', 'unsupported-format', () => buildCompound({ '__properties_version1.0': Buffer.alloc(50) })],
    ['a file of another program', 'unsupported-format', () => buildCompound({ CONTENTS: Buffer.alloc(50) })],
    ['a document without its tables', 'broken-office', () => buildCompound({ WordDocument: streams.WordDocument ?? Buffer.alloc(0) })],
    ['a head and nothing behind it', 'broken-office', () => buildCompound(streams).subarray(0, 512)],
    ['a document without text', 'empty-body', () => buildDoc({ text: [para(' '), para('')] })],
  ])('are refused: %s as %s, with trouble and remedy', async (_, expected, make) => {
    await expect(parsePage(make(), hints)).rejects.toEqual(code(expected));
  });

  it('say which program wrote them', async () => {
    const said = async (name: string): Promise<string> =>
      parsePage(buildCompound({ [name]: Buffer.alloc(50) }), hints).then(String, (refusal: Error) => refusal.message);
    expect([await said('WORKBOOK'), await said('PowerPoint Document')]).toEqual([
      expect.stringMatching(/^Old Excel files are not read/),
      expect.stringMatching(/^Old PowerPoint files are not read/),
    ]);
  });
});
