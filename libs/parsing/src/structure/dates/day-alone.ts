import { findDates } from '#text';
import { findDay } from './moments.js';
import { isWeekday } from './month-names.js';

/** Longest line that holds a day and nothing else worth reading, in UTF-16 units. */
const LONGEST = 90;
/** What may stand before a day on its line: a place with a comma, a weekday, a short word such as `den`. */
const BEFORE =
  /^(?:(?:\p{Lu}[\p{L}.'’ -]{1,30},\s{0,3}){0,2})(?:(\p{L}{4,14}|\p{Script=Hangul}{1,4}),?\s{1,3})?(?:(?:den|am|le|the|on|el|il|lo|de|dem|em|dne|dnia)\s{1,3})?$/iu;
/** And after it: the word for year or day, a weekday in brackets. */
const AFTER =
  /^(?:\s?(?:г\.?|р\.|року|года|r\.|roku|d\.|日|일))?\s{0,3}(?:[（(][^（）()]{1,12}[）)]|(?:星期|周|週)[一二三四五六日天]|[월화수목금토일]요일)?[\s.,]{0,3}$/iu;

/**
 * The day, month or year that is all a line prints, in brackets or not, with its weekday or place at most; null for other lines. As exact as
 * printed.
 */
export function dayAlone(line: string): string | null {
  const text = withoutBrackets(line.trim());
  if (text.length > LONGEST || !/[\d〇零○一二三四五六七八九元]/.test(text)) return null;
  for (const found of [findDay(text), findDates(text)[0] ?? null]) {
    if (found === null) continue;
    const before = BEFORE.exec(text.slice(0, found.start));
    const word = before?.[1];
    if (before && (word === undefined || isWeekday(word)) && AFTER.test(text.slice(found.start + found.length))) return found.date;
  }
  return null;
}

function withoutBrackets(text: string): string {
  return '(（〔['.includes(text.charAt(0)) && ')）〕]'.includes(text.charAt(text.length - 1)) ? text.slice(1, -1).trim() : text;
}
