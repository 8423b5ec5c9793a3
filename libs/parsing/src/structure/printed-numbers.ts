import { CHINESE_DIGITS, enclosedNumber, readNumber } from '#text';
import type { Style } from './styles.js';

/** A number printed in a form that headings are counted by, wherever it stands. */
export interface PrintedNumber {
  readonly style: Style;
  readonly number: number;
  readonly from: number;
  /** End of the marker, its stop and the blanks in it included. */
  readonly to: number;
}

/** What a character can begin. Read by code unit, since most characters begin nothing and texts are long. */
const DIGIT = 1;
const HAN = 2;
const ORDINAL = 3;
const ITEM_OF = 4;
const BRACKET = 5;
const ENCLOSED = 6;
const classes = new Uint8Array(0x10000);
const mark = (signs: string, value: number): void => {
  for (const sign of signs) classes[sign.charCodeAt(0)] = value;
};
mark('0123456789０１２３４５６７８９', DIGIT);
mark(CHINESE_DIGITS, HAN);
mark('第', ORDINAL);
mark('其', ITEM_OF);
mark('(（', BRACKET);
for (const [first, last] of ['①⑳', '⑴⒇', '⒈⒛', '㈠㈩', '❶❿'] as const) {
  for (let code = first?.charCodeAt(0) ?? 0; code <= (last?.charCodeAt(0) ?? 0); code += 1) classes[code] = ENCLOSED;
}

const LONGEST_HAN = 4;
const LONGEST_DIGITS = 2;
const COMMAS = ',，、：:';
const DOTS = '、.．';

/** The number whose marker begins at `at`, or null; `next` says where to look on. */
export function printedNumberAt(text: string, at: number): { readonly found: PrintedNumber | null; readonly next: number } {
  const found = readAt(text, at);
  if (found) return { found, next: found.to };
  const kind = classes[text.charCodeAt(at)];
  return { found: null, next: kind === DIGIT || kind === HAN ? runEnd(text, at, kind) : at + 1 };
}

/** The next place at or after `from` where a number may begin, or the end of the text. */
export function nextNumber(text: string, from: number): number {
  let at = from;
  while (at < text.length && classes[text.charCodeAt(at)] === 0) at += 1;
  return at;
}

function readAt(text: string, at: number): PrintedNumber | null {
  switch (classes[text.charCodeAt(at)]) {
    case DIGIT:
      return readDigits(text, at);
    case HAN:
      return readHan(text, at);
    case ORDINAL:
      return readOrdinal(text, at);
    case ITEM_OF:
      return readItemOf(text, at);
    case BRACKET:
      return readBracket(text, at);
    case ENCLOSED:
      return readEnclosed(text, at);
    default:
      return null;
  }
}

/** `1、` `1.` `1）` `1.2` */
function readDigits(text: string, from: number): PrintedNumber | null {
  const end = runEnd(text, from, DIGIT);
  if (end - from > LONGEST_DIGITS) return null;
  if (')）'.includes(text[end] ?? ' ')) return printed('arabicClose', text.slice(from, end), from, pastStop(text, end + 1, DOTS));
  const stop = skipGap(text, end);
  const sign = text[stop] ?? ' ';
  if (sign === '、') return printed('arabic', text.slice(from, end), from, stop + 1);
  if (sign !== '.' && sign !== '．') return null;
  return classes[text.charCodeAt(stop + 1)] === DIGIT
    ? readDecimal(text, from, stop)
    : printed('arabic', text.slice(from, end), from, stop + 1);
}

/** `1.2` and `1.2.3` before a word; anything else is a figure. */
function readDecimal(text: string, from: number, firstDot: number): PrintedNumber | null {
  let groupFrom = firstDot + 1;
  let end = runEnd(text, groupFrom, DIGIT);
  for (let groups = 1; groups < 3 && '.．'.includes(text[end] ?? ' ') && classes[text.charCodeAt(end + 1)] === DIGIT; groups += 1) {
    groupFrom = end + 1;
    end = runEnd(text, groupFrom, DIGIT);
  }
  const to = pastStop(text, end, '、');
  if (end - groupFrom > LONGEST_DIGITS || !/[ \u4e00-\u9fff]/.test(text[to] ?? '')) return null;
  return printed('decimal', text.slice(groupFrom, end), from, to);
}

