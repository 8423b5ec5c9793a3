import type { BlockSpan, RemovedSpan } from '../../formats/format.js';
import type { PageFacts } from '../facts/page-facts.js';
import type { PageText } from '../page-text.js';
import type { HtmlTree } from '../tree.js';
import { toBlocks } from './blocks.js';
import { findDisplayTitle } from './display-title.js';
import { FURNITURE, markFurniture } from './furniture.js';
import { dateBelow, deliveredDate, printedDate, speakerAbove, statedNear, titleOf } from './headline.js';
import { readHints } from './hints.js';
import { type Line, readLines, textNodes, trimmed } from './lines.js';
import { LinkTargets } from './links.js';
import { type PageType, pageTypeOf } from './page-type.js';
import { permalinksOf } from './permalinks.js';
import { printedAuthor } from './printed-author.js';
import { pruneLines } from './rules/prune-lines.js';
import { bodyContainer, chooseRegion, likeness, measureMasses, widenRegion, wrappersIn } from './region.js';
import { StatedBody } from './stated-body.js';
import { Surroundings } from './surroundings.js';
import { markOtherArticles, markTeasers } from './teasers.js';
import { findTitleLine } from './title-line.js';

/** The main content of a page. Blocks and removals hold each visible character that is not white space exactly once. */
export interface Article {
  readonly pageType: PageType;
  readonly title: string | null;
  readonly publishedAt: string | null;
  /** Who wrote the work, as the page says. */
  readonly author: string | null;
  /** The date printed with the work itself, as exact as it is printed. */
  readonly deliveredDate: string | null;
  readonly speaker: string | null;
  readonly occasion: string | null;
  readonly blocks: readonly BlockSpan[];
  readonly removals: readonly RemovedSpan[];
}

/**
 * Finds the main content of a page: the element with most running text and least beside it, less what is not the author's. `textFrom` is
 * where the text of the work is known to begin in the source; what stands before it are remarks of the page.
 */
export function extractArticle(tree: HtmlTree, page: PageText, facts: PageFacts, textFrom = 0): Article {
  const around = new Surroundings(tree);
  const lines = readLines(around, page);
  const links = new LinkTargets(around, page, facts.hosts);
  const printedTitle = findTitleLine(tree, page, lines, facts.titles, findDisplayTitle(around, page, lines));
  const named = namedFurniture(tree, page, lines, printedTitle);
  for (const line of lines) if (tree.from(page.segmentNode(line.firstSegment)) < textFrom) named[line.index] ||= NOTICE;
  const teasers = markTeasers(tree, lines, links);
  const pageType = pageTypeOf(tree, facts, lines, named, teasers);
  if (pageType === 'article') markOtherArticles(around, lines, printedTitle, teasers);
  if (pageType !== 'article') teasers.fill(0);
  const furniture = named.map((code) => (BELONGING[pageType].has(code) ? 0 : code));
  const excluded = new Uint8Array(lines.map((line) => ((furniture[line.index] ?? 0) > 0 || teasers[line.block] === 1 ? 1 : 0)));
  const titleLine = leadingTitle(tree, lines, excluded, printedTitle);
  const masses = measureMasses(tree, lines, excluded, titleLine, pageType === 'listing');
  const region = widenRegion(tree, masses, chooseRegion(tree, masses));
  const body = bodyContainer(tree, masses, region);
  const wrappers = wrappersIn(tree, body);
  const stated = new StatedBody(facts.articleBody);
  const chosen = {
    tree,
    around,
    page,
    lines,
    furniture,
    teasers,
    masses,
    region,
    body,
    wrappers,
    titleLine,
    facts,
    links,
    stated,
    pageType,
  };
  const rules = pruneLines(chosen);
  const kept = lines.filter((line) => rules[line.index] === null);
  const near = statedNear(page, lines, printedTitle);
  return {
    pageType,
    title: titleOf(page, lines, printedTitle, facts),
    publishedAt:
      facts.publishedAt ??
      (pageType === 'listing' ? null : printedDate(around, page, lines, printedTitle)) ??
      facts.publishedByAddress ??
      (pageType === 'article' ? dateBelow(page, lines, rules.lastIndexOf(null)) : null),
    author:
      facts.author !== null && facts.author !== facts.site
        ? facts.author
        : (printedAuthor(around, page, lines, rules, printedTitle) ?? facts.author),
    deliveredDate: near.date ?? deliveredDate(page, kept),
    speaker: near.speaker ?? speakerAbove(page, kept),
    occasion: near.occasion,
    blocks: toBlocks(around, page, kept),
    removals: lines.flatMap((line) => {
      const rule = rules[line.index] ?? null;
      return rule === null ? permalinksOf(around, page, line) : [{ rule, ...trimmed(page.text, line) }];
    }),
  };
}

const NOTICE = FURNITURE.indexOf('notice');

/** Codes of furniture that on a page of some type is the content. */
const BELONGING: Readonly<Record<PageType, ReadonlySet<number>>> = {
  article: new Set(),
  discussion: new Set([FURNITURE.indexOf('comments')]),
  answers: new Set(),
  listing: new Set([FURNITURE.indexOf('related')]),
};

/** The furniture code of each line. */
function namedFurniture(tree: HtmlTree, page: PageText, lines: readonly Line[], titleLine: number): Uint8Array {
  const marks = markFurniture(tree, readHints(tree), lines, titleLine);
  return new Uint8Array(lines.map((line) => sharedMark(page, line, marks)));
}

/** The title line if the text comes after it; -1 when much of the text comes before, as under a title printed once more at the end. */
function leadingTitle(tree: HtmlTree, lines: readonly Line[], excluded: Uint8Array, titleLine: number): number {
  let before = 0;
  let all = 0;
  for (const line of lines) {
    const mass = excluded[line.index] === 1 ? 0 : likeness(line) * line.weight;
    all += mass;
    if (line.index < titleLine) before += mass;
  }
  const isHeading = tree.headingLevel(lines[titleLine]?.block ?? 0) > 0;
  return before <= (isHeading ? 0.75 : 0.4) * all ? titleLine : -1;
}

/** The mark of the first piece of text if every piece has one. */
function sharedMark(page: PageText, line: Line, marks: Uint8Array): number {
  let shared = 0;
  for (const node of textNodes(page, line)) {
    const mark = marks[node] ?? 0;
    if (mark === 0) return 0;
    shared ||= mark;
  }
  return shared;
}
