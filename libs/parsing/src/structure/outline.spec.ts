import { lineBlocks } from './line-blocks.js';
import { structureText } from './structure-text.js';
import { Dice } from '../testing/office-prose.js';
import { sampleOf } from '../testing/runs.js';
import { writeSpeech } from '../testing/written-speech.js';

const outlineOf = (text: string) => structureText(text, lineBlocks(text, 0), []).outline;
const markersOf = (text: string): string[] => outlineOf(text).map(({ level, marker }) => `${level} ${marker}`);

/** Headings found, missed, invented and hung wrongly in speeches whose headings are known. */
function measure(count: number, firstSeed: number) {
  const counts = { found: 0, missed: 0, invented: 0, misplaced: 0 };
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const dice = new Dice(seed);
    const { text, headings } = writeSpeech(dice, {
      stretch: dice.int(80, 600),
      lines: dice.chance(0.4),
      restarts: dice.chance(0.3) ? dice.int(1, 2) : 0,
      salutation: dice.pick(['同志们:', '各位领导、同志们：', null]),
      title: null,
      closing: dice.pick(['谢谢大家!', null]),
    });
    const found = new Map(outlineOf(text).map((heading) => [heading.start, heading]));
    for (const { start, level } of headings) {
      const heading = found.get(start);
      found.delete(start);
      if (!heading) counts.missed += 1;
      else counts.found += 1;
      if (heading && heading.level !== level) counts.misplaced += 1;
    }
    counts.invented += found.size;
  }
  return counts;
}

describe('the outline', () => {
  it('has the headings that the author set, of all kinds, glued or on lines, and hardly any other', () => {
    const { found, missed, invented, misplaced } = measure(sampleOf(200), 1);
    expect(found).toBeGreaterThan(1_000);
    expect(missed / found).toBeLessThan(0.005);
    expect(invented / found).toBeLessThan(0.005);
    expect(misplaced / found).toBeLessThan(0.01);
  });

  it.each([
    ['一、抓好产业。要做强一产，引导一产向二、三产业延伸。二、抓好人才。', ['1 一、', '1 二、']],
    ['一、抓好安居。一、二号楼已经交付。二、三号楼正在建设。二、抓好就业。', ['1 一、', '1 二、']],
    ['一、实事求是。说话办事一是一、二是二。二、清正廉洁。', ['1 一、', '1 二、']],
    ['工作有三点：一是管得住。二是管得好。三是三年来没有发生事故，靠的是制度。三是管得久。', ['1 一是', '1 二是', '1 三是']],
    ['一、加强领导他讲了一、两句话就走了。二、加强监督。', ['1 一、', '1 二、']],
    ['第一，要学习。第一、二、三季度的数字都在这里。第二，要落实。', ['1 第一，', '1 第二，']],
    ['任务(一)项不少、(二)项不多。按第十二条第(三)项办理。', []],
    ['一、目标(一)增长。要增长。(二)提质。要提质。二、措施', ['1 一、', '2 (一)', '2 (二)', '1 二、']],
    ['一、目标。1.增长2.提质3.增效二、措施。', ['1 一、', '2 1.', '2 2.', '2 3.', '1 二、']],
    ['第一章 总则。第一节 目的。第二节 范围。第二章 分则。', ['1 第一章', '2 第一节', '2 第二节', '1 第二章']],
    [
      '（一）先看成绩。成绩很大。（二）再看差距。1）人少；2）钱少。（三）最后看任务。',
      ['1 （一）', '1 （二）', '2 1）', '2 2）', '1 （三）'],
    ],
    [
      '一、思想。第一，学。一是学原文。二是学讲话。第二，用。一是用于工作。二是用于生活。二、行动。',
      ['1 一、', '2 第一，', '3 一是', '3 二是', '2 第二，', '3 一是', '3 二是', '1 二、'],
    ],
    ['二、三月份要抓春耕。八、九月份是防汛的关键时期。', []],
    ['张三、李四、王五等户带头，三、四点钟就下地。', []],
    ['一、成效。一、二、三组通了自来水。一、二、三，大家一起唱。二、打算。', ['1 一、', '1 二、']],
    ['一、学先进。他写道：“一、要诚实。二、要有用。三、要知足。”大家都记住了。二、抓落实。', ['1 一、', '1 二、']],
    ['一、学“先进。要学到手。二、抓“落实”。要抓到底。', ['1 一、', '1 二、']],
    [
      '第一个问题，关于形势。一、成绩。要看到。二、差距。要看清。第二个问题，关于任务。一、抓项目。二、抓园区。第三个问题的答案在基层。',
      ['1 第一个问题，', '2 一、', '2 二、', '1 第二个问题，', '2 一、', '2 二、'],
    ],
    [
      '我们还有不足：一是人少，二是钱少，三是办法少。一、下一步。要努力。二、再下一步。',
      ['1 一是', '1 二是', '1 三是', '1 一、', '1 二、'],
    ],
    ['会议有两项议程：一是发奖；二是讲话。下面讲两点。第一，要学。第二，要做。', ['1 一是', '1 二是', '1 第一，', '1 第二，']],
    ['We share two ideas. 1. Openness. Stay open. 2. Trust. Trust others.', ['1 1.', '1 2.']],
    ['我讲两点：一、为什么学；二、怎么学。一、为什么学。很重要。二、怎么学。要用心。', ['1 一、', '1 二、']],
    ['我讲两点：一、为什么学；二、怎么学。一、要抓住现在。很重要。二、要用心。', ['1 一、', '1 二、', '1 一、', '1 二、']],
    ['(1)概况。(2)困难。⑴钱少。⑵地少。(3)打算。1)早动手。2)快动手。', ['1 (1)', '1 (2)', '2 ⑴', '2 ⑵', '1 (3)', '2 1)', '2 2)']],
    ['The share was 1. 5 of all. 2. Trust. Trust others.', []],
  ])('of %s', (text, expected) => {
    expect(markersOf(text)).toEqual(expected);
  });
});
