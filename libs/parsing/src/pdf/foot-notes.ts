import type { Line } from './lines.js';
import { usual } from './paragraphs.js';

/** Notes are set in a size smaller than the text by this much. */
const SMALLER = 0.93;
/** The signs that notes begin with: circled or bracketed numbers, numbers, stars and daggers. */
const MARK =
  /^(?:[①-⑳⑴-⒇*＊†‡§※]|[[［〔(（【]\s?[0-9]{1,3}\s?[\]］〕)）】]|[0-9]{1,3}(?=[\s\u3000.．、\p{Script=Han}\p{Lu}“"])|注[0-9一二三四五]{0,2}[：:])/u;
/** More lines than stand in the notes of a page. */
const MOST_LINES = 40;

/** Whether a line begins a note. */
export const beginsNote = ({ text }: Line): boolean => MARK.test(text);

/**
 * The lines of notes at the foot of pages: the last lines of a page or column, all smaller than the text, of which the first begins with a
 * mark. Lines that the file itself marks so are taken as well. A page of nothing else has no notes.
 */
export function footNoteLines(lines: readonly Line[]): ReadonlySet<Line> {
  const size = usual(lines, (line) => Math.round(line.size * 2) / 2) ?? 0;
  const found = new Set(lines.filter(({ role }) => role === 'note'));
  const pages = Map.groupBy(lines, ({ page }) => page);
  for (const inFlow of Map.groupBy(lines, ({ flow }) => flow).values()) {
    let from = inFlow.length;
    while (from > 0 && isSmall(inFlow[from - 1], size)) from -= 1;
    const notes = inFlow.slice(from);
    const first = notes.findIndex(beginsNote);
    // Small lines above the first mark are a caption or a source.
    const own = notes.slice(Math.max(0, first));
    if (first >= 0 && own.length <= MOST_LINES && belongsBelow(own[0], pages.get(own[0]?.page ?? 0) ?? [], size))
      for (const line of own) found.add(line);
  }
  return found;
}

/** Notes stand in the lower half of a page, below text that has their mark: raised, or in a form that is for notes only. */
function belongsBelow(note: Line | undefined, onPage: readonly Line[], size: number): boolean {
  if (!note) return false;
  const heights = onPage.map(({ y }) => y);
  const text = onPage.filter((line) => line.y < note.y && !isSmall(line, size));
  const mark = MARK.exec(note.text)?.[0] ?? '';
  const plain = bare(mark);
  const isReferred = text.some(
    ({ text: printed, raised }) =>
      raised.split(/[\s,，、]+/).some((sign) => sign !== '' && bare(sign) === plain) || (FORM.test(mark) && printed.includes(mark)),
  );
  return note.y > (Math.min(...heights) + Math.max(...heights)) / 2 && isReferred;
}

/** Marks that text has for notes and for hardly anything else. */
const FORM = /^[①-⑳*＊†‡§※[［〔【]/;

const bare = (sign: string): string => sign.replace(/[^0-9①-⑳⑴-⒇*＊†‡§※]/g, '');

const isSmall = (line: Line | undefined, size: number): boolean => line !== undefined && line.cells === 0 && line.size <= size * SMALLER;
