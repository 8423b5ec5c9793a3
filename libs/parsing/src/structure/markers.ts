import { CHINESE_DIGITS, readNumber } from '#text';
import { endsSentence } from './sentences.js';

/** The ways in which headings are counted, outermost first: a heading of an earlier kind encloses those of later kinds. */
export const STYLES = [
  'part',
  'chapter',
  'section',
  'han',
  'hanBracket',
  'arabic',
  'decimal',
  'arabicBracket',
  'circled',
  'itemIs',
  'itemOrdinal',
  'itemOf',
] as const;
export type Style = (typeof STYLES)[number];
export const rankOf = (style: Style): number => STYLES.indexOf(style);

/** A place that looks like the start of a heading. */
export interface Marker {
  readonly style: Style;
  readonly number: number;
  readonly from: number;
  /** End of the marker as printed, blanks after it included. */
  readonly to: number;
  /** Whether a line or a sentence ends right before it; otherwise it may only stand inside an open heading. */
  readonly free: boolean;
  /** Stands at the start of a line, or of the text. */
  readonly atLine: boolean;
}

const han = `[${CHINESE_DIGITS}]{1,4}`;
const gap = '[ \\u3000]{0,2}';
const stop = '[、，,.．：:]';

/** One alternative for each style; the number stands in the group of the style's name. */
const pattern = new RegExp(
  [
    `第(?<part>${han}|[0-9]{1,2})(?:部分|篇|编)${gap}${stop}?`,
    `第(?<chapter>${han}|[0-9]{1,2})章${gap}${stop}?`,
    `第(?<section>${han}|[0-9]{1,2})节${gap}${stop}?`,
    `第(?<itemOrdinal>${han})${gap}[,，、：:]`,
    `其(?<itemOf>${han})${gap}[,，、：:是]?`,
    `(?<itemIs>${han})(?:是|要)${gap}[,，]?`,
    `[(（](?<hanBracket>${han})${gap}[)）]${gap}[、.．]?`,
    `(?<hanSign>[㈠-㈩])${gap}[、.．]?`,
    `(?<han>${han})${gap}[、.．]`,
    `[(（](?<arabicBracket>[0-9０-９]{1,2})${gap}[)）]${gap}[、.．]?`,
    `(?<arabicSign>[⑴-⒇])${gap}[、.．]?`,
    `(?<circled>[①-⑳❶-❿])${gap}[、.．]?`,
    `(?<half>[0-9]{1,2})[)）]${gap}[、.．]?`,
    `(?<decimal>[0-9]{1,2}(?:[.．][0-9]{1,2}){1,3})${gap}[、.．]?(?=[ \\u4e00-\\u9fff])`,
    `(?<arabic>[0-9０-９]{1,2})${gap}(?:[、．]|[.](?![0-9]))`,
    `(?<dotted>[⒈-⒛])${gap}`,
  ].join('|'),
  'g',
);

const aliases: Readonly<Record<string, Style>> = {
  hanSign: 'hanBracket',
  arabicSign: 'arabicBracket',
  half: 'arabicBracket',
  dotted: 'arabic',
};

/** All places from `start` on that look like the start of a heading, in order. At `start` itself a part begins. Linear. */
export function findMarkers(text: string, start = 0): Marker[] {
  const markers: Marker[] = [];
  pattern.lastIndex = start;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const marker = readMarker(text, match, start);
    if (marker && !isLookAlike(text, marker)) markers.push(marker);
  }
  return markers;
}

function readMarker(text: string, match: RegExpExecArray, start: number): Marker | null {
  const named = Object.entries(match.groups ?? {}).find(([, printed]) => printed !== undefined);
  if (!named) return null;
  const [name, printed] = named;
  const style = aliases[name] ?? (name as Style);
  const number = style === 'decimal' ? lastNumber(printed) : readNumber(printed);
  if (number === null || number < 1 || number > 99) return null;
  const from = match.index;
  const atLine = isLineStart(text, from, start);
  return { style, number, from, to: from + match[0].length, atLine, free: atLine || endsPhrase(text, from) };
}

const lastNumber = (printed: string): number => Number(printed.split(/[.．]/).at(-1));

function isLineStart(text: string, at: number, start: number): boolean {
  let before = at - 1;
  while (before >= start && /[ \u3000\t]/.test(text[before] ?? '')) before -= 1;
  return before < start || text[before] === '\n';
}

/** A heading may follow a sentence, a colon that announces it, or the title. */
function endsPhrase(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && /[ \u3000\t]/.test(text[before] ?? '')) before -= 1;
  return '：:'.includes(text[before] ?? ' ') || endsSentence(text, at);
}

/** Units that follow a number inside a phrase such as `二、三产业` or `1、2号楼`. */
const unitAfter = /^(?:产业|产|线|级|等|类|期|季|胎|孩|层|楼|档|班|年级|月份?|号|组|区|环|中|小|院|批|次|代|米|所)/;

/** `二、三产业`, `一、二级`, `1、2号`: the number after the mark is the next one and counts a thing. */
function isLookAlike(text: string, { style, number, from, to }: Marker): boolean {
  const before = text[from - 1] ?? '\n';
  if (style === 'itemIs' && isInsideNumber(before)) return true;
  if (style === 'han' || style === 'arabic') {
    if (isInsideNumber(before) || '第、至～~-—.．'.includes(before)) return true;
    const next = /^(?:[〇零一二三四五六七八九十百]{1,4}|[0-9]{1,4})/.exec(text.slice(to, to + 6))?.[0];
    if (next !== undefined && readNumber(next) === number + 1 && unitAfter.test(text.slice(to + next.length, to + next.length + 3)))
      return true;
  }
  return style === 'decimal' && isInsideNumber(before);
}

const isInsideNumber = (before: string): boolean => /[0-9０-９A-Za-z〇零一二三四五六七八九十百千万第]/.test(before);