/** `一、` `一是` `一要` */
function readHan(text: string, from: number): PrintedNumber | null {
  const end = runEnd(text, from, HAN);
  if (end - from > LONGEST_HAN) return null;
  if ('是要'.includes(text[end] ?? ' ')) return printed('itemIs', text.slice(from, end), from, pastStop(text, end + 1, ',，'));
  const stop = skipGap(text, end);
  return DOTS.includes(text[stop] ?? ' ') ? printed('han', text.slice(from, end), from, stop + 1) : null;
}

/** `第一部分` `第一个问题` `第一章` `第一节` `第一，` */
function readOrdinal(text: string, from: number): PrintedNumber | null {
  const kind = classes[text.charCodeAt(from + 1)];
  if (kind !== HAN && kind !== DIGIT) return null;
  const end = runEnd(text, from + 1, kind);
  if (end - from - 1 > LONGEST_HAN) return null;
  const number = text.slice(from + 1, end);
  const unit = /^(?:(部分|篇|编|个(?:大?问题|方面|部分|专题|环节|阶段)(?!的))|(章)|(节)(?!课))/.exec(text.slice(end, end + 6));
  if (unit)
    return printed(unit[1] ? 'part' : unit[2] ? 'chapter' : 'section', number, from, pastStop(text, end + unit[0].length, `${COMMAS}.．`));
  const stop = skipGap(text, end);
  return kind === HAN && COMMAS.includes(text[stop] ?? ' ') ? printed('itemOrdinal', number, from, stop + 1) : null;
}

/** `其一，` */
function readItemOf(text: string, from: number): PrintedNumber | null {
  const end = runEnd(text, from + 1, HAN);
  if (end === from + 1 || end - from - 1 > LONGEST_HAN) return null;
  return printed('itemOf', text.slice(from + 1, end), from, pastStop(text, end, `${COMMAS}是`));
}

/** `（一）` `（1）` */
function readBracket(text: string, from: number): PrintedNumber | null {
  const kind = classes[text.charCodeAt(from + 1)];
  if (kind !== HAN && kind !== DIGIT) return null;
  const end = runEnd(text, from + 1, kind);
  const close = skipGap(text, end);
  if (!')）'.includes(text[close] ?? ' ') || end - from - 1 > (kind === HAN ? LONGEST_HAN : LONGEST_DIGITS)) return null;
  return printed(kind === HAN ? 'hanBracket' : 'arabicBracket', text.slice(from + 1, end), from, pastStop(text, close + 1, DOTS));
}

/** `①` `⑴` `㈠` `⒈` */
function readEnclosed(text: string, from: number): PrintedNumber | null {
  const sign = text[from] ?? '';
  const style = /[㈠-㈩]/.test(sign) ? 'hanBracket' : /[⑴-⒇]/.test(sign) ? 'enclosedBracket' : /[⒈-⒛]/.test(sign) ? 'arabic' : 'circled';
  const number = enclosedNumber(sign);
  return number === null ? null : { style, number, from, to: pastStop(text, from + 1, DOTS) };
}

function printed(style: Style, digits: string, from: number, to: number): PrintedNumber | null {
  const number = readNumber(digits);
  return number === null || number < 1 || number > 99 ? null : { style, number, from, to };
}

function runEnd(text: string, from: number, kind: number): number {
  let at = from;
  while (at < text.length && classes[text.charCodeAt(at)] === kind) at += 1;
  return at;
}

/** Up to two blanks inside a marker. */
function skipGap(text: string, from: number): number {
  let at = from;
  while (at < from + 2 && (text[at] === ' ' || text[at] === '\u3000')) at += 1;
  return at;
}

const pastStop = (text: string, from: number, stops: string): number => {
  const at = skipGap(text, from);
  return stops.includes(text[at] ?? ' ') ? at + 1 : at;
};
