import type { CaptureHints, PageResult } from '#domain';
import { coverageOf } from '../page/coverage.js';
import { parsePage } from '../parse-page.js';
import { readPage } from '../read-page.js';
import { buildDocx, type DocxParts, filesOf, inList, inStyle, numbering, para, run, style, table } from '../testing/build-docx.js';
import { buildZip } from '../testing/build-zip.js';

const hints: CaptureHints = { url: null, contentType: null, fileName: null };

const visible = async (parts: DocxParts | string): Promise<string[]> => {
  const bytes = buildDocx(typeof parts === 'string' ? { body: parts } : parts);
  const page = await readPage(bytes, hints);
  expect(coverageOf(page.visible, await parsePage(bytes, hints))).toEqual({ missing: [], twice: [] });
  return page.visible.text.split('\n').filter((line) => line !== '');
};
const parse = (parts: DocxParts): Promise<PageResult> => parsePage(buildDocx(parts), hints);
const blocksOf = (page: PageResult, speech = 0): string[] =>
  page.speeches[speech]?.blocks.map(({ kind, level, text }) => `${kind}${level ?? ''} ${text}`) ?? [];

const field = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
const instruction = (text: string): string => `<w:r><w:instrText xml:space="preserve">${text}</w:instrText></w:r>`;
const linkedField = (how: string, result: string): string =>
  field('begin') + instruction(how) + field('separate') + run(result) + field('end');

describe('the text of a Word document', () => {
  it.each<[string, string, string[]]>([
    [
      'tabs and hyphens',
      '<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t><w:softHyphen/><w:t>丁</w:t></w:r>',
      ['甲\t乙-丙丁'],
    ],
    ['soft hyphens in text', run('文\u00ad明'), ['文明']],
    ['line breaks as lines', '<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:br w:type="page"/><w:t>丙</w:t><w:cr/></w:r>', ['甲', '乙', '丙']],
    [
      'blanks only where they are kept',
      '<w:r><w:t> a </w:t></w:r><w:r><w:t xml:space="preserve"> b </w:t></w:r><w:r><w:t>\n c\n d</w:t></w:r>',
      ['a b c  d'],
    ],
    ['entities', '<w:r><w:t>&lt;a&gt; &amp;amp; &#x4e00;&#20108; &unknown; &#0;</w:t></w:r>', ['<a> &amp; 一二 &unknown; \ufffd']],
    ['marked sections', '<w:r><w:t><![CDATA[<b> & c]]></w:t></w:r>', ['<b> & c']],
    ['hyperlinks', `<w:hyperlink w:anchor="x">${run('链接')}</w:hyperlink>`, ['链接']],
    ['results of fields', linkedField('HYPERLINK "http://a.example/"', '网站') + run('。'), ['网站。']],
    ['results of simple fields', `<w:fldSimple w:instr="DATE">${run('三月')}</w:fldSimple>`, ['三月']],
    [
      'no results of fields among instructions',
      field('begin') + instruction('IF ') + linkedField('REF a', '里') + field('separate') + run('外') + field('end'),
      ['外'],
    ],
    ['text behind a field that never ends', field('begin') + instruction('PAGE'), []],
    [
      'base text of readings',
      `<w:r><w:ruby><w:rubyPr/><w:rt>${run('hàn')}</w:rt><w:rubyBase>${run('汉')}</w:rubyBase></w:ruby></w:r>`,
      ['汉'],
    ],
    [
      'symbols',
      '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="SimSun" w:char="2605"/></w:r>',
      ['☑α★'],
    ],
    ['nothing hidden', run('甲', '<w:vanish/>') + run('乙', '<w:vanish w:val="0"/>'), ['乙']],
    [
      'content controls, but not their prompts',
      `<w:sdt><w:sdtPr/><w:sdtContent>${run('甲')}</w:sdtContent></w:sdt><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${run('点击输入')}</w:sdtContent></w:sdt>`,
      ['甲'],
    ],
    [
      'insertions and no deletions',
      `<w:ins>${run('甲')}</w:ins><w:del><w:r><w:delText>乙</w:delText></w:r></w:del><w:moveFrom>${run('丙')}</w:moveFrom><w:moveTo>${run('丁')}</w:moveTo>`,
      ['甲丁'],
    ],
    [
      'formulas as their characters',
      '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x+1</m:t></m:r></m:oMath>',
      ['x+1'],
    ],
  ])('has %s', async (_, content, expected) => {
    expect(await visible(`${para(content)}${para('末')}`)).toEqual([...expected, '末']);
  });

  it('has text boxes once, behind the paragraph they hang on, and counts them apart', async () => {
    const inner = para('框内', inList(1));
    const box = `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent>${inner}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${inner}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`;
    const old = `<w:r><w:pict><v:textbox><w:txbxContent>${inner}</w:txbxContent></v:textbox></w:pict></w:r>`;
    const body = [para(run('甲') + box + run('乙'), inList(1)), para(run('丙') + old, inList(1))].join('');
    expect(await visible({ body, numbering: numbering([[['decimal', '%1、']]], [[1]]) })).toEqual([
      '1、甲乙',
      '1、框内',
      '2、丙',
      '2、框内',
    ]);
  });

  it('joins a paragraph whose end is deleted or hidden to the next, whose number holds', async () => {
    const gone = (mark: string): string => `<w:rPr>${mark}</w:rPr>`;
    const body = [
      para('甲', inList(1)),
      para('乙', `${inList(1)}${gone('<w:del/>')}`),
      para('丙', inList(1)),
      para('丁', gone('<w:vanish/>')),
      para('戊'),
      para('己', gone('<w:del/>')),
    ].join('');
    expect(await visible({ body, numbering: numbering([[['decimal', '%1、']]], [[1]]) })).toEqual(['1、甲', '2、乙丙', '丁戊', '己']);
  });

  it('shows the numbers of empty paragraphs, and of none in deleted rows', async () => {
    const row = (properties: string, name: string): string =>
      `<w:tr>${properties}<w:tc>${para('', inList(1))}</w:tc><w:tc>${para(name)}</w:tc></w:tr>`;
    const body = `<w:tbl>${row('', '柳溪镇')}${row('<w:trPr><w:del/></w:trPr>', '删去')}${row('', '石桥镇')}</w:tbl>`;
    expect(await visible({ body, numbering: numbering([[['decimal', '%1', '<w:suff w:val="nothing"/>']]], [[1]]) })).toEqual([
      '1\t柳溪镇',
      '2\t石桥镇',
    ]);
  });

  it('has notes behind the text in the order of their references, and none that nothing refers to', async () => {
    const reference = (id: number): string => `<w:r><w:footnoteReference w:id="${id}"/></w:r>`;
    const body = para(run('甲') + reference(2) + run('乙') + reference(1) + reference(2));
    const footnotes = ['一注', '二注', '没有人引用'].map((text) => para(text));
    expect(await visible({ body, footnotes })).toEqual(['甲[1]乙[2][1]', '[1] 二注', '[2] 一注']);
  });

  it('reads a file with other prefixes, in UTF-16, or of the strict edition', async () => {
    const files = filesOf({ body: para('青禾镇', inList(1)), numbering: numbering([[['chineseCounting', '%1、']]], [[1]]) });
    const rewritten = (change: (xml: string) => Uint8Array | string) =>
      buildZip(files.map((file) => (file.name.startsWith('word/') ? { ...file, bytes: change(String(file.bytes)) } : file)));
    const captures = [
      rewritten((xml) => xml.replaceAll('xmlns:w=', 'xmlns:ns0=').replace(/\bw:/g, 'ns0:')),
      rewritten((xml) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(xml, 'utf16le')])),
      rewritten((xml) =>
        xml.replaceAll('http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'http://purl.oclc.org/ooxml/wordprocessingml/main'),
      ),
    ];
    for (const bytes of captures) {
      const page = await parsePage(bytes, hints);
      expect(page.speeches.map(({ text }) => text)).toEqual(['一、青禾镇']);
    }
  });
});

