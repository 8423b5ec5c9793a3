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
  const han = countUnits(sample, isHan);
  if (han >= 200 && functionWords(sample) < han * 0.005 && commonCharacters(sample) < han * 0.8) {
    reasons.push('noise');
    score = Math.min(score, 0.1);
  }
  if (han >= 60 && doubled(sample) > han * 0.15) {
    reasons.push('stutter');
    score = Math.min(score, 0.5);
  }
  if (printedTwice(sample)) {
    reasons.push('printed-twice');
    score = Math.min(score, 0.6);
  }
  return { score, reasons };
}

const functionWords = (sample: string): number => countUnits(sample, (unit) => FUNCTION_WORDS.includes(unit));
const FUNCTION_WORDS = [...'的了和是在'].map((word) => word.charCodeAt(0));

const isHan = (unit: number): boolean => unit >= 0x3400 && unit < 0xa000;

function countUnits(text: string, counts: (unit: number) => boolean): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) if (counts(text.charCodeAt(at))) count += 1;
  return count;
}

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

/** Han characters that stand there twice in a row. */
function doubled(sample: string): number {
  let count = 0;
  for (let at = 1; at < sample.length; at += 1) {
    const unit = sample.charCodeAt(at);
    if (unit !== sample.charCodeAt(at - 1) || !isHan(unit)) continue;
    count += 1;
    at += 1;
  }
  return count;
}

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
