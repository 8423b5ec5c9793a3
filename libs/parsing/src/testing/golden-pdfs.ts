import { setText } from './pdf-layout.js';
import { A4, makePdf, type PdfText } from './pdf-writer.js';

const opening = [
  '同志们：',
  '今天，我们在这里召开青禾市第三次工作会议，主要任务是总结二〇二一年的工作，安排下一年的工作。受市委的委托，我向大会报告工作，请各位代表审议。',
];
const body = [
  '一、过去一年的工作',
  '过去的一年，是青禾河整治全面完成的一年。全市上下把群众的小事当作自己的大事来办，沿河十八个村的污水全部接入管网，河水从看不见底变成了能够下河游泳。全年完成投资12.5亿元，建成滨河步道36公里，新栽的柳树成活率达到97%以上。',
  '产业发展有了新的进展。北山的茶叶第一次卖到了省外，白石县的石材厂完成了除尘改造，工业园区新开工的项目有二十四个，其中当年投产的有九个。',
  '二、下一年的工作安排',
  '（一）把路修到家门口。全市还有四十二公里的断头路，要在汛期以前全部打通，修一条成一条，修好以后有人管、有人养。',
  '（二）把水引到田里头。春灌以前完成南渠的清淤和衬砌，让下游的三万亩水田不再等水。各镇要把责任落实到人，哪一段出了问题就找哪一段的负责人。',
  '三、把自己管好',
  '打铁还要自身硬。各级干部要走出办公室，到田间地头去，到车间班组去，听真话、办实事。说到的就要做到，做不到的要向群众讲清楚。',
];
const closing = ['谢谢大家！'];

const gazette = (page: number): PdfText[] => [
  { x: 80, y: A4.height - 45, text: '青禾市人民政府公报', size: 9 },
  { x: 440, y: A4.height - 45, text: '2021年第3期', size: 9 },
  { x: A4.width / 2 - 15, y: 40, text: `— ${page} —`, size: 9 },
];

const latin = (lines: readonly string[], y: number): PdfText[] =>
  lines.map((text, index) => ({ x: 72, y: y - index * 17, text, font: 'latin' as const }));

const column = (x: number, text: string, y = A4.height - 80): PdfText => ({ x, y, text, size: 14, font: 'song-vertical' });

const row = (y: number, cells: readonly string[]): PdfText[] => cells.map((text, index) => ({ x: 90 + index * 140, y, text, size: 14 }));

/** Entries of a table of contents as a word processor sets them: dots up to the page number. */
const contents = (entries: readonly (readonly [title: string, page: number])[]): PdfText[] => [
  { x: A4.width / 2 - 32, y: 760, text: '目　录', size: 20 },
  ...entries.map(([title, page], at) => ({ x: 80, y: 700 - at * 28, text: `${title}${'…'.repeat(26 - title.length)}${page}`, size: 14 })),
];

/** Lines of one element of the structure, in the size of all others. */
const element = (role: string, number: number, lines: readonly string[], y: number): PdfText[] =>
  lines.map((text, at) => ({ x: 80, y: y - at * 22, text, size: 14, element: [role, number] as const }));

