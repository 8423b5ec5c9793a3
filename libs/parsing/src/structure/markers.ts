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
  for (let at = nextNumber(text, start); at < text.length; ) {
    const { found, next } = printedNumberAt(text, at);
    if (found && !isLookAlike(text, found)) markers.push(asMarker(text, found, start));
    at = nextNumber(text, next);
  }
  return markers;
}

function asMarker(text: string, found: PrintedNumber, start: number): Marker {
  let before = found.from - 1;
  while (before >= start && ' \u3000\t'.includes(text[before] ?? '')) before -= 1;
  const sign = text[before];
  const atLine = before < start || sign === '\n';
  return { ...found, atLine, free: atLine || sign === ':' || sign === '：' || endsSentence(text, found.from) };
}

/** Units that follow a number inside a phrase such as `二、三产业` or `1、2号楼`. */
const unitAfter = /^(?:产业|产|线|级|等|类|期|季|胎|孩|层|楼|档|班|年级|月份?|号|组|区|环|中|小|院|批|次|代|米|所)/;

/** `二、三产业`, `一、二级`, `1、2号`: the number after the mark is the next one and counts a thing. */
function isLookAlike(text: string, { style, number, from, to }: PrintedNumber): boolean {
  const before = text[from - 1] ?? '\n';
  if (style === 'itemIs' || style === 'decimal') return insideNumber.test(before);
  if (style !== 'han' && style !== 'arabic') return false;
  if (insideNumber.test(before) || '、至～~-—.．'.includes(before)) return true;
  const next = /^(?:[〇零一二三四五六七八九十百]{1,4}|[0-9]{1,4})/.exec(text.slice(to, to + 6))?.[0];
  if (next === undefined || readNumber(next) !== number + 1) return false;
  return unitAfter.test(text.slice(to + next.length, to + next.length + 3));
}

const insideNumber = /[0-9０-９A-Za-z〇零一二三四五六七八九十百千万第]/;
