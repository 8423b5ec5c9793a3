import { buildDoc, centred, change, type DocParts, deleted, field, inList, note, para, run, shape, table } from './build-doc.js';

const sentences = (topic: string): string =>
  `${topic}是今年的头等大事，关系到全市十二个乡镇、三十多万群众的切身利益，各镇各部门务必高度重视，把责任落实到每一个岗位、每一个人头上。要边干边总结，遇到问题及时上报，不等不靠，力争在六月底以前见到成效。`;

const contents = (lines: readonly (readonly [title: string, page: number])[]): ReturnType<typeof para>[] =>
  lines.map(([title, page], at) => {
    const line = [run(`${title}\t`), ...field(` PAGEREF _Toc${at} \\h `, [run(String(page))])];
    if (at === 0)
      return para([run('\x13', change(0x0855, 1)), run(' TOC \\o "1-1" '), run('\x14', change(0x0855, 1)), ...line], { style: 4 });
    return para(at === lines.length - 1 ? [...line, run('\x15', change(0x0855, 1))] : line, { style: 4 });
  });

/** The old Word documents among the golden pages, by folder. */
const goldenDoc: Readonly<Record<string, DocParts>> = {
  'doc-numbered-outline': {
    styles: [
      { builtIn: 62, name: '标题', changes: centred },
      { builtIn: 1, name: 'heading 1', changes: inList(1) },
      { builtIn: 2, name: 'heading 2', changes: inList(1, 1) },
      { builtIn: 19, name: 'toc 1' },
    ],
    lists: [
      [
        [39, '%1、', 'nothing'],
        [39, '（%2）', 'nothing'],
        [0, '%3.'],
      ],
    ],
    uses: [[0]],
    summary: { 2: '无标题', 4: '小满', 12: new Date('2003-02-20T08:30:00Z'), 13: new Date('2003-03-01T02:03:04Z') },
    footnotes: [[para([run('\x02', change(0x0855, 1)), run(' 指全市十二个乡镇的合计。')])]],
    text: [
      para('在青禾市春季农业生产工作会议上的讲话', { style: 1 }),
      para('（2003年3月1日）', { changes: centred }),
      ...contents([
        ['一、提高认识', 1],
        ['二、抓好落实', 2],
        ['三、加强领导', 3],
      ]),
      para('同志们：'),
      para([run('今天召开全市春季农业生产工作会议，总结去年的工作'), note('footnote'), run('，安排今年的任务。')]),
      para('提高认识', { style: 2 }),
      para('春耕备耕', { style: 3 }),
      para(sentences('春耕备耕')),
      para('水利维修', { style: 3 }),
      para('青禾河的堤坝要在四月底前加固。', { changes: inList(1, 2) }),
      para('白石渠的闸门要在五月底前更换。', { changes: inList(1, 2) }),
      para('抓好落实', { style: 2 }),
      para(sentences('良种推广')),
      ...table([
        ['乡镇', '户数'],
        ['柳溪镇', '1,200'],
        ['石桥镇', '860'],
      ]),
      para([run('详见'), ...field(' HYPERLINK "http://qinghe.example/" ', [run('青禾农业网')]), run('。')]),
      para('加强领导', { style: 2 }),
      para(sentences('督查')),
      para('谢谢大家！'),
    ],
  },
  'doc-quick-save': {
    savedLater: [3, 6],
    boxes: { 1025: [para('防汛办公室核定')] },
    text: [
      para('在白石县防汛工作会议上的讲话', { changes: centred }),
      para('2004-05-18', { changes: centred }),
      para('同志们：'),
      para('Good morning.'),
      para(`一、认清形势。${sentences('防汛抢险')}`),
      para([run('二、落实责任。'), run('各镇自行安排。', deleted), run(sentences('值班值守'))]),
      para([run('三、备足物资。'), shape(1025), run(sentences('物资储备'))]),
      para('谢谢大家！'),
    ],
  },
};

/** The bytes of a golden document. */
export const goldenDocFiles: ReadonlyMap<string, Uint8Array> = new Map(
  Object.entries(goldenDoc).map(([name, parts]) => [name, buildDoc(parts)]),
);
