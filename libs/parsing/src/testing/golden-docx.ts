import { buildZip } from './build-zip.js';
import { type DocxParts, filesOf, inList, inStyle, numbering, para, run, style, table } from './build-docx.js';
import { layouts, sliced } from './wrap.js';

const outline = numbering(
  [
    [
      ['chineseCounting', '%1、'],
      ['chineseCounting', '（%2）', '<w:suff w:val="nothing"/>'],
      ['decimal', '%3.'],
    ],
  ],
  [[1]],
);

const sentences = (topic: string): string =>
  `${topic}是今年的头等大事，关系到全市十二个乡镇、三十多万群众的切身利益，各镇各部门务必高度重视，把责任落实到每一个岗位、每一个人头上。要边干边总结，遇到问题及时上报，不等不靠，力争在六月底以前见到成效。`;

const speech = '今天召开全市春季农业生产工作会议，主要任务是总结去年的工作，安排今年的任务。下面，我讲三点意见。';

const typed = [
  '在白石县安全生产工作会议上的讲话',
  '（2022年3月15日）',
  '同志们：',
  '这次会议是县委、县政府研究决定召开的，刚才三个乡镇作了发言，讲得都很好，我完全赞成。',
  '一、认清形势，增强做好工作的紧迫感',
  `（一）事故总量仍然偏多。${sentences('隐患排查')}`,
  `（二）基础工作仍然薄弱。${sentences('人员培训')}`,
  '二、突出重点，抓好XX行业的整治',
  '1.矿山。全县××座矿山都要在四月底前完成检查。',
  '2.道路。某镇的弯道事故给了我们深刻的教训，投入要增长%以上。',
  '三、加强领导，确保各项措施落到实处',
  `一是责任要到人。${sentences('值班制度')}`,
  `二是督查要到位。${sentences('督查通报')}`,
  '谢谢大家！',
];