/** The PDFs of the golden folders, by the name of the folder. */
export const goldenPdfs: Readonly<Record<string, () => Uint8Array>> = {
  'pdf-speech': () =>
    makePdf(
      setText('在青禾市第三次工作会议上的报告', [...opening, ...body, ...body.slice(1, 3), ...closing], { size: 16, furniture: gazette }),
      {
        Title: '工作报告',
        Author: '王建国',
        Producer: 'Qinghe Press',
        CreationDate: "D:20210315093000+08'00'",
      },
    ),
  'pdf-gbk': () =>
    makePdf(
      setText('在白石县防汛会议上的讲话', [...opening.slice(0, 1), ...body.slice(0, 2), ...body.slice(4, 5), ...closing], {
        font: 'song-gbk',
      }),
    ),
  'pdf-columns': () =>
    makePdf(
      setText('在青禾市工作会议上的讲话', [...opening, ...body, ...body.slice(1, 3), ...body.slice(4, 6), ...closing], {
        size: 14,
        columns: 2,
        furniture: gazette,
      }),
    ),
  'pdf-vertical': () =>
    makePdf([
      {
        texts: [
          { ...column(510, '在青禾书院开学典礼上的讲话'), size: 20 },
          column(460, '各位同学，青禾书院今天开学了。书院办在河边的老粮仓里，墙是新刷的，桌椅是乡亲们', A4.height - 108),
          column(436, '凑的。来读书的有十八个村的孩子，也有放下锄头的父亲。'),
          column(412, '读书不为做官，只为明白道理。道理明白了，种田也好，做工也好，日子都会过得有滋味。', A4.height - 108),
          column(388, '谢谢大家。', A4.height - 108),
        ],
      },
    ]),
  'pdf-nameless-font': () =>
    makePdf(
      setText('在北山镇茶农大会上的讲话', [...opening.slice(0, 1), ...body.slice(1, 3), ...closing]).map(({ texts }) => ({
        texts: texts.map((text, index) => (index === 3 || index === 4 ? { ...text, font: 'nameless' as const } : text)),
      })),
    ),
  'pdf-scan': () =>
    makePdf(
      [
        { texts: [], image: true },
        { texts: [], image: true },
      ],
      { Producer: 'Qinghe Scan' },
    ),
  'pdf-latin': () =>
    makePdf([
      {
        texts: [
          { x: 72, y: 760, text: 'Remarks at the Opening of the Qinghe Bridge', size: 20, font: 'latin' },
          ...latin(
            [
              'Ladies and gentlemen, this bridge was built by the people of two towns that',
              'had not spoken to each other for eighty years. Nobody knows how the quar-',
              'rel began. Some say it was a well, others say it was a wedding; the river re-',
              'members neither.',
            ],
            720,
          ),
          ...latin(
            ['From today the children of Baishi will walk to the school of Qinghe in ten min-', 'utes. That is all I wanted to say.'],
            630,
          ),
        ],
      },
    ]),
  'pdf-shapes': () =>
    makePdf([
      {
        rotate: 90,
        texts: [
          { x: 60, y: 80, text: '⻘⽲市⼆〇⼆⼀年⼯作要点', size: 22, turn: 90 },
          {
            x: 120,
            y: 108,
            text: '全市要认真学习领会⼤会的精神，把⼈⺠群众的安危冷暖放在⼼上（详⻅附件），⻓江上游的青禾河要管',
            size: 14,
            turn: 90,
          },
          { x: 145, y: 80, text: '好，⻔前的⼩路也要修好，哪⼀件都不能放下。', size: 14, turn: 90 },
          {
            x: 170,
            y: 108,
            text: '这⼏件事办得怎么样，由群众说了算，年底请各村的代表来评⼀评，评得不好的要说明原因，明年再来，',
            size: 14,
            turn: 90,
          },
          { x: 195, y: 80, text: '⼀直办到群众满意为⽌。', size: 14, turn: 90 },
        ],
      },
    ]),
  'pdf-contents-notes': () => {
    const notes = (page: number): PdfText[] => [
      ...gazette(page),
      ...(page === 1
        ? [
            { x: 80, y: 96, text: '① 指青禾河干流和白石渠两岸各一公里以内的村庄。', size: 9 },
            { x: 80, y: 82, text: '② 见《青禾市水利志》第三卷，数字由市水利局核定，截至二〇二〇年', size: 9 },
            { x: 80, y: 68, text: '年底。', size: 9 },
          ]
        : []),
    ];
    const marked = [...opening, ...body, ...body.slice(1, 3), ...closing].map((text) =>
      text.replace('沿河十八个村', '沿河十八个村①').replace('滨河步道36公里', '滨河步道36公里②'),
    );
    const [first, ...rest] = setText('在青禾市第三次工作会议上的报告', marked, { size: 16, margin: 120, furniture: notes });
    const entries = contents([
      ['一、过去一年的工作', 1],
      ['二、下一年的工作安排', 1],
      ['三、把自己管好', 2],
    ]);
    return makePdf([{ texts: entries }, ...(first ? [first] : []), ...rest]);
  },
  'pdf-tagged': () =>
    makePdf([
      {
        texts: [
          ...element('Title', 1, ['在白石县教育工作会议上的讲话'], 760),
          ...element('P', 2, ['同志们：'], 726),
          ...element('P', 3, ['今天的会议只讲两件事，一件是校舍，一件是老师，都是乡亲们最', '关心的事，讲完以后大家分组讨论。'], 704),
          ...element('H1', 4, ['校舍要牢'], 650),
          ...element('P', 5, ['全县还有六所小学的教室是危房，开学以前必须全部腾空，孩子们', '先到镇上的礼堂上课，车费由县里出。'], 628),
          ...element('P', 6, ['腾空的教室拆到地基重建，哪一所由哪个镇负责，今天散会以前就', '要定下来，写在纸上，贴在校门口。'], 584),
          ...element('H1', 7, ['老师要留得住'], 530),
          ...element('H2', 8, ['住的地方'], 500),
          ...element('P', 9, ['每所山区小学修四间宿舍，通水通电，冬天要有炉子，不能让年轻', '老师再住在仓库里。'], 478),
          ...element('H2', 10, ['走的路子'], 424),
          ...element('P', 11, ['教满五年的老师可以优先调到镇上，教满十年的优先调到县城，名', '额每年公布，谁都可以来查。'], 402),
          { x: 290, y: 40, text: '1', size: 10, artifact: true },
        ],
      },
    ]),
  'pdf-bookmarks': () =>
    makePdf(
      setText('在白石县教育工作会议上的讲话', [
        '同志们：',
        body[1] ?? '',
        '校舍要牢',
        body[2] ?? '',
        '老师要留得住',
        body[7] ?? '',
        ...closing,
      ]),
      {},
      { bookmarks: ['在白石县教育工作会议上的讲话', '校舍要牢', '老师要留得住'] },
    ),
  'pdf-compilation': () =>
    makePdf([
      ...setText('在青禾市防汛工作会议上的讲话', [...opening, ...body.slice(0, 3), ...closing], { size: 14 }),
      ...setText('在白石县教育工作会议上的讲话', ['各位老师：', ...body.slice(4, 8), ...closing], { size: 14 }),
      ...setText('在北山镇茶农大会上的发言', ['乡亲们：', ...body.slice(2, 3), ...body.slice(7), ...closing], { size: 14 }),
    ]),
  'pdf-scan-with-text': () =>
    makePdf(
      setText('在青禾书院落成典礼上的致辞', [...opening.slice(0, 1), ...body.slice(1, 3), ...body.slice(4, 6), ...closing], {
        size: 16,
      }).map(({ texts }, index) => ({
        image: true,
        texts: [...texts, { x: 290, y: 40, text: ['iv', 'v'][index] ?? 'vi', size: 10 }].map((text) => ({ ...text, invisible: true })),
      })),
      { Producer: 'Qinghe Scan' },
      { labels: '0 << /S /r /St 4 >>' },
    ),
  'pdf-table': () =>
    makePdf([
      {
        texts: [
          { x: 170, y: 760, text: '青禾市产业发展报告', size: 24 },
          { x: 118, y: 710, text: '各镇的产业发展都有了新的进展，全年的产量由统计部门核定，', size: 14 },
          { x: 90, y: 686, text: '列在下面，供大家讨论的时候参考。', size: 14 },
          ...row(650, ['镇名', '茶叶（吨）', '石材（方）']),
          ...row(626, ['北山镇', '128', '0']),
          ...row(602, ['白石镇', '16', '24500']),
          ...row(578, ['河口镇', '73', '1800']),
          { x: 118, y: 540, text: '北山镇的茶叶比上一年增长了一成，白石镇的石材有所下降，', size: 14 },
          { x: 90, y: 516, text: '原因是除尘改造停产了两个月。', size: 14 },
          { x: 290, y: 40, text: '1', size: 10 },
        ],
      },
    ]),
};

