import { tagOf } from '../tags.js';
import { BOLD } from './blocks.js';
import { isCentred } from './centred.js';
import { dateAlone, isBracketedDate } from './headline.js';
import { type Line, textNodes } from './lines.js';
import type { PageText } from '../page-text.js';
import { likeness } from './region.js';
import { isDateline } from './rules/particulars.js';
import type { Surroundings } from './surroundings.js';

const FONT = tagOf('font');
const MIN_TITLE = 10;
const MAX_TITLE = 160;
/** The name of a speaker is shorter. */
const MIN_SPEECH_TITLE = 25;
/** A dateline stands so near below a title. */
const NEAR = 2;
/** With more running text above it a line is a heading inside a work. */
const MAX_ABOVE = 300;

/** The first line that is printed as a title is, in large, bold or centred type above a dateline; -1 without one. It needs no name in the head. */
export function findDisplayTitle(around: Surroundings, page: PageText, lines: readonly Line[]): number {
  let above = 0;
  for (const line of lines) {
    if (likeness(line) >= 0.7) above += line.weight;
    if (above > MAX_ABOVE) return -1;
    if (line.weight < MIN_TITLE || line.weight > MAX_TITLE || line.endsSentence || line.linkWeight > 0) continue;
    if (isDateline(page, line) || !isEmphasised(around, page, line)) continue;
    const below = lines.slice(line.index + 1, line.index + 1 + NEAR);
    if (below.some((next) => tellsOfPage(page, next))) return line.index;
    if (line.weight >= MIN_SPEECH_TITLE && isLargest(around, page, line) && below.some((next) => isBracketedDate(page, next)))
      return line.index;
  }
  return -1;
}

/** A dateline of the page; a date alone is the day of a speech and may follow its speaker's name. */
const tellsOfPage = (page: PageText, line: Line): boolean => isDateline(page, line) && dateAlone(page, line) === null;

/** In the type of a headline, not merely bold or centred. */
function isLargest(around: Surroundings, page: PageText, line: Line): boolean {
  return around.tree.headingLevel(line.block) > 0 || textNodes(page, line).every((node) => isLarge(around, node, line.block));
}

function isEmphasised(around: Surroundings, page: PageText, line: Line): boolean {
  const { tree } = around;
  if (tree.headingLevel(line.block) > 0 || isCentred(tree, line.block)) return true;
  return textNodes(page, line).every((node) => around.isInside(node, line.block, BOLD) || isLarge(around, node, line.block));
}

/** Set in a font of the size of a headline. */
function isLarge(around: Surroundings, node: number, block: number): boolean {
  const font = around.closest(node, FONT);
  return font > block && /^(?:[4-7]|\+[1-4])$/.test((around.tree.attribute(font, 'size') ?? '').trim());
}
