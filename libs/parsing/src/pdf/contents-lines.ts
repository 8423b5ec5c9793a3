import type { Line } from './lines.js';

/** Fewest lines that make a table of contents, and fewest below a heading that says so. */
const FEWEST = 3;
const FEWEST_HEADED = 2;
/** Lines of an entry that is broken before its page number. */
const LONGEST_ENTRY = 3;
/** Share of the page numbers that may be lower than the one before them. */
const MOST_FALLS = 0.1;

/** Pages that a file may lack of those which its table of contents names, such as its cover's. */
const MOST_PAGES_MORE = 10;

const HEADING = /^(?:目录|目次|目錄|内容目录|contents|tableofcontents)$/i;
/** How many dots the signs of a leader are worth. */
const DOTS: Readonly<Record<string, number>> = {
  ...{ '.': 1, '．': 1, '·': 1, '•': 1, '・': 1, '‧': 1, _: 1 },
  ...{ '‥': 2, '…': 3, '⋯': 3 },
};
const FEWEST_DOTS = 4;

/** An entry of a table of contents. */
interface Entry {
  readonly page: number;
  /** Whether dots lead to the page number; else it only stands apart. */
  readonly hasLeader: boolean;
}

/**
 * The lines of tables of contents with their headings, in a file of so many pages: entries that end in page numbers behind dots, three or more
 * in a row, whose numbers rise. Below a heading that says so two are enough, and a wide gap will do for the dots. Lines that the file itself marks so are taken as well.
 */
export function contentsLines(lines: readonly Line[], pages: number): ReadonlySet<Line> {
  const found = new Set(lines.filter(({ role }) => role === 'contents'));
  for (let at = 0; at < lines.length; ) {
    const isHeaded = isHeading(lines[at]);
    const from = isHeaded ? at + 1 : at;
    const { to, entries } = entriesFrom(lines, from, isHeaded);
    const isTable = rises(entries) && (isHeaded ? isBelowHeading(entries, to - from) : isAlone(entries, to - from, pages));
    if (isTable) for (const line of lines.slice(at, to)) found.add(line);
    at = Math.max(at + 1, isTable ? to : from, ...(entries.length > 0 && !isTable ? [to] : []));
  }
  return found;
}

const isHeading = (line: Line | undefined): boolean => line !== undefined && HEADING.test(line.text.replace(/\s/g, ''));

/** The entries that follow each other from a line on, and where they end. */
function entriesFrom(lines: readonly Line[], from: number, isHeaded: boolean): { to: number; entries: Entry[] } {
  const entries: Entry[] = [];
  let to = from;
  for (let at = from, waiting = 0; at < lines.length; at += 1) {
    const line = lines[at];
    const entry = line ? entryOf(line) : null;
    const isEntry = entry !== null && (entry.hasLeader || isHeaded);
    // The heading stands again on each page.
    if (!isEntry && !(isHeaded && isHeading(line))) waiting += 1;
    else {
      if (isEntry) entries.push(entry);
      waiting = 0;
      to = at + 1;
    }
    // What is not yet closed by a page number must have room for no more than a broken title.
    if (waiting >= LONGEST_ENTRY || (waiting > 0 && (entries.length === 0 || /[。！？]$/.test(line?.text ?? '')))) break;
  }
  return { to, entries };
}

const isBelowHeading = (entries: readonly Entry[], lines: number): boolean =>
  entries.length >= FEWEST_HEADED && entries.length * 2 >= lines;

/** Forms and price lists have dots and numbers as well: without a heading the numbers must be those of pages that the file has, about. */
const isAlone = (entries: readonly Entry[], lines: number, pages: number): boolean =>
  entries.length >= Math.max(FEWEST, lines * 0.8) && entries.every(({ page }) => page <= pages + MOST_PAGES_MORE);

function rises(entries: readonly Entry[]): boolean {
  const falls = entries.filter(({ page }, index) => page < (entries[index - 1]?.page ?? 0)).length;
  return falls <= entries.length * MOST_FALLS;
}

/** Reads a line from its end: page number, then dots or a gap, then what is on that page. */
function entryOf({ text, cells }: Line): Entry | null {
  const number = /[(（〔[\-–—]?\s?([0-9]{1,4}|[ivxlIVXL]{1,6})\s?[)）〕\]\-–—]?$/.exec(text.slice(-12));
  if (!number?.[1]) return null;
  let at = text.length - (number[0]?.length ?? 0);
  let dots = 0;
  let blanks = 0;
  for (; at > 0; at -= 1) {
    const sign = text[at - 1] ?? '';
    if (sign === '\t' || sign === '\u3000') blanks += 1;
    else if (DOTS[sign]) dots += DOTS[sign];
    else if (sign !== ' ') break;
  }
  const hasLeader = dots >= FEWEST_DOTS;
  if (!/[\p{L}\p{N}]/u.test(text.slice(0, at)) || !(hasLeader || blanks > 0 || cells > 1)) return null;
  return { page: Number(/^[0-9]/.test(number[1]) ? number[1] : 0), hasLeader };
}
