import { mobilePage, type SharedFile } from './family-page.js';
import { type Random, randomFrom } from './random.js';
import { AGENTS, DEEDS, GUARDS, KINDS, MANNERS, MATTERS, NAME_SIGNS, ORDINALS, RESULTS, TOPICS, UNITS } from './words.js';

export interface PageRequest {
  readonly seed: number;
  /** Place in the series, from 0. */
  readonly number: number;
  /** Length of the speech in UTF-16 units; it ends with the sentence that reaches it. */
  readonly characters: number;
}

export interface GeneratedPage {
  readonly fileName: string;
  readonly title: string;
  /** Stands in this page of the series and in no other. */
  readonly phrase: string;
  /** The speech as it was written, one paragraph per line. */
  readonly speech: string;
  /** The page as the site prints it: header, share line, slices of 300. */
  readonly page: string;
}

/** The page with this number in the series of this seed: always the same, and like no other of the series. */
export function generatePage({ seed, number, characters }: PageRequest): GeneratedPage {
  const random = randomFrom(Math.imul(seed, 0x9e3779b1) + number);
  const town = `${nameOf(random)}${random.one(['市', '县', '区'])}`;
  const title = `在${town}${2015 + random.whole(9)}年${random.one(TOPICS)}${random.one(KINDS)}上的讲话`;
  const phrase = `本次会议材料编为${spelled(number)}号`;
  const speech = speechOf(title, phrase, characters, random);
  const file: SharedFile = { title, extension: 'docx', pages: Math.ceil(speech.length / 600), site: 'wendouge.example文斗阁网' };
  const note = { uploader: nameOf(random), number: String(10_000_000 + number), date: '2023-05-01', size: `${20 + random.whole(40)}.50KB` };
  return { fileName: `page-${seed}-${number}.txt`, title, phrase, speech, page: mobilePage(file, note, speech, { length: 300 }) };
}

const nameOf = (random: Random): string => random.one(NAME_SIGNS) + random.one(NAME_SIGNS);

/** A number in characters of which each stands for a digit in base 64; four of them count to sixteen million. */
function spelled(number: number): string {
  const digits = [18, 12, 6, 0].map((shift) => (number >>> shift) & 63);
  return digits.map((digit) => NAME_SIGNS[digit]).join('');
}

function speechOf(title: string, phrase: string, characters: number, random: Random): string {
  const paragraphs = [title, '同志们：', `${opening(random)}${phrase}，请各单位妥善保存。`];
  const sections = 4 + random.whole(3);
  const share = characters / sections;
  for (let section = 0; section < sections; section += 1) {
    paragraphs.push(
      `${ordinal(section)}、${random.one(MANNERS)}${random.one(DEEDS)}${random.one(MATTERS)}，${random.one(DEEDS)}${nameOf(random)}品牌。`,
    );
    for (let part = 0; lengthOf(paragraphs) < share * (section + 1); part += 1) paragraphs.push(partOf(part, random));
  }
  return paragraphs.join('\n');
}

const lengthOf = (paragraphs: readonly string[]): number => paragraphs.reduce((sum, { length }) => sum + length, 0);
const ordinal = (place: number): string => ORDINALS[place % ORDINALS.length] ?? '';

const opening = (random: Random): string =>
  `今天召开这次会议，主要任务是总结${nameOf(random)}片区的经验，研究${random.one(TOPICS)}的问题，部署下一阶段的工作。`;

function partOf(place: number, random: Random): string {
  const sentences = Array.from({ length: 2 + random.whole(4) }, () => sentence(random));
  return `（${ordinal(place)}）${random.one(MANNERS)}${random.one(DEEDS)}${random.one(MATTERS)}。${sentences.join('')}`;
}

const FORMS: readonly ((random: Random) => string)[] = [
  (r) =>
    `${r.one(AGENTS)}要${r.one(MANNERS)}${r.one(DEEDS)}${r.one(MATTERS)}，${r.one(MANNERS)}${r.one(DEEDS)}${nameOf(r)}街的${r.one(MATTERS)}，做到${r.one(GUARDS)}、${r.one(GUARDS)}。`,
  (r) => `去年以来，${nameOf(r)}镇投入${amount(r)}，${r.one(DEEDS)}${r.one(MATTERS)}${amount(r)}，${r.one(RESULTS)}。`,
  (r) =>
    `一是${r.one(DEEDS)}${r.one(MATTERS)}；二是${r.one(MANNERS)}${r.one(DEEDS)}${r.one(MATTERS)}；三是${r.one(AGENTS)}${r.one(GUARDS)}，${r.one(RESULTS)}。`,
  (r) => `从${nameOf(r)}村到${nameOf(r)}社区，${r.one(AGENTS)}都在${r.one(MANNERS)}${r.one(DEEDS)}${r.one(MATTERS)}，${r.one(RESULTS)}。`,
  (r) =>
    `对${nameOf(r)}${r.one(MATTERS)}存在的问题，由${r.one(AGENTS)}${r.one(GUARDS)}，${1 + r.whole(12)}月底前完成${amount(r)}，${r.one(RESULTS)}。`,
  (r) =>
    `${nameOf(r)}同志谈到${r.one(MATTERS)}时说得好：${r.one(MANNERS)}不是口号，${r.one(DEEDS)}才见真章，${nameOf(r)}的${r.one(MATTERS)}就是例子。`,
];

const sentence = (random: Random): string => random.one(FORMS)(random);
const amount = (random: Random): string => `${1 + random.whole(9_000)}${random.one(UNITS)}`;
