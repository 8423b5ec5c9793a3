import { printedDay } from '../../../structure/dates/moments.js';
import type { PageText } from '../../page-text.js';
import type { Line } from '../lines.js';
import { printed } from './chosen.js';

const MAX_DATELINE = 160;
const MAX_CREDIT = 80;
const DATE = /\d{1,4}[-./年]\d{1,2}[-./月]\d{1,4}/;
const CLOCK = /\b\d{1,2}[:：]\d{2}\b/;
const MACHINE_DATE = /(?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)/;
/** Labels under a Chinese text that are never part of it. */
const EDITED = /^(?:责任编辑|责编|責任編輯|编辑|校对|审核|本文来源|文章来源|稿件来源|信息来源|来源|來源)\s?[:：]\s?[^。！？]{1,60}$/u;
const YEAR = /(?:19|20)\d\d/;

/** A short line that gives a date, or a year with a time of day. */
export function isDateline(page: PageText, line: Line): boolean {
  if (line.weight > MAX_DATELINE || line.endsSentence) return false;
  const text = printed(page, line);
  return printedDay(text) !== null || DATE.test(text) || (CLOCK.test(text) && YEAR.test(text));
}

/** A dateline that cannot be the date of a speech: it gives the time of day or several labelled particulars. */
export function isParticulars(page: PageText, line: Line): boolean {
  if (!isDateline(page, line)) return false;
  const text = printed(page, line);
  return CLOCK.test(text) || text.split(/[:：]/).length > 2;
}

/** A dateline of words beside a date as machines print it. */
export function isMachineDateline(page: PageText, line: Line): boolean {
  if (line.linkWeight > line.weight / 2 || !isDateline(page, line)) return false;
  const text = printed(page, line);
  return MACHINE_DATE.test(text) && /\p{L}/u.test(text);
}

/** A label and a name in brackets, or labels of those who edited a text and of where it comes from, as editors sign under it. */
export function isCredit(page: PageText, line: Line): boolean {
  if (line.weight > MAX_CREDIT) return false;
  const text = printed(page, line).trim();
  if (EDITED.test(text)) return true;
  return '(（【['.includes(text.charAt(0)) && ')）】]'.includes(text.charAt(text.length - 1)) && /[:：]/.test(text);
}
