import { fold } from '#text';
import { Dice } from '../testing/office-prose.js';
import { sampleOf } from '../testing/runs.js';
import { type SpeechPlan, writeSpeech } from '../testing/written-speech.js';
import { splitWorks } from './compilation.js';

const salutations = ['同志们:', '各位领导、同志们：', '各位代表:', '尊敬的各位领导、各位来宾:', null];
const closings = ['谢谢大家!', '我的发言完了,谢谢大家。', null];

/** Titles of single works, some of them in words that also announce several. */
const single = [
  '在青禾市2021年基层治理工作会议上的讲话',
  '2021年全市科技工作会议讲话稿',
  '2022年度青禾市安全生产工作总结和工作计划',
  '在全市经济工作会议暨表彰大会上的讲话',
  '云溪镇党委书记述职述廉报告',
  '领导干部在动员会上的讲话（精选）',
  '2021年上半年工作总结及下半年工作打算',
  '白石县人民代表大会常务委员会工作报告',
];

const subjects = ['科技工作会议', '基层治理现场会', '乡村振兴推进会', '招商引资动员会', '文明城市创建', '防汛抗旱', '党风廉政建设'];
const works = ['讲话稿', '发言稿', '党课稿', '讲话范文稿', '致辞', '发言材料', '主持词', '演讲稿', '工作报告'];

const planOf = (dice: Dice, rest: Partial<SpeechPlan>): SpeechPlan => ({
  stretch: dice.int(100, 500),
  lines: false,
  restarts: 0,
  salutation: dice.pick(salutations),
  title: null,
  closing: dice.pick(closings),
  ...rest,
});

const titlesOf = (text: string, title: string): string[] => {
  const { parts } = splitWorks(fold(text), fold(title));
  return parts.map(({ from, titleFrom, titleLength }) => text.slice(from + titleFrom, from + titleLength).trim());
};

describe('telling works apart', () => {
  it('leaves a single speech whole, however long it is and however often its numbering begins anew', () => {
    const count = sampleOf(200);
    let split = 0;
    for (let seed = 1; seed <= count; seed += 1) {
      const dice = new Dice(seed);
      const title = dice.pick(single);
      const plan = planOf(dice, { restarts: dice.int(1, 4), lines: dice.chance(0.3), title: dice.chance(0.6) ? title : null });
      if (splitWorks(fold(writeSpeech(dice, plan).text), fold(title)).parts.length > 1) split += 1;
    }
    expect(split / count).toBeLessThan(0.01);
  });

  it('finds the works of a compilation by their titles, in order', () => {
    const count = sampleOf(150);
    let whole = 0;
    for (let seed = 1; seed <= count; seed += 1) {
      const dice = new Dice(seed + 10_000);
      const titles = Array.from({ length: dice.int(2, 4) }, () => `2021年青禾市${dice.pick(subjects)}${dice.pick(works)}`);
      const title = dice.chance(0.5) ? `${titles[0]}（${titles.length}篇）` : `${titles.join('和')}合编`;
      const text = titles.map((own) => writeSpeech(dice, planOf(dice, { title: own })).text).join('');
      if (JSON.stringify(titlesOf(title + text, title)) === JSON.stringify(titles)) whole += 1;
    }
    expect(whole / count).toBeGreaterThan(0.9);
  });

  it.each([
    ['篇一：', '篇二：'],
    ['第一篇 ', '第二篇 '],
    ['【篇1】', '【篇2】'],
    ['范文一：', '范文二：'],
    ['例文1:', '例文2:'],
    ['（第一篇）', '（第二篇）'],
  ])('finds works behind the labels %s and %s', (first, second) => {
    const dice = new Dice(7);
    const [a, b] = [
      writeSpeech(dice, planOf(dice, { title: '青禾市科技工作会议讲话' })),
      writeSpeech(dice, planOf(dice, { title: '云溪镇防汛抗旱发言' })),
    ];
    const text = `青禾市领导讲话稿两篇${first}${a.text}${second}${b.text}`;
    expect(titlesOf(text, '青禾市领导讲话稿两篇')).toEqual(['青禾市科技工作会议讲话', '云溪镇防汛抗旱发言']);
  });

  const long = '我们走村入户，听取意见，做了许多实事，也看到了不足，今后还要继续努力，把群众的事情办好。'.repeat(4);

  it.each([
    ['驻村工作心得体会', `第一篇：驻村工作心得体会${long}第二篇：驻村帮扶心得体会${long}`, ['驻村工作心得体会', '驻村帮扶心得体会']],
    ['春节致辞', `春节团拜会致辞篇1同志们:${long}春节团拜会致辞篇2朋友们:${long}`, ['']],
    ['春节团拜会致辞', `春节团拜会致辞篇1同志们:${long}春节团拜会致辞篇2朋友们:${long}`, ['春节团拜会致辞篇1', '春节团拜会致辞篇2']],
    ['镇志编修工作规划', `第一篇：总论编修的由来${long}第二篇：分论各卷的安排${long}`, ['']],
    ['春节团拜会致辞', `春节团拜会致辞1月5日印发。${long}春节团拜会致辞2月6日再次印发。${long}`, ['春节团拜会致辞']],
    [
      '支部党课讲稿精选2篇',
      `支部党课讲稿精选2篇支部党课讲稿精选2篇篇1坚定信念同志们:${long}支部党课讲稿精选2篇篇2牢记宗旨同志们:${long}`,
      ['支部党课讲稿精选2篇篇1坚定信念', '支部党课讲稿精选2篇篇2牢记宗旨'],
    ],
    [
      '领导讲话选编',
      `领导讲话选编在全县招商大会上的讲话(2020年3月8日)同志们:${long}在全县防汛会上的讲话(2020年6月1日)同志们:${long}`,
      ['在全县招商大会上的讲话', '在全县防汛会上的讲话'],
    ],
    ['组织工作会议讲话和春节致辞', `组织工作会议讲话同志们:${long}春节致辞乡亲们:${long}`, ['组织工作会议讲话', '春节致辞']],
    [
      '2019年党课讲稿2篇',
      `2019年党课讲稿2篇党课讲稿一:坚守初心同志们:${long}党课讲稿二:牢记宗旨同志们:${long}`,
      ['党课讲稿一:坚守初心', '党课讲稿二:牢记宗旨'],
    ],
    [
      '2021年工作总结和2022年工作计划',
      `2021年工作总结和2022年工作计划${long}一、2021年工作总结${long}二、2022年工作计划(一)抓学习。${long}(二)抓落实。${long}`,
      ['2021年工作总结和2022年工作计划'],
    ],
    ['', `2022年度个人对照检查材料根据县委部署，我作了对照。${long}一、问题。${long}`, ['2022年度个人对照检查材料']],
    ['', `2021年工作总结报告今年以来，我们做了很多。${long}`, ['2021年工作总结报告']],
    ['', `通过学习领导的讲话我深受教育。${long}`, ['']],
    ['', `会议传达的讲话和材料，大家都要学习。${long}`, ['']],
    ['学习体会两篇', `学习体会两篇第1篇按照安排,代表们围绕报告进行了讨论。${long}第2篇通过学习,我有了收获。${long}`, ['', '']],
  ])('tells the works of a file titled %s, with an announcement or without, or leaves them', (title, text, expected) => {
    expect(titlesOf(text, title)).toEqual(expected);
  });
});
