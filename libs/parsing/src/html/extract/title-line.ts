import type { PageText } from '../page-text.js';
import type { HtmlTree } from '../tree.js';
import type { Line } from './lines.js';

/** Names longer or more than these are not titles. */
const MAX_TITLE = 400;
const MAX_TITLES = 8;

/** Letters and digits only, folded: how two prints of one title are compared. */
export function essence(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The line that prints the page's title, or -1. `titles` are the names the page gives itself, best first. */
export function findTitleLine(tree: HtmlTree, page: PageText, lines: readonly Line[], titles: readonly string[]): number {
  const wanted = titles
    .slice(0, MAX_TITLES)
    .map((title) => title.slice(0, MAX_TITLE))
    .flatMap(partsOf)
    .map(essence)
    .filter((title) => title.length > 1);
  let best = -1;
  let bestScore = 0;
  for (const line of lines) {
    if (line.weight > 400) continue;
    const score = titleScore(tree, page, line, wanted);
    if (score > bestScore) {
      best = line.index;
      bestScore = score;
    }
  }
  return best;
}

/** A title and, where marks part it, what stands before and between them: a document title often ends with the name of its site. */
function partsOf(title: string): string[] {
  const parts = titleParts(title);
  return parts.length > 1 ? [title, ...parts] : [title];
}

export function titleParts(title: string): string[] {
  return title
    .slice(0, MAX_TITLE)
    .split(/[|｜_]|\s[-–—»·:]\s|--|——/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function titleScore(tree: HtmlTree, page: PageText, line: Line, wanted: readonly string[]): number {
  const level = tree.headingLevel(line.block);
  const rank = level === 1 ? 1.5 : level > 0 ? 1.1 : 0.9;
  const text = essence(page.text.slice(line.from, line.to));
  let match = 0;
  for (const title of wanted) match = Math.max(match, likenessOf(text, title));
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
