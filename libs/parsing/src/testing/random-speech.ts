import fc from 'fast-check';

const clauses = [
  '青禾市的各项工作都有了新的进展',
  '要把群众的小事当作自己的大事来办',
  '引导一产向二、三产业延伸',
  '全年完成投资12.5亿元',
  '企业达到XX家',
  '增长%以上',
  '大家在会上谈了3、4个方面的想法',
  '建成5G基站1200座和WIFI热点',
  '认真学习领会全市工作会议的讲话精神',
  '按照《青禾市文明行为条例》的要求抓好落实',
  '（详见 https://www.example.com/p?id=1、2）',
  '各镇的同志们辛苦了',
  '第一、二、三季度的数字都在这里',
  '我们的目标是让人人有活干、户户有钱赚',
  'GDP of Qinghe grew by 7 percent',
  '共产党员要走在前面',
  '对照先进找差距',
  '确保人均公园绿地面积达XX平方米',
];

const stops = ['，', ',', '；', '。', '。', '。', '！', '：'];
const marks = [
  '',
  '',
  '',
  '',
  '一、',
  '二、',
  '三、',
  '（一）',
  '（二）',
  '1、',
  '2、',
  '3、',
  '1.',
  '2.',
  '一是',
  '二是',
  '①',
  '第一，',
  '2021年',
  '12、',
];

/** Running text of a speech as the family prints it: one line, with all the look-alikes of marks and headings in it. */
export const randomSpeech = (size: { readonly min: number; readonly max: number }): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(fc.constantFrom(...marks), fc.constantFrom(...clauses), fc.constantFrom(...stops)), {
      minLength: Math.ceil(size.min / 12),
      maxLength: Math.ceil(size.max / 12),
    })
    .map((pieces) => `今天我们在这里开会，${pieces.map((piece) => piece.join('')).join('')}谢谢大家的支持。`);
