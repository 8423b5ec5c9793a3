import { readNumber } from '#text';

/** A page number as it is printed at the edge of a page. */
export interface PrintedPage {
  readonly number: number;
  /** Printed in a form that hardly anything else has, such as `— 3 —` or `第3页`; a bare `3` is not. */
  readonly isPlain: boolean;
}

const HAN = '〇零一二三四五六七八九十百';
const NUMBER = `(?:[0-9]{1,4}|[${HAN}]{1,6})`;
const MARKS = '[-–—―−_~·•.*=|/<>《》()\\[\\]【】〔〕]';
const forms: readonly { readonly form: RegExp; readonly isPlain: boolean }[] = [
  { form: new RegExp(`^第(${NUMBER})[页頁面](?:[,，、/／|]?[共总](?:${NUMBER})[页頁面])?$`), isPlain: true },
  { form: new RegExp(`^[共总](?:${NUMBER})[页頁面][,，、/／|]?第(${NUMBER})[页頁面]$`), isPlain: true },
  { form: /^([0-9]{1,4})[页頁]?[/|][共]?[0-9]{1,4}[页頁]?$/, isPlain: true },
  { form: /^[-–—]{0,2}page[:.]?([0-9]{1,4})(?:(?:of|\/)[0-9]{1,4})?[-–—]{0,2}$/, isPlain: true },
  { form: /^p(?:age|g)?\.?([0-9]{1,4})$/, isPlain: true },
  { form: /^[-–—―−_~·•*=|]{1,4}([0-9]{1,4})[-–—―−_~·•*=|]{1,4}$/, isPlain: true },
  { form: new RegExp(`^${MARKS}{0,3}([0-9]{1,4})${MARKS}{0,3}$`), isPlain: false },
  { form: new RegExp(`^${MARKS}{0,3}([ivxl]{1,7})${MARKS}{0,3}$`), isPlain: false },
  { form: new RegExp(`^[-–—―−·•]{0,3}([${HAN}]{1,4})[-–—―−·•]{0,3}$`), isPlain: false },
];

/** Reads a line that holds a page number and nothing else; null for any other line. Wide and narrow digits are the same. */
export function pageNumberOf(line: string): PrintedPage | null {
  if (line.length > 30) return null;
  const text = line.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
  for (const { form, isPlain } of forms) {
    const printed = form.exec(text)?.[1];
    const number = printed === undefined ? null : numberOf(printed);
    if (number !== null) return { number, isPlain };
  }
  return null;
}

const numberOf = (printed: string): number | null => (/^[ivxl]+$/.test(printed) ? romanValue(printed) : readNumber(printed));

const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50 };

function romanValue(printed: string): number {
  let sum = 0;
  let last = 0;
  for (const sign of [...printed].reverse()) {
    const value = ROMAN[sign] ?? 0;
    sum += value < last ? -value : value;
    last = Math.max(last, value);
  }
  return sum;
}
