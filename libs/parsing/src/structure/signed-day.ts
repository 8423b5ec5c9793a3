import { findDates } from '#text';

/** How far from its end a text is signed, and longest name of who signs it, in UTF-16 units. */
const TAIL = 80;
const LONGEST_NAME = 30;

/** The day at the very end of a text, before or behind the name of who signs it: `云溪镇人民政府2022年2月25日`; or null. */
export function signedDay(text: string): string | null {
  const tail = text.slice(-TAIL).trimEnd();
  const found = findDates(tail).at(-1);
  if (!found || found.date.length < 7) return null;
  const behind = tail.slice(found.start + found.length).trim();
  if (!/^[)）]?$/.test(behind) && (!/^[\u4e00-\u9fff ]{2,20}$/.test(behind) || /^[起前后至到止的]/.test(behind))) return null;
  const name = /[^。！!？?；;…”\n]*$/.exec(tail.slice(0, found.start))?.[0] ?? '';
  return name.length <= LONGEST_NAME && !/[，,、：:]|[在于是自从至到]\s*$/.test(name) ? found.date : null;
}
