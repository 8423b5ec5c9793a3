import { endsSentence } from './sentences.js';
import { noteLength, salutationLength, wordsBeforeSalutation } from './salutation.js';

/** The works that titles name, as their last words do. */
const work =
  '讲话|发言|致辞|致词|党课|演讲|演说|报告|总结|方案|计划|规划|体会|心得|感悟|主持词|述职|剖析|汇报|要点|意见|倡议|寄语|贺词|答辞|献词|祝词|开幕词|闭幕词|宣讲|课件|材料|提纲|范文';
const suffix = '(?:范文|范本|材料|提纲|报告|总结|心得|体会|发言|讲话|实录|全文|文稿|讲稿|稿件?|辞|词|书|录)';
const ordinal = '(?:[（(【]?[一二三四五六七八九十0-9]{1,2}[)）】]?(?=[^年月日、.．0-9是要方个件条项]|$))?';

/** The end of a title: a work, what follows it in titles, and perhaps the number of the part. */
const titleEnd = new RegExp(`(?:${work})${suffix}{0,4}${ordinal}`, 'g');

/** A phrase that may be the title of a work: it begins where a sentence or line ends and names a work with its last words. */
export interface TitleCandidate {
  readonly from: number;
  readonly to: number;
  /** Its last words are used in titles hardly ever in running text, such as `讲话稿`. */
  readonly finalWords: boolean;
  /** A salutation follows, or a line ends. */
  readonly setOff: boolean;
}

const SHORTEST = 5;
const SHORTEST_SET_OFF = 4;
const LONGEST = 60;

/**
 * Phrases of a folded text from `start` on that may be titles, in order of their ends; a phrase may have several. `start` counts as the end
 * of a sentence. Linear.
 */
export function findTitles(text: string, start = 0): TitleCandidate[] {
  const found: TitleCandidate[] = [];
  titleEnd.lastIndex = start;
  for (let match = titleEnd.exec(text); match; match = titleEnd.exec(text)) {
    const to = match.index + match[0].length;
    const from = phraseStart(text, match.index, to, start);
    if (from === null || to - from < SHORTEST_SET_OFF) continue;
    const setOff = text[to] === '\n' || to === text.length || salutationLength(text, to + noteLength(text, to)) > 0;
    if (to - from < SHORTEST && !setOff) continue;
    found.push({
      from,
      to,
      finalWords: /(?:稿件?|范文|范本|提纲|[主开闭贺祝献]?[持幕]?[词辞]|心得体会|实录)[^稿文]{0,4}$/.test(match[0]) && match[0].length > 2,
      setOff,
    });
  }
  return found;
}

/** Where the phrase before a title's last words begins: after a sentence or line end, not further away than a title is long. */
function phraseStart(text: string, at: number, to: number, start: number): number | null {
  const lowest = Math.max(start, to - LONGEST);
  for (let index = at; index >= lowest; index -= 1) {
    const before = text[index - 1];
    if (index === start || before === undefined || before === '\n') return index;
    if ('。！!？?'.includes(before) || ('”"）)'.includes(before) && endsSentence(text, index))) return index;
    if ('；;：:'.includes(before)) return null;
  }
  return null;
}

/** What follows a title hardly ever and the same words in running text nearly always: their verb, or what they belong to. */
const goesOn =
  /^(?:[的和与及、,，。；;：:！!？?》」』”"）)要是把被让使等并将已曾还也都就能可应该须需以由分获印共很更最既不赢写讲说传刊]|对(?!照)|会(?!前)|[中里上下后前时](?!午|半|年|一|国|央)|精神|指出|强调|内容|情况|活动|工作|制度|任务|得到|受到|引起|起草|反响|发表|发布|提出|提到|每[月周天])/;

/** Words of a sentence that no title has. */
const runningWords = /我们|大家|他们|必须|听取了|作了|作出|发表了|通过了|印发了|制定了|落实了|学习了|开展了/;

/** Whether a phrase is a piece of running text by its words and by what follows it. */
export const isRunning = (text: string, from: number, to: number): boolean =>
  goesOn.test(text.slice(to, to + 2)) || runningWords.test(text.slice(from, to));

/** Words that all titles share and that say nothing about their subject. */
const general =
  /(?:讲话|发言|致辞|党课|演讲|报告|总结|方案|计划|心得|体会|范文|汇报|材料|提纲|合编|合集|汇编|精选|最新|多篇|稿|篇|的|在|上|和|与|及|关于)/g;

/** Share of a title's pairs of characters, general words left out, that another title has as well: 0 to 1. */
export function sharedWords(title: string, other: string): number {
  const own = pairsOf(title);
  if (own.length === 0) return 0;
  const theirs = new Set(pairsOf(other));
  return own.filter((pair) => theirs.has(pair)).length / own.length;
}

/** How many pairs of characters a title has besides general words. */
export const wordsOf = (title: string): number => pairsOf(title).length;

function pairsOf(title: string): string[] {
  return title
    .replace(general, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((word) => Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => word.slice(at, at + 2)));
}

/** A name for a text without title: its first phrase. */
export const firstWords = (text: string): string => /^[^。！？!?；;：:，,\n]{1,40}/.exec(text)?.[0] ?? text.slice(0, 40);

/** Length of a title at the head of a folded text, blanks aside, with or without the ordinal it begins with; 0 when it does not stand there. */
export const titleAtStart = (text: string, title: string): number =>
  lengthAtStart(text, title) || lengthAtStart(text, title.replace(/^\s*[0-9]{1,3}[、.]/, ''));

function lengthAtStart(text: string, title: string): number {
  let at = 0;
  while (/\s/.test(text[at] ?? '')) at += 1;
  for (const sign of title) {
    if (/\s/.test(sign)) continue;
    while (/[^\S\n]/.test(text[at] ?? '')) at += 1;
    if (!text.startsWith(sign, at)) return 0;
    at += sign.length;
  }
  return title.trim().length < 2 ? 0 : at;
}

/** Where a title that begins at `from` ends; `from` when none begins there. */
export function titleFrom(text: string, from: number): number {
  const head = text.slice(from, from + LONGEST);
  const phrase = /^[^。！!？?；;：:\n]*/.exec(head)?.[0] ?? '';
  const ends = [...phrase.matchAll(titleEnd)].map((match) => match.index + match[0].length);
  const setOff = ends.find((end) => head[end] === '\n' || salutationLength(text, from + end) > 0);
  if (setOff !== undefined) return from + setOff;
  const clause = phrase.search(/[，,]/);
  const inClause = ends.filter((end) => (clause < 0 || end <= clause) && !runningWords.test(phrase.slice(0, end)));
  const likely = inClause.find((end) => !isRunning(text, from, from + end)) ?? inClause[0];
  return from + (likely ?? (head[phrase.length] === '\n' ? phrase.length : wordsBeforeSalutation(text, from)));
}
