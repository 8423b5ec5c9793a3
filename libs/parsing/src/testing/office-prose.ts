/** Seeded choices: the same seed makes the same text. */
export class Dice {
  constructor(private state: number) {}

  /** 0 to 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<Choice>(choices: readonly Choice[]): Choice {
    const chosen = choices[this.int(0, choices.length - 1)];
    if (chosen === undefined) throw new Error('There is nothing to pick from.');
    return chosen;
  }
}

const who = [
  '全市上下',
  '各级党组织',
  '我们',
  '云溪镇',
  '各部门',
  '广大干部',
  '石桥乡的群众',
  '机关单位',
  '党员同志',
  '白石县',
  '有关企业',
  '大家',
];
const how = ['要坚持', '必须', '要进一步', '将继续', '应当', '已经', '正在', '要主动', '要带头', '始终'];
const does = [
  '抓好',
  '推进',
  '落实',
  '完善',
  '做实',
  '巩固',
  '提升',
  '统筹',
  '服务',
  '带动',
  '守住',
  '加强',
  '推动',
  '改进',
  '学习',
  '宣传',
  '解决',
];
const things = [
  '基层治理的各项任务',
  '安全生产责任制',
  '民生实事',
  '科技创新平台',
  '农村人居环境',
  '干部队伍的作风',
  '群众反映的问题',
  '重点项目建设',
  '营商环境',
  '文明城市创建',
  '防汛抗旱工作',
  '学校和医院的条件',
  '茶叶和莲藕的品牌',
  '水利设施',
  '老旧小区的改造',
  '市委的决策部署',
  '全年目标任务',
  '作风建设的要求',
  '年轻干部的培养',
  '产业链上下游',
];
const why = [
  '为的是让群众得到实惠',
  '这是我们的责任',
  '一件事情接着一件事情办',
  '不能有丝毫的松懈',
  '一年接着一年干',
  '三番五次到现场',
  '一要有人管、二要有钱办',
  '成效在全省名列前茅',
  '这一点要讲清楚',
];
const units = ['亿元', '万元', '家', '公里', '个', '户', '亩', '人次', '项'];
const measured = ['全年完成投资', '新增企业', '新修道路', '发放补贴', '培训农民', '农民人均收入', '财政收入', '建成5G基站', '受理投诉'];

/** Running text that holds signs of numbering, titles, addresses and pages without being any of them. */
const lookAlikes = [
  '引导一产向二、三产业延伸',
  '一、二号楼和三、四号楼已经交付',
  '大家谈了3、4个方面的想法',
  '第一、二、三季度的数字都在这里',
  '第一,这是大家都知道的道理',
  '“十三五”期间的任务(一)项不少、(二)项不多',
  '按照《青禾市文明行为条例》第十二条第(三)项的规定办理',
  '在全市科技工作会议上的讲话精神要传达到每个支部',
  '三是三年来没有发生事故',
  '说话办事一是一、二是二',
  '同志们,这些成绩来之不易',
  '各位代表,这是全市人民共同努力的结果',
  '全市科技工作会议讲话稿印发到各单位',
  '云溪镇党课讲稿获得一等奖',
  '年度工作总结由办公室起草',
  '青禾市政府工作报告分三个部分',
  '学习心得体会每月交流一次',
  '在云溪镇现场会上的典型发言反响很好',
  '详见https://www.example.com/p?id=1、2&page=3的公告',
  'GDP增长7.5%,R&D投入占比2.31%',
  'XX村XX组的XXX同志累倒在堤上',
  '从1.2万元提高到1.5万元',
  '上午8:30分,下午2:00,两场报告会座无虚席',
  '“一网一厅”“两不愁三保障”都要落实',
  '一方面抓生产,一方面抓防疫',
  '八、九月份是防汛的关键时期',
  '一、二年级的学生放学早',
  '他讲了一、两句话就走了',
  '张三、李四、王五等3、5户带头',
  '得分在90、95以上',
  '做到第一时间发现、第一时间处置',
  '推广“一站式”服务,实行“最多跑一次”',
];

/** A sentence in the manner of office texts, its stop included. */
export function sentence(dice: Dice): string {
  const kind = dice.next();
  const end = dice.chance(0.08) ? '!' : '。';
  if (kind < 0.14) return `${dice.pick(lookAlikes)},${dice.pick(why)}${end}`;
  if (kind < 0.32)
    return `${dice.pick(measured)}${figure(dice)}${dice.pick(units)},同比增长${dice.int(1, 30)}.${dice.int(0, 9)}%,${dice.pick(why)}${end}`;
  if (kind < 0.5)
    return `${dice.pick(who)}${dice.pick(how)}${dice.pick(does)}${dice.pick(things)};${dice.pick(who)}${dice.pick(how)}${dice.pick(does)}${dice.pick(things)}${end}`;
  const clauses = Array.from({ length: dice.int(1, 4) }, () => `${dice.pick(how)}${dice.pick(does)}${dice.pick(things)}`);
  return `${dice.pick(who)}${clauses.join(',')}${dice.chance(0.4) ? `,${dice.pick(why)}` : ''}${end}`;
}

const figure = (dice: Dice): string =>
  dice.chance(0.15) ? 'XX' : dice.chance(0.3) ? `${dice.int(1, 99)}.${dice.int(1, 9)}` : String(dice.int(2, 9999));

/** Sentences of at least `length` characters in all. */
export function prose(dice: Dice, length: number): string {
  let text = '';
  while (text.length < length) text += sentence(dice);
  return text;
}

/** The words of a heading: a phrase of 4 to 40 characters without a stop. */
export function headingWords(dice: Dice): string {
  const phrase = (): string => `${dice.pick(does)}${dice.pick(things)}`;
  const kind = dice.next();
  if (kind < 0.5) return phrase();
  if (kind < 0.8) return `${phrase()},${phrase()}`;
  return `围绕${dice.pick(things)},${phrase()},${phrase()}`;
}