/** Why each of them is there. */
export const goldenReasons: Readonly<Record<string, string>> = {
  'pdf-speech':
    'A speech over several pages, in a font that is not embedded, with a running header, page numbers and paragraphs that go over the pages.',
  'pdf-gbk': 'A font that is not embedded and written in GBK: without the character maps of the library its text would be empty.',
  'pdf-columns': 'Two columns under a title that spans them; the columns are read one after the other.',
  'pdf-vertical': 'Lines from top to bottom that follow each other from right to left.',
  'pdf-nameless-font': 'Two lines in a font without a table of its characters: a gap stands where they were, the rest is read.',
  'pdf-scan': 'Pictures of pages without any text: nothing is invented, and the reason says so.',
  'pdf-latin': 'English with words broken at the ends of lines, and paragraphs set apart by space.',
  'pdf-shapes': 'A page to be held sideways, in a font that gives radicals for characters; full-width signs stay as typed.',
  'pdf-contents-notes':
    'A table of contents with dots to the page numbers is no part of the speech; the notes at the foot of a page go behind it, and the paragraph above them goes on.',
  'pdf-tagged':
    'Headings in the size of the text, which only the marks of the program tell; so are the ends of paragraphs without an indent.',
  'pdf-bookmarks': 'Headings set like paragraphs, which only the bookmarks of the file name.',
  'pdf-compilation': 'Three speeches one behind the other, each below a title in the setting of the first.',
  'pdf-scan-with-text':
    'Pictures of pages with invisible text behind them, whose pages are called iv and v by the file: that text is the text.',
  'pdf-table': 'A table between two paragraphs: its rows are one block.',
};
