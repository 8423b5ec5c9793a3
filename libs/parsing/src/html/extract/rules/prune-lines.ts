import { TAG } from '../../tags.js';
import { FURNITURE } from '../furniture.js';
import { type Line, textNodes } from '../lines.js';
import type { TagGroup } from '../surroundings.js';
import { Captions } from './captions.js';
import { type Chosen, essenceOf, type Rules } from './chosen.js';
import { keepLead, keepSpeechHead, pruneHead } from './head.js';
import { pruneLabels, pruneRepeats } from './labels.js';
import { prunePosts } from './posts.js';
import { askStatedBody } from './stated.js';
import { keepSignature, pruneNotes, pruneTail } from './tail.js';

const RULE_OF_FURNITURE: readonly string[] = FURNITURE.map((hint) => {
  if (hint === 'picture' || hint === 'gallery') return 'caption';
  if (hint === 'related') return 'related-links';
  return hint === 'share' ? 'share-row' : hint;
});

const TIME: TagGroup = { name: 'time', tags: new Set([TAG.time]) };

/** An entry of a listing; shorter linked lines turn its pages. */
const MIN_ENTRY = 20;

/** Lines after the title that may print it once more. */
const NEAR_TITLE = 4;
const MAX_TITLE = 400;
/** Letters of a label before a title, such as one that says it is the original. */
const MAX_LABEL = 6;

/** Decides line by line: first by where a line stands, then by what stands around it. A page with text keeps at least one line. */
export function pruneLines(chosen: Chosen): Rules {
  const captions = new Captions(chosen);
  const rules = chosen.lines.map((line) => knownRule(chosen, line) ?? placeRule(chosen, line, captions));
  pruneHead(chosen, rules);
  pruneLabels(chosen, rules);
  pruneRepeats(chosen, rules);
  prunePosts(chosen, rules);
  askStatedBody(chosen, rules);
  keepSpeechHead(chosen, rules);
  keepLead(chosen, rules);
  keepSignature(chosen, rules);
  pruneNotes(chosen, rules);
  pruneTail(chosen, rules);
  return keepSomething(chosen, rules);
}

function knownRule({ furniture, teasers }: Chosen, line: Line): string | null {
  const code = furniture[line.index] ?? 0;
  if (code > 0) return RULE_OF_FURNITURE[code] ?? null;
  return teasers[line.block] === 1 ? 'related-links' : null;
}

function placeRule(chosen: Chosen, line: Line, captions: Captions): string | null {
  const { tree, region, titleLine } = chosen;
  if (line.index === titleLine || repeatsTitle(chosen, line)) return 'title';
  if (!tree.contains(region, line.block)) return 'outside-main';
  if (line.index < titleLine) return 'before-title';
  if (captions.includes(line)) return 'caption';
  if (isLinkLine(chosen, line)) return 'link-list';
  return isOnlyTime(chosen, line) ? 'byline' : null;
}

function repeatsTitle({ page, lines, titleLine }: Chosen, line: Line): boolean {
  const title = lines[titleLine];
  if (!title || line.index < titleLine || line.index > titleLine + NEAR_TITLE) return false;
  const wanted = essenceOf(page, title);
  const found = line.weight > MAX_TITLE ? '' : essenceOf(page, line);
  return found.endsWith(wanted) && found.length <= wanted.length + MAX_LABEL;
}

/** A line of little but links, other than an entry of a listing, a heading that leads to itself, or an item of the body that leads to another site. */
function isLinkLine({ tree, around, links, body, pageType }: Chosen, line: Line): boolean {
  if (pageType === 'listing' && line.weight > MIN_ENTRY) return false;
  if (line.linkWeight === 0 || line.linkWeight < 0.7 * line.weight || (line.endsSentence && line.weight > 80)) return false;
  if (tree.headingLevel(line.block) > 0 && links.stayHere(line)) return false;
  return !(tree.contains(body, line.block) && around.closest(line.block, TAG.li) > body && links.leadElsewhere(line));
}

function isOnlyTime({ around, page }: Chosen, line: Line): boolean {
  if (around.closest(line.block, TAG.time) > 0) return true;
  return textNodes(page, line).every((node) => around.isInside(node, line.block, TIME));
}

/** Nothing kept: what has been taken out of the region comes back, or else all that is no link, or else everything. */
function keepSomething({ tree, lines, region, furniture }: Chosen, rules: Rules): Rules {
  const isEmpty = (kept: Rules): boolean => lines.every((line) => kept[line.index] !== null || line.weight < 1);
  const isPlain = (line: Line): boolean => rules[line.index] !== 'title' && line.linkWeight < 0.5 * line.weight;
  const attempts = [
    (): boolean => false,
    (line: Line): boolean => tree.contains(region, line.block) && furniture[line.index] === 0 && isPlain(line),
    isPlain,
    (): boolean => true,
  ];
  for (const keeps of attempts) {
    const relaxed = lines.map((line) => (keeps(line) ? null : (rules[line.index] ?? null)));
    if (!isEmpty(relaxed)) return relaxed;
  }
  return rules;
}
