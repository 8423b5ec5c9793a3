/** Each row holds the signs of one digit, ordinary, capital and traditional. */
const digitRows = ['〇零○', '一壹', '二贰貳两兩', '三叁參', '四肆', '五伍', '六陆陸', '七柒', '八捌', '九玖'];
const digits = new Map(digitRows.flatMap((row, value) => [...row].map((sign) => [sign, value] as const)));
const units: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };
const contractions: Readonly<Record<string, string>> = { 廿: '二十', 卅: '三十' };

/** Characters a Chinese numeral is written with; for use inside a character class of a pattern. */
export const CHINESE_DIGITS = '〇零○一二三四五六七八九十百千两廿卅';

/** The value of a Chinese numeral below 10,000 (`二十一`, `一百零三`, `二〇二一`), or null when the text is none. */
export function chineseNumber(text: string): number | null {
  const alone = digits.get(text);
  if (alone !== undefined) return alone;
  const plain = text.replace(/[廿卅]/g, (sign) => contractions[sign] ?? sign);
  if (plain === '') return null;
  return /^[〇零○一二三四五六七八九]{2,4}$/.test(plain) ? positional(plain) : counted(plain);
}

/** `二〇二一`: one sign for each digit. */
function positional(text: string): number {
  return Number([...text].map((sign) => digits.get(sign) ?? 0).join(''));
}

/** `一百零三`, `十二`, `两千`: digits and units, each unit smaller than the one before. */
function counted(text: string): number | null {
  let total = 0;
  let digit: number | null = null;
  let lastUnit = 10_000;
  for (const sign of text) {
    const unit = units[sign];
    if (unit === undefined) {
      const value = digits.get(sign);
      if (value === undefined || (digit !== null && digit !== 0)) return null;
      digit = value;
    } else {
      if (unit >= lastUnit) return null;
      total += (digit ?? 1) * unit;
      lastUnit = unit;
      digit = null;
    }
  }
  return total + (digit ?? 0);
}

/** The Chinese numeral of a whole number from 0 to 9,999, as headings count: `十二`, `二十`, `一百零三`. */
export function toChineseNumber(value: number): string {
  if (value < 10) return '零一二三四五六七八九'[value] ?? '';
  const unit = value >= 1000 ? 1000 : value >= 100 ? 100 : 10;
  const high = Math.floor(value / unit);
  const rest = value % unit;
  const head = (unit === 10 && high === 1 ? '' : toChineseNumber(high)) + ({ 10: '十', 100: '百', 1000: '千' }[unit] ?? '');
  if (rest === 0) return head;
  return head + (rest < unit / 10 ? '零' : '') + (rest < 20 && rest >= 10 && unit > 10 ? '一' : '') + toChineseNumber(rest);
}

/** Signs that are a number by themselves: `①` to `⑳`, `⑴` to `⒇`, `⒈` to `⒛`, `㈠` to `㈩`, `㊀` to `㊉`, `❶` to `❿`, `Ⅰ` to `Ⅻ`; null for others. */
export function enclosedNumber(sign: string): number | null {
  const code = sign.codePointAt(0) ?? 0;
  const row = enclosedRows.find(([first, count]) => code >= first && code < first + count);
  return row ? code - row[0] + 1 : null;
}

const enclosedRows: readonly (readonly [first: number, count: number])[] = [
  [0x2460, 20],
  [0x2474, 20],
  [0x2488, 20],
  [0x3220, 10],
  [0x3280, 10],
  [0x2776, 10],
  [0x2160, 12],
];

/** A number as texts print it: ASCII or full-width digits, Chinese numerals or an enclosed sign; null when it is none of them. */
export function readNumber(text: string): number | null {
  if (/^[0-9０-９]{1,9}$/.test(text)) return Number(text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)));
  return enclosedNumber(text) ?? chineseNumber(text);
}
