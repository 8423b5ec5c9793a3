import type { PageText } from '../page-text.js';
import type { HtmlTree } from '../tree.js';
import type { Line } from './lines.js';

/** Names longer or more than these are not titles. */
const MAX_TITLE = 400;
const MAX_TITLES = 8;

/** Letters and digits only, folded: how two prints of one title are compared. */
export function essence(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase().replace(/[^a-z0-9]+/g, '');
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Without such characters there is nothing to normalise, and letters are few. */
const BEYOND_ASCII = /[^\0-\x7f]/;

interface Wanted {
  readonly text: string;
  /** 1 for a whole name, less for a part of one. */
  readonly trust: number;
}

/** What a line is worth that looks like a title: more than the name of a site or section in the head, less than the work's own. */
const DISPLAYED = 0.7;

/**
 * The line that prints the page's title, or -1. `titles` are the names the page gives itself, best first; `displayed` is the line that looks
 * like a title whatever these say, or -1.
 */
export function findTitleLine(
  tree: HtmlTree,
  page: PageText,
  lines: readonly Line[],
  titles: readonly string[],
  displayed: number,
): number {
  const wanted = titles
    .slice(0, MAX_TITLES)
    .flatMap((title) => wantedIn(title.slice(0, MAX_TITLE)))
    .filter(({ text }) => text.length > 1);
  let best = -1;
  let bestScore = 0;
  for (const line of lines) {
    if (line.weight > MAX_TITLE) continue;
    const score = Math.max(titleScore(tree, page, line, wanted), line.index === displayed ? DISPLAYED : 0);
    if (score > bestScore) {
      best = line.index;
      bestScore = score;
    }
  }
  return best;
}

/** A name and, where marks part it, its parts: a document title often ends with the name of its site, so a part counts by its length. */
function wantedIn(title: string): Wanted[] {
  const text = essence(title);
  const parts = titleParts(title);
  if (parts.length < 2) return [{ text, trust: 1 }];
  return [
    { text, trust: 1 },
    ...parts.map(essence).map((part) => ({ text: part, trust: 0.4 + (0.6 * part.length) / Math.max(1, text.length) })),
  ];
}

/** A title cut at the marks that sites put between a work's name and their own. */
export function titleParts(title: string): string[] {
  return title
    .slice(0, MAX_TITLE)
    .split(/[|｜_]|\s[-–—»·:]\s|--|——/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function titleScore(tree: HtmlTree, page: PageText, line: Line, wanted: readonly Wanted[]): number {
  const level = tree.headingLevel(line.block);
  const rank = level === 1 ? 1.5 : level > 0 ? 1.1 : 0.9;
  const text = essence(page.text.slice(line.from, line.to));
  let match = 0;
  for (const title of wanted) match = Math.max(match, title.trust * likenessOf(text, title.text));
  if (match < 0.4) return level === 1 ? 0.3 : 0;
  return match * rank * (line.linkWeight > line.weight / 2 ? 0.6 : 1);
}

/** 1 for equal, else how much of the longer one the shorter covers when it begins or ends it. */
function likenessOf(text: string, title: string): number {
  if (text === title) return 1;
  if (text.length < 4 || title.length < 4) return 0;
  const [shorter, longer] = text.length < title.length ? [text, title] : [title, text];
  if (!longer.includes(shorter)) return 0;
  return (0.9 * shorter.length) / longer.length;
}
