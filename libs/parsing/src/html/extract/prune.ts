import type { PageFacts } from '../facts/page-facts.js';
import { printedDay } from '../facts/moments.js';
import type { PageText } from '../page-text.js';
import { TAG, tagOf } from '../tags.js';
import type { HtmlTree } from '../tree.js';
import { BOLD } from './blocks.js';
import { FURNITURE } from './furniture.js';
import { type Line, textNodes } from './lines.js';
import type { LinkTargets } from './links.js';
import { likeness, type Masses } from './region.js';
import type { StatedBody } from './stated-body.js';
import type { Surroundings, TagGroup } from './surroundings.js';
import { essence } from './title-line.js';

export interface Chosen {
  readonly tree: HtmlTree;
  readonly around: Surroundings;
  readonly page: PageText;
  readonly lines: readonly Line[];
  /** Code of the furniture that all of a line is part of, or 0. */
  readonly furniture: Uint8Array;
  readonly teasers: Uint8Array;
  readonly masses: Masses;
  readonly region: number;
  /** The innermost element that holds most of the text. */
  readonly body: number;
  /** For each node inside the body the child of the body that holds it. */
  readonly wrappers: Int32Array;
  readonly titleLine: number;
  readonly facts: PageFacts;
  readonly links: LinkTargets;
  readonly stated: StatedBody;
}

type Rules = (string | null)[];

const RULE_OF_FURNITURE: readonly string[] = FURNITURE.map((hint) =>
  hint === 'furniture' ? 'navigation' : hint === 'related' ? 'related-links' : hint === 'share' ? 'share-row' : hint,
);

/** The rule that takes each line out of the text, or null for the lines of the text. */
export function pruneLines(chosen: Chosen): Rules {
  const { tree, lines, region, titleLine } = chosen;
  const rules = lines.map((line) => {
    const known = knownRule(chosen, line);
    if (known !== null) return known;
    if (tree.contains(region, line.block)) return ruleOf(chosen, line);
    return line.index === titleLine ? 'title' : 'outside-main';
  });
  pruneHead(chosen, rules);
  pruneLabels(chosen, rules);
  pruneRepeats(chosen, rules);
  pruneUnstated(chosen, rules);
  pruneNotes(chosen, rules);
  pruneTail(chosen, rules);
  return keepSomething(chosen, rules);
}

/** No page with text is left without any: what has been taken out of the region comes back, or else all that is no link. */
function keepSomething({ tree, lines, region, furniture }: Chosen, rules: Rules): Rules {
  const isEmpty = (kept: Rules): boolean => lines.every((line) => kept[line.index] !== null || line.weight < 1);
  if (!isEmpty(rules)) return rules;
  const isOpen = (line: Line): boolean => rules[line.index] !== 'title' && line.linkWeight < 0.5 * line.weight;
  const attempts = [
    (line: Line) => tree.contains(region, line.block) && (furniture[line.index] ?? 0) === 0 && isOpen(line),
    (line: Line) => isOpen(line),
    () => true,
  ];
  for (const keeps of attempts) {
    const relaxed = lines.map((line) => (keeps(line) ? null : (rules[line.index] ?? null)));
    if (!isEmpty(relaxed)) return relaxed;
  }
  return rules;
}

function knownRule({ furniture, teasers }: Chosen, line: Line): string | null {
  const code = furniture[line.index] ?? 0;
  if (code > 0) return RULE_OF_FURNITURE[code] ?? '';
  return teasers[line.block] === 1 ? 'related-links' : null;
}

function ruleOf(chosen: Chosen, line: Line): string | null {
  const { around, page, lines, titleLine } = chosen;
  if (line.index === titleLine) return 'title';
  if (line.index < titleLine) return 'before-title';
  const title = lines[titleLine];
  if (title && line.index < titleLine + 4 && essenceOf(page, line) === essenceOf(page, title)) return 'title';
  if (around.closest(line.block, TAG.figure) > 0) return 'caption';
  if (isLinkLine(chosen, line)) return 'link-list';
  if (textNodes(page, line).every((node) => around.isInside(node, line.block, TIME) || around.closest(line.block, TAG.time) > 0))
    return 'byline';
  return null;
}

const TIME: TagGroup = { name: 'time', tags: new Set([TAG.time]) };

function isLinkLine({ tree, around, links, body }: Chosen, line: Line): boolean {
  if (line.linkWeight < 0.7 * line.weight || (line.endsSentence && line.weight > 80)) return false;
  return !(tree.contains(body, line.block) && around.closest(line.block, TAG.li) > body && links.leadElsewhere(line));
}

const essenceOf = (page: PageText, line: Line): string => essence(page.text.slice(line.from, line.to));

/** Short lines between the title and the body say who, when and where; a summary set apart repeats the description. */
function pruneHead(chosen: Chosen, rules: Rules): void {
  const { tree, page, lines, facts } = chosen;
  const summary = essence(facts.description ?? '');
  for (const line of lines) {
    if (rules[line.index] !== null) continue;
    if (likeness(line) >= 0.7 && isInBody(chosen, line)) return;
    if (isSetApart(chosen, line) && isSummary(essenceOf(page, line), summary)) rules[line.index] = 'summary';
    else if (
      !isInBody(chosen, line) &&
      likeness(line) < 0.5 &&
      tree.headingLevel(line.block) === 0 &&
      (line.weight < 60 || isDateline(page, line))
    )
      rules[line.index] = 'byline';
  }
}

