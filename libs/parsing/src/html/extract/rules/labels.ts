import { tagOf } from '../../tags.js';
import { BOLD } from '../blocks.js';
import { type Line, textNodes } from '../lines.js';
import { type Chosen, printed, type Rules } from './chosen.js';

const MAX_ANNOUNCEMENT = 60;
const MAX_REPEATED = 30;
const WRAPPERS = new Set(['div', 'center', 'section', 'aside'].map(tagOf));

/** A short heading that only announces what has been taken out after it. */
export function pruneLabels(chosen: Chosen, rules: Rules): void {
  for (const line of chosen.lines.toReversed()) {
    const next = rules[line.index + 1];
    if (rules[line.index] !== null || (next !== 'link-list' && next !== 'related-links')) continue;
    if (line.weight < MAX_ANNOUNCEMENT && !line.endsSentence && isHeadline(chosen, line)) rules[line.index] = 'related-label';
  }
}

function isHeadline({ tree, around, page }: Chosen, line: Line): boolean {
  return tree.headingLevel(line.block) > 0 || textNodes(page, line).every((node) => around.isInside(node, line.block, BOLD));
}

/**
 * Short labels that the page prints again and again between its paragraphs, such as the word above each advertisement. A label that ends in a
 * mark is left: a speaker's name is printed again and again too.
 */
export function pruneRepeats({ tree, page, lines }: Chosen, rules: Rules): void {
  const seen = new Map<string, Line[]>();
  for (const line of lines) {
    if (rules[line.index] !== null || line.weight > MAX_REPEATED || line.endsSentence || !WRAPPERS.has(tree.tag(line.block))) continue;
    const text = printed(page, line).trim();
    if (/[\p{L}\p{N}]$/u.test(text)) addLine(seen, text, line);
  }
  for (const repeats of seen.values()) {
    if (repeats.length > 1) for (const line of repeats) rules[line.index] = 'repeated-label';
  }
}

/** Adds a line to those that print the same. */
export function addLine(seen: Map<string, Line[]>, text: string, line: Line): void {
  const same = seen.get(text);
  if (same) same.push(line);
  else seen.set(text, [line]);
}
