import { readNumber } from '#text';
import type { Span } from '../page/joined-text.js';
import { endsSentence } from './sentences.js';
import { sharedWords, titleFrom } from './titles.js';

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

/** Share of words that titles of one file have in common with the file's or with each other's. */
const SAME_FILE = 0.3;

/**
 * The same in running text. `第一篇` counts works only where each is followed by a title, and the titles speak of one subject.
 */
export function findGluedLabels(text: string, from: number, title: string): Span[] {
  const labels = findPartLabels(text, from);
  const isWhole = labels.every((label, index) => (labels[index + 1]?.from ?? text.length) - label.from >= SHORTEST_WORK);
  if (!isWhole) return [];
  if (labels.every((label) => !text.slice(label.from, label.to).includes('第'))) return labels;
  const titles = labels.map(({ to }) => text.slice(to, titleFrom(text, to)));
  const [first = ''] = titles;
  const areTitles = titles.every(
    (own) => own !== '' && Math.max(sharedWords(own, title), own === first ? 0 : sharedWords(own, first)) >= SAME_FILE,
  );
  return areTitles ? labels : [];
}

/** How many works a title announces, at its end. */
const count = '[（(]?(?:精选|共|通用|最新|合集)?(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3}) ?[篇份则][)）]?';
const countAtEnd = new RegExp(`${count}$`);
const counting = new RegExp(
  `^(?:${count})? ?(?:篇|范文|之)? ?[（(【[]?篇?([一二三四五六七八九十]{1,3}|[0-9]{1,2})[】\\])）]?[：:]?(?![0-9年月日.．篇份则])`,
);

/** `心得体会3篇`: the title without the number of its works. */
export const withoutCount = (title: string): string => title.replace(countAtEnd, '').trim() || title;

/** `党课讲稿一：`: a kind of work with its number. */
const countedKind =
  /(?:讲话|发言|致辞|党课|讲稿|演讲|报告|总结|方案|体会|心得|材料|范文)(?:范文|材料|稿)?([一二三四五六七八九十]{1,2}|[0-9]{1,2})[：:]/g;
/** Longest words before it, in UTF-16 units. */
const LONGEST_KIND = 16;

/** Where one kind of work stands again and again, counted from 1 on: `党课讲稿一：… 党课讲稿二：`. At `start` a sentence begins. */
export function findCountedKinds(text: string, start: number): Span[] {
  const found: Span[] = [];
  let kind = '';
  for (const match of text.matchAll(countedKind)) {
    const number = match[1] ?? '';
    if (readNumber(number) !== found.length + 1) continue;
    const to = match.index + match[0].length;
    const from = sentenceStart(text, match.index, start);
    if (from === null) continue;
    const words = text.slice(from, to - 1 - number.length);
    const last = found.at(-1);
    if (last && (to - last.to < SHORTEST_WORK || !words.endsWith(kind))) continue;
    if (!last) kind = match[0].slice(0, -1 - number.length);
    found.push({ from, to });
  }
  return found.length > 1 ? found : [];
}

/** Where the sentence or line begins that a place stands in, if that is near. */
function sentenceStart(text: string, at: number, start: number): number | null {
  for (let from = at; from >= Math.max(start, at - LONGEST_KIND); from -= 1) {
    if (from === start || text[from - 1] === '\n' || endsSentence(text, from)) return from;
  }
  return null;
}

/** Where the file's title stands again and again, counted from 1 on: `春节团拜会致辞篇1 … 春节团拜会致辞篇2`. */
export function findCountedTitles(text: string, title: string): Span[] {
  const own = withoutCount(title);
  const found: Span[] = [];
  if (own.length < SHORTEST_TITLE) return [];
  for (let at = text.indexOf(own); at >= 0; at = text.indexOf(own, at + own.length)) {
    const end = at + own.length;
    const counted = counting.exec(text.slice(end, end + 20));
    if (!counted || readNumber(counted[1] ?? '') !== found.length + 1) continue;
    const last = found.at(-1);
    if (last ? at - last.from < SHORTEST_WORK || !(text[at - 1] === '\n' || endsSentence(text, at)) : at > title.length * 2) continue;
    found.push({ from: at, to: end + counted[0].length });
  }
  return found.length > 1 ? found : [];
}

/** Shortest title that says what its work is about, in UTF-16 units. */
const SHORTEST_TITLE = 5;

function isOwnLine(text: string, from: number): boolean {
  const end = text.indexOf('\n', from);
  return (from === 0 || text[from - 1] === '\n') && end > 0 && end - from <= LONGEST_LINE;
}
