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
  const han = sample.match(/[\u3400-\u9fff]/g)?.length ?? 0;
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

const functionWords = (sample: string): number => sample.match(/[的了和是在]/g)?.length ?? 0;

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

const doubled = (sample: string): number => sample.match(/([\u3400-\u9fff])\1/g)?.length ?? 0;

/** Much of the text stands there twice, sentence after sentence or phrase after phrase. */
function printedTwice(sample: string): boolean {
  const sentences = sample.split(/[。！？!?\n]+/).filter((sentence) => sentence.trim().length >= 8);
  const repeats = sentences.filter((sentence, index) => index > 0 && sentence.trim() === sentences[index - 1]?.trim()).length;
  if (sentences.length >= 6 && repeats * 3 >= sentences.length) return true;
  const phrases = [...sample.matchAll(/([\u3400-\u9fff]{4,24})\1/g)].reduce((sum, [whole]) => sum + whole.length, 0);
  return phrases > 60 && phrases * 4 > sample.length;
}
