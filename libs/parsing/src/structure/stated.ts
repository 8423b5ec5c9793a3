import { findDates, fold } from '#text';
import { findDay } from './dates/moments.js';

/** What labelled lines beside a speech state of it. */
export interface Stated {
  readonly speaker: string | null;
  readonly date: string | null;
  readonly occasion: string | null;
}

const NOTHING: Stated = { speaker: null, date: null, occasion: null };

/** Labels in folded letters, by what they state. A bare word for time may also say when a page was published. */
const LABELS: Readonly<Record<keyof typeof NAMES, string>> = {
  speaker:
    '讲话人|主讲人|演讲人|演讲者|发言人|报告人|汇报人|致辞人|讲者|speaker|redner|rednerin|orateur|intervenant|orador|oradora|oratore|выступающий|докладчик|연설자|발표자',
  delivered:
    '讲话时间|演讲时间|发言时间|讲话日期|会议时间|会议日期|delivered on|date delivered|delivered|speech date|date of speech|gehalten am|prononcé le',
  time: '时间|日期|日时|开催日|date|datum|fecha|data|дата|날짜|일시',
  place: '地点|会议地点|场所|会场|location|venue|place|ort|lieu|lugar|luogo|место|장소',
  occasion: '场合|会议名称|活动名称|会议|活动|occasion|event|anlass|veranstaltung|événement|evento|행사',
};
const NAMES = { speaker: 1, delivered: 1, time: 1, place: 1, occasion: 1 };

const words = (name: keyof typeof NAMES): string => `(?<${name}>${LABELS[name]})`;
/** A label at the start of a line or behind a wide blank, a stroke or a bracket. */
const label = new RegExp(
  `(?:^|[\\t\\u3000|｜;；]|\\s{2}|[(（])\\s{0,4}(?:${(Object.keys(NAMES) as (keyof typeof NAMES)[]).map(words).join('|')})\\s{0,2}[:：]`,
  'g',
);
/** What stands beside the moment of a publication. */
const PUBLISHING = /来源|作者|浏览|发布|点击|编辑|字号|source:|author|published|updated|posted|\d{1,2}[:：]\d{2}/;
const LONGEST_LINE = 200;

/**
 * Reads labelled particulars: `讲话人：…`, `Delivered on: …`, also with the value on the next line. A bare `时间：` counts only beside a label for
 * speaker, place or occasion, and never beside what a site says of a publication.
 */
export function readStated(lines: readonly string[]): Stated {
  const found = new Map<string, string>();
  let published = false;
  for (const [index, line] of lines.entries()) {
    if (line.length > LONGEST_LINE || !/[:：]/.test(line)) continue;
    const folded = fold(line);
    const labels = [...folded.matchAll(label)];
    for (const [at, match] of labels.entries()) {
      const [name = ''] = Object.entries(match.groups ?? {}).find(([, word]) => word !== undefined) ?? [];
      if (name === 'time' && PUBLISHING.test(folded)) published = true;
      const own = line.slice(match.index + match[0].length, labels[at + 1]?.index ?? line.length).trim();
      const value = own === '' && at + 1 === labels.length ? (lines[index + 1] ?? '').trim() : own;
      if (value !== '' && !found.has(name)) found.set(name, value);
    }
  }
  if (found.size === 0) return NOTHING;
  const beside = found.has('speaker') || found.has('place') || found.has('occasion');
  const time = found.get('delivered') ?? (beside && !published ? found.get('time') : undefined);
  return { speaker: nameOf(found.get('speaker')), date: dayOf(time), occasion: occasionOf(found.get('occasion')) };
}

/** A short name spread by blanks. */
const SPREAD = /^(\p{Script=Han})[\s\u3000]{1,4}(\p{Script=Han})(?!\p{Script=Han})/u;

const nameOf = (value: string | undefined): string | null => {
  const joined = value?.replace(SPREAD, '$1$2');
  const name = joined?.split(/[\t\u3000|｜;；。，,(（]/)[0]?.trim() ?? '';
  return /^[\p{L}\p{M}\s·•.'’-]{2,60}$/u.test(name) ? name : null;
};

function dayOf(value: string | undefined): string | null {
  if (value === undefined) return null;
  const day = findDay(value);
  const printed = findDates(value)[0] ?? null;
  return day?.date ?? printed?.date ?? null;
}

const occasionOf = (value: string | undefined): string | null =>
  value && value.length >= 3 && value.length <= 100 && !/[。！？]/.test(value) ? value : null;
