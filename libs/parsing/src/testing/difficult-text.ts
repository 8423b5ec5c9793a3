import { type Dice, prose, sentence } from './office-prose.js';
import { writeSpeech } from './written-speech.js';

/** Makes a text of one kind, without line breaks, to be cut every `length` units. */
export type TextMaker = (dice: Dice, length: number) => string;

const speech: TextMaker = (dice) =>
  writeSpeech(dice, {
    stretch: dice.int(60, 500),
    lines: false,
    restarts: dice.int(0, 1),
    salutation: dice.pick(['同志们:', '各位领导、各位来宾：', null]),
    title: null,
    closing: dice.pick(['谢谢大家!', '青禾市人民政府2021年3月5日', null]),
  }).text;

const joined = (dice: Dice, count: number, piece: (index: number) => string): string =>
  `${prose(dice, 40)}${Array.from({ length: count }, (_, index) => piece(index)).join('')}${prose(dice, 40)}`;

/** Items of a genuine list, each as long as a slice or nearly so. */
const listAsLongAsSlices: TextMaker = (dice, length) =>
  joined(dice, dice.int(4, 12), (index) => {
    const mark = `${index + 1}、`;
    const size = length - mark.length + dice.pick([0, 0, 0, -2, 2]);
    return `${mark}${prose(dice, size).slice(0, size - 1)}。`;
  });

const shortList: TextMaker = (dice) => joined(dice, dice.int(30, 120), (index) => `${index + 1}、${sentence(dice)}`);

const loneNumbers: TextMaker = (dice) =>
  joined(dice, dice.int(8, 20), () => `${prose(dice, dice.int(20, 400))}${dice.pick(['2、', '3、', '12、', '1、', '2、1、'])}`);

const table: TextMaker = (dice) =>
  joined(
    dice,
    dice.int(60, 200),
    (index) => `${index + 1} 石桥乡 ${dice.int(1, 9999)} ${dice.int(1, 99)}.${dice.int(0, 9)}% ${dice.int(1, 31)}、${dice.int(1, 31)} `,
  );

const latin: TextMaker = (dice) =>
  joined(
    dice,
    dice.int(20, 60),
    () =>
      `The GDP of Qinghe grew by ${dice.int(1, 9)}.${dice.int(0, 9)}% in ${dice.int(2001, 2022)}, see https://www.example.com/a?b=${dice.int(1, 9)}、${dice.int(1, 9)}&c=1 and e-mail office@example.com. `,
  );

const redacted: TextMaker = (dice) =>
  joined(
    dice,
    dice.int(30, 90),
    () => `${'X'.repeat(dice.int(1, 9))}市${'×'.repeat(dice.int(1, 4))}同志在${'*'.repeat(dice.int(2, 6))}会上强调,${'XX'}年完成%以上。`,
  );

/** Signs that are two UTF-16 units long; none of them across a cut, where no system could print it whole. */
const pairs: TextMaker = (dice, length) => {
  const text = joined(dice, dice.int(60, 160), () => `${dice.pick(['🎉', '𠮷', '😀', '👍🏻', '𡘙'])}${sentence(dice)}`);
  return [...text].reduce((kept, sign) => (sign.length === 2 && (kept.length + 1) % length === 0 ? `${kept}好${sign}` : kept + sign), '');
};

const blanks: TextMaker = (dice) =>
  joined(dice, dice.int(30, 90), () => `${sentence(dice)}${dice.pick([' ', '　', '  ', '　　'])}${dice.int(1, 40)}、${sentence(dice)}`);

const oneSign: TextMaker = (dice) => dice.pick(['好', 'X', '1', '、', '。', '《', '一']).repeat(dice.int(1500, 4000));

/** Kinds of text that a page of the family may hold. */
export const difficultTexts: Readonly<Record<string, TextMaker>> = {
  'a speech with headings': speech,
  'a list of items as long as slices': listAsLongAsSlices,
  'a list of short items': shortList,
  'lone numbers': loneNumbers,
  'a table': table,
  'Latin words and addresses': latin,
  redactions: redacted,
  'surrogate pairs': pairs,
  'blanks before numbers': blanks,
  'one sign over and over': oneSign,
};
