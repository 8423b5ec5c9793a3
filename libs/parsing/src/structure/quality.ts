import { fold } from '#text';

/** What is wrong with a text as a whole; an empty list for an ordinary one. */
export interface TextQuality {
  /** 0..1. */
  readonly score: number;
  readonly reasons: readonly string[];
}

/** Enough text for statistics, in UTF-16 units; more is not looked at. */
const SAMPLE = 20_000;

/** Signs of damage: characters without any grammar (`noise`), each second or third character doubled (`stutter`), lines printed twice. */
export function judgeText(text: string): TextQuality {
  const sample = text.slice(0, SAMPLE);
  const reasons: string[] = [];
  let score = 1;
  const { han, functionWords, doubled } = countHan(sample);
  if (han >= 200 && functionWords < han * 0.005 && commonCharacters(sample) < han * 0.8) {
    reasons.push('noise');
    score = Math.min(score, 0.1);
  }
  if (han >= 60 && doubled > han * 0.15) {
    reasons.push('stutter');
    score = Math.min(score, 0.5);
  }
  if (printedTwice(sample)) {
    reasons.push('printed-twice');
    score = Math.min(score, 0.6);
  }
  return { score, reasons };
}

interface HanCounts {
  readonly han: number;
  readonly functionWords: number;
  /** Characters that stand there twice in a row. */
  readonly doubled: number;
}

function countHan(sample: string): HanCounts {
  let han = 0;
  let functionWords = 0;
  let doubled = 0;
  let before = 0;
  for (let at = 0; at < sample.length; at += 1) {
    const unit = sample.charCodeAt(at);
    const isHan = unit >= 0x3400 && unit < 0xa000;
    if (isHan) han += 1;
    if (isFunctionWord(unit)) functionWords += 1;
    const isDoubled = isHan && unit === before;
    if (isDoubled) doubled += 1;
    // A third of the same kind begins anew.
    before = isDoubled ? 0 : unit;
  }
  return { han, functionWords, doubled };
}

/** `的了和是在` */
const isFunctionWord = (unit: number): boolean =>
  unit === 0x7684 || unit === 0x4e86 || unit === 0x548c || unit === 0x662f || unit === 0x5728;

/** Characters of the first level of GB 2312: 3,755 that make up all but a hundredth of ordinary text. */
const common = new Set(
  new TextDecoder('gb18030').decode(
    Uint8Array.from({ length: 40 * 94 * 2 }, (_, at) => (at % 2 === 0 ? 0xb0 + Math.floor(at / 188) : 0xa1 + ((at >> 1) % 94))),
  ),
);

function commonCharacters(sample: string): number {
  let count = 0;
  for (const sign of fold(sample)) if (common.has(sign)) count += 1;
  return count;
}

/** Whether a Han character, simplified or traditional, is one of those that make up ordinary text. */
export const isCommonHan = (sign: string): boolean => common.has(fold(sign));

/** Much of the text stands there twice, sentence after sentence or phrase after phrase. */
function printedTwice(sample: string): boolean {
  const sentences = sample.split(/[。！？!?\n]+/).filter((sentence) => sentence.trim().length >= 8);
  const repeats = sentences.filter((sentence, index) => index > 0 && sentence.trim() === sentences[index - 1]?.trim()).length;
  if (sentences.length >= 6 && repeats * 3 >= sentences.length) return true;
  const phrases = lengthOfEchoes(sample);
  return phrases > 60 && phrases * 4 > sample.length;
}

/** Shortest and longest phrase that is looked for twice in a row, in Han characters. */
const SHORTEST_PHRASE = 4;
const LONGEST_PHRASE = 24;

/** How much of a text is phrases that stand there twice in a row, in UTF-16 units. Most clauses are so short that few lengths come into question. */
function lengthOfEchoes(sample: string): number {
  let sum = 0;
  for (const [clause] of sample.matchAll(CLAUSE)) {
    for (let at = 0; at + 2 * SHORTEST_PHRASE <= clause.length; ) {
      const length = phraseTwice(clause, at);
      sum += 2 * length;
      at += Math.max(1, 2 * length);
    }
  }
  return sum;
}

const CLAUSE = new RegExp(`[\\u3400-\\u9fff]{${2 * SHORTEST_PHRASE},}`, 'g');

/** Length of the longest phrase that stands at a place and right behind it once more, or 0. */
function phraseTwice(clause: string, at: number): number {
  for (let length = Math.min(LONGEST_PHRASE, (clause.length - at) >> 1); length >= SHORTEST_PHRASE; length -= 1) {
    const isLike = clause.charCodeAt(at) === clause.charCodeAt(at + length);
    if (isLike && clause.startsWith(clause.slice(at, at + length), at + length)) return length;
  }
  return 0;
}
