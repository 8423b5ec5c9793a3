import { type Dice, headingWords, prose } from './office-prose.js';
import { spoken, tongues } from './talk-words.js';

/** Makes the body of a page that is one work, though its paragraphs begin as turns do. */
type Maker = (dice: Dice) => string;

const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join('\n');
const english = (dice: Dice, length: number): string => spoken(dice, tongues.en, length);

const interview: Maker = (dice) => {
  const [asks, answers] = dice.pick([
    ['Magazine', 'Ada Lund'],
    ['Interviewer', 'Orla Vane'],
    ['Harbour Post', 'Miller'],
    ['Jasper Oakes', 'Dietmar Voss'],
  ] as const);
  return times(
    dice.int(5, 20),
    () => `<p><b>${asks}:</b> Who pays for the lamps, and since when?</p><p><b>${answers}:</b> ${english(dice, dice.int(60, 900))}</p>`,
  );
};

const chineseInterview: Maker = (dice) =>
  times(
    dice.int(5, 15),
    () =>
      `<p><strong>${dice.pick(['记者：', '问：'])}</strong>这项工作进展如何？</p><p><strong>${dice.pick(['张明：', '张明：', '答：'])}</strong>${prose(dice, dice.int(60, 400))}</p>`,
  );

const quoting: Maker = (dice) =>
  times(
    dice.int(6, 14),
    () =>
      `<p>${dice.pick(['Reed said: ', 'Ms. Vane added: ', 'The mayor told reporters: ', 'In a statement the company wrote: ', 'Mr. Reed. That is how they call him. ', ''])}“${english(dice, dice.int(60, 300))}”</p>`,
  );

const play: Maker = (dice) =>
  times(
    dice.int(30, 80),
    () =>
      `<p><b>${dice.pick(['KEEPER', 'GIRL', 'FISHERMAN', 'FIRST LORD'])}.</b> ${dice.pick(['Who is there?', 'Only the rain, and I.', 'Then let the rain stay out, and come in.', 'I have not slept for nine nights.'])}</p>`,
  );

const chat: Maker = (dice) =>
  `<p>${prose(dice, 300)}</p>${times(dice.int(8, 30), () => `<p>${dice.pick(['小明', '阿强', '李雷'])}：${dice.pick(['在吗？', '今晚去江边看灯。', '我到了，你们在哪里？', '好的好的。'])}</p>`)}<p>${prose(dice, 300)}</p>`;

const labels = (dice: Dice, words: readonly string[], parts: number, bold: boolean, text: (dice: Dice) => string): string =>
  times(
    parts,
    () =>
      `<p>${dice.pick(['石桥', '云溪', '白石', '青岭'])}</p>${words.map((word) => `<p>${bold ? `<b>${word}</b>` : word}${text(dice)}</p>`).join('')}`,
  );

const report: Maker = (dice) =>
  labels(
    dice,
    dice.pick([
      ['工业：', '农业：', '金融：'],
      ['存在问题：', '整改措施：', '责任单位：'],
      ['方法一：', '程序：', '万象更新：'],
    ] as const),
    dice.int(2, 8),
    dice.chance(0.5),
    (own) => prose(own, own.int(60, 400)),
  );

const reviews: Maker = (dice) =>
  labels(
    dice,
    dice.pick([
      ['Pros: ', 'Cons: ', 'Verdict: '],
      ['NOTE: ', 'WARNING: ', 'TIP: '],
      ['Prep Time: ', 'Cook Time: ', 'Serving Size: '],
    ] as const),
    dice.int(2, 9),
    dice.chance(0.7),
    (own) => english(own, own.int(60, 500)),
  );

const recipe: Maker = (dice) =>
  times(
    dice.int(4, 15),
    () =>
      `<p>${english(dice, 200)}</p><p><strong>${dice.pick(['Note:', 'Tip:', 'Pro Tip:', 'Step One:'])}</strong> ${english(dice, 120)}</p>`,
  );

const glossary: Maker = (dice) =>
  `<dl>${times(dice.int(8, 30), (index) => `<dt>${dice.pick(['Harbour Due', 'Spring Tide', 'Lee Shore', 'Fore Peak'])}${dice.chance(0.5) ? '' : ` (${index})`}</dt><dd>${english(dice, dice.int(60, 300))}</dd>`)}</dl>`;

const leadIns: Maker = (dice) =>
  times(
    dice.int(3, 9),
    (index) =>
      `<p><strong>${dice.pick(['第一，', '一是', '首先，', '其次，'])}${headingWords(dice)}：</strong>${prose(dice, dice.int(100, 500))}</p><p>${index % 2 === 0 ? '同志们：' : ''}${prose(dice, 120)}</p>`,
  );

const speech: Maker = (dice) =>
  times(
    dice.int(4, 9),
    (index) => `<p>${dice.pick(['同志们：', '各位委员：', '主席：', ''])}${prose(dice, 200)}</p><p>${index + 1}．${headingWords(dice)}</p>`,
  );

const quotes: Maker = (dice) =>
  ['Ada Lund, CEO of Lowmere Boats', 'Orla Vane, Minister for Transport', 'Jon Aas (Northern Group)', 'Ruth Dale, keeper']
    .map((name) => `<p><b>${name}:</b> “${english(dice, dice.int(80, 300))}”</p>`)
    .join('');

const headings: Maker = (dice) =>
  times(
    dice.int(3, 9),
    () =>
      `<h3>${dice.pick(['What Happened', 'Rapid Rucksack', 'Alp Race (New)', 'Recent Findings', 'Lowmere (Eastholm)'])}</h3><p>${english(dice, dice.int(100, 600))}</p>`,
  );

const timetable: Maker = (dice) =>
  times(dice.int(1, 4), () =>
    ['Monday', 'Tuesday', 'Wednesday', 'Thursday']
      .map((day) => `<p><b>${day} (Sunny weather):</b> ${english(dice, dice.int(60, 300))}</p>`)
      .join(''),
  );

const references: Maker = (dice) =>
  times(
    dice.int(6, 30),
    () =>
      `<p>${dice.pick(['Reed A, Vane O', 'Chung W-H, et al', 'Aas J et al'])}. ${dice.pick(['Drug reaction with symptoms (DRESS)', 'Insights into spawning'])}: ${english(dice, 100)}</p>`,
  );

/** Works of one author, by what they are. */
export const notTalks: Readonly<Record<string, Maker>> = {
  'an interview of one person': interview,
  'a Chinese interview of one person': chineseInterview,
  'an article that quotes people': quoting,
  'a play': play,
  'a chat in a novel': chat,
  'a report with labels': report,
  'reviews with labels': reviews,
  'a recipe with notes': recipe,
  'a glossary': glossary,
  'paragraphs with lead-ins': leadIns,
  'a speech that addresses people again and again': speech,
  'statements of several people': quotes,
  'an article with headings': headings,
  'a timetable': timetable,
  'a list of references': references,
};

export const pageOf = (body: string): string =>
  `<html><head><meta charset="utf-8"><title>The Keeper of Skerry</title></head><body><h1>The Keeper of Skerry</h1><div>${body}</div></body></html>`;

/** The same paragraphs as a plain text. */
export const textOf = (body: string): string =>
  `The Keeper of Skerry\n${body.replace(/<\/(?:p|h3|dt|dd)>/g, '\n').replace(/<[^>]{1,20}>/g, '')}`;