describe('the structure of a Word document', () => {
  const heading = (level: number): string => `<w:pPr><w:outlineLvl w:val="${level}"/></w:pPr>`;
  const long = '各镇各部门务必高度重视，把责任落实到人。'.repeat(12);

  it('knows headings by name, outline level and the styles they are based on', async () => {
    const styles = [
      style('T', 'Title'),
      style('1', 'heading 1'),
      style('x', '我的标题', '<w:basedOn w:val="1"/>'),
      style('y', 'whatever', heading(2)),
      style('z', 'body', '<w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>'),
      style('a', 'circle', '<w:basedOn w:val="a"/>'),
    ].join('');
    const body = [
      para('在青禾市会议上的讲话', inStyle('T')),
      ...[para('甲', inStyle('1')), para(long), para('乙', inStyle('x')), para('丙', inStyle('y')), para(long)],
      ...[para('丁', inStyle('z')), para('戊', '<w:outlineLvl w:val="1"/>'), para('己', inStyle('a'))],
    ].join('');
    const kinds = blocksOf(await parse({ body, styles })).filter((block) => !block.includes(long));
    expect(kinds).toEqual([
      ...['title 在青禾市会议上的讲话', 'heading1 甲', 'heading1 乙', 'heading2 丙'],
      ...['paragraph 丁', 'heading2 戊', 'paragraph 己'],
    ]);
  });

  it('knows built-in styles by their ids where the file does not define them', async () => {
    const body = [
      para('在青禾市会议上的讲话', inStyle('Title')),
      para('甲', inStyle('Heading1')),
      para(long),
      para('乙', inStyle('a1')),
    ].join('');
    expect(blocksOf(await parse({ body })).map((block) => block.slice(0, 10))).toEqual([
      ...['title 在青禾市', 'heading1 甲', `paragraph ${long}`.slice(0, 10), 'paragraph '],
    ]);
  });

  it('takes no salutation, sentence or whole text for headings, whatever the styles say', async () => {
    const styles = style('1', 'heading 1');
    const body = [
      para('会议讲话'),
      para('同志们：', inStyle('1')),
      para('会议开得好。大家辛苦。', inStyle('1')),
      para('提高认识', inStyle('1')),
      para(long),
    ].join('');
    expect(blocksOf(await parse({ body, styles })).slice(0, 4)).toEqual([
      'title 会议讲话',
      'salutation 同志们：',
      'paragraph 会议开得好。大家辛苦。',
      'heading1 提高认识',
    ]);
    const all = Array.from({ length: 8 }, (_, at) => para(`第${at}段的话说完了`, inStyle('1'))).join('');
    expect(blocksOf(await parse({ body: all, styles })).some((block) => block.startsWith('heading'))).toBe(false);
  });

  it('joins a title over two centred lines, and finds the salutation below date and speaker', async () => {
    const centred = '<w:jc w:val="center"/>';
    const body = [
      para('在青禾市经济工作会议上的', centred),
      para('讲话', centred),
      para('（2021年3月4日）', centred),
      para('王小满', centred),
      para('同志们：'),
      para(long),
    ].join('');
    const page = await parse({ body });
    expect(page.speeches[0]).toMatchObject({ title: '在青禾市经济工作会议上的讲话', date: '2021-03-04', salutation: '同志们：' });
  });

  it('reads a document typed by hand like the same plain text', async () => {
    const lines = [
      '在白石县会议上的讲话',
      '同志们：',
      '今天开会。',
      '一、提高认识',
      `（一）形势。${long}`,
      '（二）任务。要投入XX万元。',
      '二、加强领导',
      long,
      '谢谢大家！',
    ];
    const [docx, text] = await Promise.all([
      parse({ body: lines.map((line) => para(line)).join('') }),
      parsePage(new TextEncoder().encode(lines.join('\n')), hints),
    ]);
    const withoutBytes = ({ speeches }: PageResult): unknown =>
      speeches.map((speech) => ({ ...speech, blocks: speech.blocks.map(({ ranges: _, ...block }) => block) }));
    expect(withoutBytes(docx)).toEqual(withoutBytes(text));
  });

  it('takes tables of contents out, by field and by style', async () => {
    const styles = style('1', 'heading 1') + style('C', 'toc 1');
    const toc = para(field('begin') + instruction('TOC \\o') + field('separate') + run('甲 1')) + para(run('乙 2')) + para(field('end'));
    const body = [para('会议讲话'), toc, para('丙 3', inStyle('C')), para('甲', inStyle('1')), para(long)].join('');
    const page = await parse({ body, styles });
    expect(page.removals.map(({ rule, text }) => `${rule} ${text}`)).toEqual(
      ['甲 1', '乙 2', '丙 3'].map((line) => `table-of-contents ${line}`),
    );
    expect(page.speeches[0]?.text.startsWith('会议讲话\n甲\n')).toBe(true);
  });

  it('parts works that each begin with a title', async () => {
    const styles = style('T', 'Title');
    const works = ['在青禾镇的讲话', '在白石镇的讲话'];
    const page = await parse({ body: works.map((title) => para(title, inStyle('T')) + para(long)).join(''), styles });
    expect([page.compilation, page.speeches.map(({ title }) => title)]).toEqual([true, works]);
  });

  it('keeps tables as blocks, but text that a table only lays out as paragraphs', async () => {
    const body = [
      para('会议讲话'),
      table([
        ['甲', '乙'],
        ['丙', '丁'],
      ]),
      table([['子', '丑']]),
      table([[para('一、提高认识') + para(long)]]),
      table([['内容', para(long) + para('中') + para(long)]]),
    ].join('');
    expect(blocksOf(await parse({ body })).map((block) => block.slice(0, 14))).toEqual([
      ...['title 会议讲话', 'table 甲\t乙\n丙\t丁', 'table 子\t丑', 'heading1 一、提高认', `paragraph ${long}`.slice(0, 14)],
      ...['paragraph 内容', `paragraph ${long}`.slice(0, 14), 'paragraph 中', `paragraph ${long}`.slice(0, 14)],
    ]);
  });

  it('never takes the file’s own dates for the day of the speech, nor its title when the text has one', async () => {
    const core =
      '<dc:title>旧文件</dc:title><dc:creator>小满</dc:creator><dcterms:created>2019-01-02T03:04:05Z</dcterms:created><dcterms:modified>nonsense</dcterms:modified>';
    const page = await parse({ body: para('在青禾市会议上的讲话') + para(long), core });
    expect(page.metadata).toEqual({ documentTitle: '旧文件', author: '小满', created: '2019-01-02T03:04:05Z' });
    expect([page.title, page.publishedAt, page.speeches[0]?.date]).toEqual(['在青禾市会议上的讲话', null, null]);
    expect((await parse({ body: para(long), core })).title).toBe('旧文件');
  });
});
