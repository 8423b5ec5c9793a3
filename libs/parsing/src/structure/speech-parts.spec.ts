import type { ParsedSpeech } from '#domain';
import { parsePage } from '../parse-page.js';

const body = '今年以来,我们做了大量的工作。下面,我讲两点意见。一、抓好产业。要做强一产。二、抓好人才。要引进人才。';
const read = async (text: string): Promise<ParsedSpeech | undefined> =>
  (await parsePage(new TextEncoder().encode(text), { url: null, contentType: null, fileName: null })).speeches[0];

describe('the parts of a speech', () => {
  it.each([
    '谢谢大家!',
    '我的发言完了,谢谢大家。',
    '我就讲到这里,谢谢大家。',
    '以上就是我的发言,谢谢大家!',
    '预祝大会取得圆满成功!',
    '不当之处,敬请批评指正。',
    '以上汇报,请审议。',
    '今天的会议到此结束,散会!',
    '散会。',
  ])('end with the closing %s', async (closing) => {
    expect((await read(`同志们:${body}${closing}`))?.blocks.at(-1)).toMatchObject({ kind: 'closing', text: closing });
  });

  it.each([
    ['同志们:', '同志们:'],
    ['青年朋友们:', '青年朋友们:'],
    ['姐妹们:', '姐妹们:'],
    ['党员同志们:', '党员同志们:'],
    ['陈书记,各位同志:', '陈书记,各位同志:'],
    ['——2021年1月18日在青禾市第五届人民代表大会第六次会议上 市长 林海洋各位代表:', '各位代表:'],
    ['(2021年3月5日)县委书记 张建国同志们:', '同志们:'],
    ['尊敬的XX书记,各位领导,同志们:', '尊敬的XX书记,各位领导,同志们:'],
    ['(2021年3月5日)\n同志们:\n', '同志们:'],
    ['(2021年3月5日)同志们:', '同志们:'],
    ['市委书记 张建国\n2021年3月5日\n各位代表:\n', '各位代表:'],
    ['同志们,这些成绩来之不易。', null],
    ['各位领导的关心:', null],
  ])('begin with the salutation in %j', async (head, salutation) => {
    expect((await read(`在青禾市科技工作会议上的讲话\n${head}${body}`))?.salutation).toBe(salutation);
  });

  it.each([
    ['市委书记 张建国\n(2021年3月5日)\n', '张建国', '2021-03-05'],
    ['县长 李 明\n2021年3月5日\n', '李明', '2021-03-05'],
    ['主讲人：王小梅\n', '王小梅', null],
    ['科技创新\n', null, null],
  ])('name who speaks and when in %j', async (head, speaker, date) => {
    expect(await read(`在青禾市科技工作会议上的讲话\n${head}同志们:\n${body}`)).toMatchObject({ speaker, date });
  });

  it.each([
    ['到○○县和□□村', ['○○ place', '□□ place']],
    ['二〇〇一年', []],
    ['____年', ['____ date']],
    ['〇〇〇人', ['〇〇〇 number']],
    ['2021年    月  日', ['月 date', '日 date']],
    ['我们\n　　年初定了计划', []],
    ['张XX同志', ['XX person']],
    ['WIFI和2020PP', []],
  ])('hold the redactions of %s', async (text, redactions) => {
    const found = (await read(`同志们:${body}今天,${text}。`))?.redactions ?? [];
    expect(found.map(({ text: printed, kind }) => `${printed} ${kind}`)).toEqual(redactions);
  });
});