const box = (inner: string): string =>
  `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>${inner}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>${inner}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;

const reference = (kind: string, id: number): string => `<w:r><w:${kind}Reference w:id="${id}"/></w:r>`;
const change = (kind: string, inner: string): string =>
  `<w:${kind} w:id="9" w:author="小满" w:date="2023-05-01T00:00:00Z">${inner}</w:${kind}>`;
const deleted = (text: string): string => change('del', `<w:r><w:delText xml:space="preserve">${text}</w:delText></w:r>`);

/** The Word documents among the golden pages, by folder. */
const goldenDocx: Readonly<Record<string, DocxParts>> = {
  'docx-numbered-outline': {
    styles:
      style('a3', 'Title') + style('1', 'heading 1', '<w:pPr><w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
    numbering: outline.replace('<w:lvlText w:val="%1、"/>', '<w:pStyle w:val="1"/><w:lvlText w:val="%1、"/>'),
    core: '<dc:title>无标题</dc:title><dc:creator>小满</dc:creator><dcterms:created>2021-02-20T08:30:00Z</dcterms:created><dcterms:modified>2021-03-01T02:03:04Z</dcterms:modified>',
    body: [
      para('在青禾市春季农业生产工作会议上的讲话', inStyle('a3')),
      para('（2021年3月1日）', '<w:jc w:val="center"/>'),
      para('同志们：'),
      para(speech),
      para('提高认识，增强责任', inStyle('1')),
      para(`春耕备耕。${sentences('春耕备耕')}`, inList(1, 1)),
      para(`水利维修。${sentences('水利维修')}`, inList(1, 1)),
      para('青禾河的堤坝要在四月底前加固。', inList(1, 2)),
      para('白石渠的闸门要在五月底前更换。', inList(1, 2)),
      para('突出重点，抓好落实', inStyle('1')),
      para(`良种推广。${sentences('良种推广')}`, inList(1, 1)),
      para('加强领导，严格督查', inStyle('1')),
      para(sentences('督查')),
      para('谢谢大家！'),
    ].join(''),
  },
  'docx-list-restarts': {
    numbering: numbering(
      [
        [
          ['decimal', '第%1条', '<w:suff w:val="space"/>'],
          ['decimal', '%1.%2', '<w:suff w:val="space"/>'],
        ],
        [['bullet', '', '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>']],
      ],
      [[1], [2], [1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'], [1]],
    ),
    body: [
      para('柳溪镇环境卫生公约'),
      para('清扫门前的街道。', inList(1)),
      para('每天早晨八点以前完成。', inList(1, 1)),
      para('雨雪天气及时清除积水。', inList(1, 1)),
      para('爱护花草树木。', inList(1)),
      para('本公约的奖励办法如下。'),
      para('优秀家庭授予红旗。', inList(2)),
      para('优秀楼组在公示栏通报。', inList(2)),
      para('不乱贴乱画。', inList(4)),
      para('附则'),
      para('本附则从头编号。', inList(3)),
      para('本附则自公布之日起施行。', inList(3)),
    ].join(''),
  },
  'docx-typed-numbers': {
    body: typed.map((line, at) => para(line, at < 2 ? '<w:jc w:val="center"/>' : '')).join(''),
  },
  'docx-table-note-box': {
    styles: style('T', 'Title'),
    footnotes: [para(`<w:r><w:footnoteRef/></w:r>${run(' 指全市十二个乡镇的合计 & 平均。')}`)],
    endnotes: [para(`<w:r><w:endnoteRef/></w:r>${run('见《青禾市统计年鉴》。')}`)],
    body: [
      para('青禾市三季度工作会议上的讲话', inStyle('T')),
      para('同志们：'),
      para(`${run('三季度各项任务全部完成')}${reference('footnote', 1)}${run('，具体数字见下表')}${reference('endnote', 1)}${run('。')}`),
      table([
        ['乡镇', '户数', '备注'],
        ['柳溪镇', '1,200', `${para('含新村')}${para('两个')}`],
        ['石桥镇', '860', ''],
      ]),
      para(`${run('以上数字由统计局核定')}${box(para('统计局核定章'))}${run('，今后按季公布。')}`),
      para('谢谢大家！'),
    ].join(''),
  },
  'docx-tracked-changes': {
    numbering: outline,
    body: [
      para('在石桥镇换届工作会议上的讲话'),
      para(`${run('会议的')}${deleted('初步')}${change('ins', run('主要'))}${run('任务是安排换届工作。')}`),
      para('加强领导', inList(1)),
      para(deleted('被删去的一条'), `${inList(1)}<w:rPr>${change('del', '')}</w:rPr>`),
      para('严肃纪律', inList(1)),
      para('前后两段', `<w:rPr>${change('del', '')}</w:rPr>`),
      para('合成一段。'),
      para(`${run('公开的话。')}${run('隐藏的话。', '<w:vanish/>')}`),
      para('原来不编号', '<w:pPrChange w:id="8" w:author="小满"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'),
      para('散会。', `${inList(1)}<w:rPr>${change('ins', '')}</w:rPr>`),
    ].join(''),
  },
  'docx-saved-page': {
    body: savedPage(),
  },
};

/** A page of the document-sharing family, copied into a word processor: its furniture and slice marks come along. */
function savedPage(): string {
  const text = `同志们：${speech}一、提高认识。${sentences('春耕备耕')}${sentences('水利维修')}二、抓好落实。${sentences('良种推广')}${sentences('农机检修')}三、加强领导。${sentences('督查')}谢谢大家！`;
  const file = { title: '在青禾市春季农业生产工作会议上的讲话', fileType: 'docx', pages: 3, body: sliced(text, 300) };
  const page = layouts['mobile with furniture']?.(file) ?? '';
  return page
    .split('\n')
    .map((line) => para(line))
    .join('');
}

/** The bytes of a golden document; stored and not packed, so that no version of a library changes them. */
export const goldenDocxFiles: ReadonlyMap<string, Uint8Array> = new Map(
  Object.entries(goldenDocx).map(([name, parts]) => [name, buildZip(filesOf(parts).map((file) => ({ ...file, stored: true })))]),
);