/** Whether a line stands among the paragraphs of the body, not in a wrapper of its own that holds no running text. */
function isInBody({ tree, body, wrappers, masses }: Chosen, line: Line): boolean {
  if (!tree.contains(body, line.block)) return false;
  if (line.block === body || tree.parent(line.block) === body) return true;
  const wrapper = wrappers[line.block] ?? 0;
  if (OF_TEXT.has(tree.tag(wrapper))) return true;
  return (masses.text[wrapper] ?? 0) >= MIN_WRAPPED;
}

/** Elements that stand among paragraphs as they do. */
const OF_TEXT = new Set(['p', 'ul', 'ol', 'dl', 'table', 'blockquote', 'pre', 'center'].map(tagOf));

/** A wrapper with less running text than this holds a row of particulars. */
const MIN_WRAPPED = 40;

const isDateline = (page: PageText, line: Line): boolean =>
  line.weight < 160 && !line.endsSentence && printedDay(page.text.slice(line.from, line.to)) !== null;

const HEADER = tagOf('header');
const isSetApart = ({ tree, around }: Chosen, line: Line): boolean =>
  tree.headingLevel(line.block) > 0 || around.closest(line.block, HEADER) > 0;

const isSummary = (text: string, summary: string): boolean =>
  text.length > 20 && summary.length > 20 && (summary.startsWith(text.slice(0, 60)) || text.startsWith(summary.slice(0, 60)));

/** A short heading that only announces what has been taken out after it. */
function pruneLabels({ tree, around, page, lines }: Chosen, rules: Rules): void {
  for (let index = lines.length - 2; index >= 0; index--) {
    const line = lines[index];
    if (!line || rules[index] !== null || line.weight > 60 || line.endsSentence) continue;
    const next = rules[index + 1];
    if (next !== 'link-list' && next !== 'related-links') continue;
    const isLabel = tree.headingLevel(line.block) > 0 || textNodes(page, line).every((node) => around.isInside(node, line.block, BOLD));
    if (isLabel) rules[index] = 'related-label';
  }
}

/** Short labels that the page prints again and again inside its text, such as the word above each advertisement. */
function pruneRepeats({ tree, page, lines }: Chosen, rules: Rules): void {
  const seen = new Map<string, Line[]>();
  for (const line of lines) {
    if (rules[line.index] !== null || line.weight > MAX_LABEL || line.endsSentence || !WRAPPERS.has(tree.tag(line.block))) continue;
    const text = page.text.slice(line.from, line.to).trim();
    if (!/[\p{L}\p{N}]$/u.test(text)) continue;
    const repeats = seen.get(text);
    if (repeats) repeats.push(line);
    else seen.set(text, [line]);
  }
  for (const repeats of seen.values()) {
    if (repeats.length < 2) continue;
    for (const line of repeats) rules[line.index] = 'repeated-label';
  }
}

const MAX_LABEL = 30;
const WRAPPERS = new Set(['div', 'center', 'section', 'aside'].map(tagOf));

/**
 * Where the page's linked data gives the whole text, that decides about doubtful lines: what it holds stays, what it lacks at the ends of
 * the region goes.
 */
function pruneUnstated({ page, lines, stated, tree, region }: Chosen, rules: Rules): void {
  if (!stated.isKnown) return;
  const verdicts = lines.map((line) => (tree.contains(region, line.block) ? stated.holds(page.text.slice(line.from, line.to)) : null));
  const weigh = (verdict: boolean): number =>
    lines.reduce((sum, line) => sum + (verdicts[line.index] === verdict && rules[line.index] === null ? line.weight : 0), 0);
  if (weigh(true) < 2 * weigh(false)) return;
  for (const line of lines) {
    const rule = rules[line.index] ?? null;
    if (verdicts[line.index] === false && rule === null) rules[line.index] = 'not-in-stated-text';
    if (verdicts[line.index] === true && rule !== null && RESTORABLE.has(rule)) rules[line.index] = null;
  }
}

const RESTORABLE = new Set([
  'link-list',
  'byline',
  'summary',
  'related-label',
  'end-note',
  'repeated-label',
  'empty-heading',
  'before-title',
  'promotion',
  'share-row',
  'notice',
]);

const SLANTED: TagGroup = { name: 'slanted', tags: new Set(['em', 'i', 'cite', 'small'].map(tagOf)) };
const CONTACT = /[@＠©]|https?:|www\./i;

/** Remarks about the author or the site at the end, set apart by slanted or small type and giving an address or links. */
function pruneNotes({ around, page, lines }: Chosen, rules: Rules): void {
  let notes = 0;
  for (let index = lines.length - 1; index >= 0 && notes < 3; index--) {
    const line = lines[index];
    if (!line || rules[index] !== null) continue;
    if (line.weight > 500 || !textNodes(page, line).every((node) => around.isInside(node, line.block, SLANTED))) return;
    if (line.linkWeight === 0 && !CONTACT.test(page.text.slice(line.from, line.to))) return;
    rules[index] = 'end-note';
    notes++;
  }
}

/** Headings that head nothing. */
function pruneTail({ tree, lines }: Chosen, rules: Rules): void {
  for (let index = lines.length - 1; index >= 0; index--) {
    const line = lines[index];
    if (!line || rules[index] !== null) continue;
    if (tree.headingLevel(line.block) === 0) return;
    rules[index] = 'empty-heading';
  }
}
