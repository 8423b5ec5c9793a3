import { readNumber } from '#text';
import { nextNumber, type PrintedNumber, printedNumberAt } from './printed-numbers.js';
import { endsSentence } from './sentences.js';

/** A place that looks like the start of a heading. */
export interface Marker extends PrintedNumber {
  /** Whether a line or a sentence ends right before it; otherwise it may only stand inside an open heading. */
  readonly free: boolean;
  /** Stands at the start of a line, or of the text. */
  readonly atLine: boolean;
}

/** All places from `start` on that look like the start of a heading, in order. At `start` itself a part begins. Linear. */
export function findMarkers(text: string, start = 0): Marker[] {
  const markers: Marker[] = [];
  const isQuoted = quotations(text, start);
  for (let at = nextNumber(text, start); at < text.length; ) {
    const { found, next } = printedNumberAt(text, at);
    const marker = found && asMarker(text, found, start);
    if (marker && !isLookAlike(text, marker) && !isQuoted(marker.from)) markers.push(marker);
    at = nextNumber(text, next);
  }
  return markers;
}

/** Longest quotation that is taken for one, in UTF-16 units: a quotation mark may be missing. */
const LONGEST_QUOTATION = 300;

/** Whether a place is inside a quotation, whose numbers count nothing of this text. Places are asked for in order. */
function quotations(text: string, start: number): (at: number) => boolean {
  let from = start;
  let to = start;
  return (at) => {
    while (to < at) {
      const end = text.indexOf('”', to + 1);
      const floor = Math.max(to, end - LONGEST_QUOTATION);
      const open = text.slice(floor, Math.max(floor, end)).lastIndexOf('“');
      from = open < 0 || text.slice(floor + open, end).includes('\n') ? end : floor + open;
      to = end < 0 ? Number.POSITIVE_INFINITY : end;
      if (end < 0) from = to;
    }
    return from < at;
  };
}

function asMarker(text: string, found: PrintedNumber, start: number): Marker {
  let before = found.from - 1;
  while (before >= start && ' \u3000\t'.includes(text[before] ?? '')) before -= 1;
  const sign = text[before];
  const atLine = before < start || sign === '\n';
  return { ...found, atLine, free: atLine || sign === ':' || sign === '：' || endsSentence(text, found.from) };
}

/** A sign before a marker that makes it part of a phrase: `发展一、二`, `第（一）项`, `向二、`, `是一、`. */
export const joinsWords = (text: string, { from }: Marker): boolean =>
  /[、,，的和与及或向从对在至到第是为有共这每那于了用把“"‘《(（]/.test(text[from - 1] ?? '');

/** What follows a number inside a phrase such as `二、三产业`, `1、2号楼` or `一、二、三组`. */
const countsThings = /^(?:[、和与及至到]|产业|产|线|级|等|类|期|季|胎|孩|层|楼|档|班|年级|月份?|号|组|区|环|中|小|院|批|次|代|米|所)/;

/** `二、三产业`, `一、二级`, `1、2号`, `第一、第二`: the number after the mark is the next one and counts a thing. */
function isLookAlike(text: string, { style, number, free, from, to }: Marker): boolean {
  const before = text[from - 1] ?? '\n';
  if (style === 'decimal' || insideNumber.test(before)) return insideNumber.test(before);
  if (style === 'itemIs') return sameAgain.test(text.slice(from, to + 2));
  if (style !== 'han' && style !== 'arabic' && style !== 'itemOrdinal') return false;
  if ('、至～~-—.．'.includes(before)) return true;
  const next = /^(?:第?[〇零一二两三四五六七八九十百]{1,4}|[0-9]{1,4})/.exec(text.slice(to, to + 6))?.[0];
  if (next === undefined) return false;
  if (!free) return true;
  if (readNumber(next.replace('第', '')) !== number + 1) return false;
  return style === 'itemOrdinal' || countsThings.test(text.slice(to + next.length, to + next.length + 3));
}

/** `一是一、二是二`, `三是三年来`. */
const sameAgain = /^([〇零一二三四五六七八九十])是\1[年、,，。]/;

const insideNumber = /[0-9０-９A-Za-z〇零一二三四五六七八九十百千万第]/;
