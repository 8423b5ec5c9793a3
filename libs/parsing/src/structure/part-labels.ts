import { readNumber } from '#text';
import type { Span } from '../page/joined-text.js';
import { endsSentence } from './sentences.js';

const label =
  /[【[(（]?(?:第([一二三四五六七八九十]{1,3}|[0-9]{1,2})篇|(?:篇|范文|例文|范本|样本)([一二三四五六七八九十]{1,3}|[0-9]{1,2}))[】\])）]?[：:、]?/g;

/** Labels that count the works of a file, such as `篇一：`, `第二篇` and `范文3:`: at least two, from 1 on, each where a sentence or line ends. */
export function findPartLabels(text: string, from: number): Span[] {
  const found: Span[] = [];
  label.lastIndex = from;
  for (let match = label.exec(text); match; match = label.exec(text)) {
    if (readNumber(match[1] ?? match[2] ?? '') !== found.length + 1) continue;
    if (match.index === from || text[match.index - 1] === '\n' || endsSentence(text, match.index)) {
      found.push({ from: match.index, to: match.index + match[0].length });
    }
  }
  return found.length > 1 ? found : [];
}

/** Longest line with nothing but a label and a title, and shortest work between two labels, in UTF-16 units. */
const LONGEST_LINE = 70;
const SHORTEST_WORK = 120;

/**
 * Labels such as `篇一：` and `范文3:` that count works without an announcement: each begins a short line and has a work below it. `第一篇` is
 * none of them, for plans and books count their parts so.
 */
export function findLineLabels(text: string): Span[] {
  const labels = findPartLabels(text, 0).filter(({ from, to }) => !text.slice(from, to).includes('第') && isOwnLine(text, from));
  const isWhole = labels.every(({ from }, index) => (labels[index + 1]?.from ?? text.length) - from >= SHORTEST_WORK);
  return labels.length > 1 && isWhole ? labels : [];
}

function isOwnLine(text: string, from: number): boolean {
  const end = text.indexOf('\n', from);
  return (from === 0 || text[from - 1] === '\n') && end > 0 && end - from <= LONGEST_LINE;
}
