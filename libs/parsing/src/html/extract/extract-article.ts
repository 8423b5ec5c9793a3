import type { BlockSpan, RemovedSpan } from '../../formats/format.js';
import type { PageFacts } from '../facts/page-facts.js';
import type { PageText } from '../page-text.js';
import type { HtmlTree } from '../tree.js';
import { toBlocks, trimmed } from './blocks.js';
import { markFurniture } from './furniture.js';
import { deliveredDate, printedDate, titleOf } from './headline.js';
import { readHints } from './hints.js';
import { type Line, readLines, textNodes } from './lines.js';
import { LinkTargets } from './links.js';
import { pruneLines } from './prune.js';
import { bodyContainer, chooseRegion, measureMasses } from './region.js';
import { StatedBody } from './stated-body.js';
import { markTeasers } from './teasers.js';
import { findTitleLine } from './title-line.js';

/** The work on a page. Blocks and removals hold each visible character that is not white space exactly once. */
export interface Article {
  readonly title: string | null;
  readonly publishedAt: string | null;
  /** The date printed with the work itself, as exact as it is printed. */
  readonly deliveredDate: string | null;
  readonly blocks: readonly BlockSpan[];
  readonly removals: readonly RemovedSpan[];
}

/** Finds the main content of a page: the element with most running text and least beside it, less what is not the author's. */
export function extractArticle(tree: HtmlTree, page: PageText, facts: PageFacts): Article & { region: number } {
  const hints = readHints(tree);
  const lines = readLines(tree, page);
  const links = new LinkTargets(tree, page, facts.hosts);
  const titleLine = findTitleLine(tree, page, lines, facts.titles);
  const marks = markFurniture(tree, hints, lines, titleLine);
  const furniture = Uint8Array.from(lines, (line) => sharedMark(page, line, marks));
  const teasers = markTeasers(tree, lines, links);
  const stated = new StatedBody(facts.articleBody);
  const excluded = Uint8Array.from(lines, (line) => ((furniture[line.index] ?? 0) > 0 || teasers[line.block] === 1 ? 1 : 0));
  const masses = measureMasses(tree, lines, excluded, titleLine);
  const region = chooseRegion(tree, hints.of, masses);
  const body = bodyContainer(tree, lines, excluded, region);
  const rules = pruneLines({ tree, page, lines, furniture, teasers, region, body, titleLine, facts, links, stated });
  const kept = lines.filter((line) => rules[line.index] === null);
  return {
    title: titleOf(page, lines, titleLine, facts),
    publishedAt: facts.publishedAt ?? printedDate(page, lines, titleLine),
    deliveredDate: deliveredDate(page, kept),
    blocks: toBlocks(tree, page, kept),
    removals: lines.flatMap((line) => {
      const rule = rules[line.index] ?? null;
      return rule === null ? [] : [{ rule, ...trimmed(page.text, line) }];
    }),
    region,
  };
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
