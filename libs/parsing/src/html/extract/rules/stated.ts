import { TAG } from '../../tags.js';
import type { Line } from '../lines.js';
import { type Chosen, printed, type Rules } from './chosen.js';

/** Rules that guess; what the page itself gives as its text overrules them. */
const GUESSES = new Set([
  'link-list',
  'byline',
  'summary',
  'related-label',
  'repeated-label',
  'before-title',
  'promotion',
  'share-row',
  'notice',
]);

/**
 * Where the page's linked data gives the text and most of the lines kept so far stand in it, it decides: lines it holds stay, lines it lacks
 * go. Quotes, lists and tables are not asked about, for linked data often leaves them out.
 */
export function askStatedBody(chosen: Chosen, rules: Rules): void {
  const { page, lines, stated, tree, region } = chosen;
  if (!stated.isKnown) return;
  const verdicts = lines.map((line) => (tree.contains(region, line.block) ? stated.holds(printed(page, line)) : null));
  if (keptWeight(lines, rules, verdicts, true) < 2 * keptWeight(lines, rules, verdicts, false)) return;
  for (const line of lines) {
    const rule = rules[line.index] ?? null;
    const isHeld = verdicts[line.index] ?? null;
    if (isHeld === false && rule === null && !isSetOff(chosen, line)) rules[line.index] = 'not-in-stated-text';
    if (isHeld === true && rule !== null && GUESSES.has(rule)) rules[line.index] = null;
  }
}

function keptWeight(lines: readonly Line[], rules: Rules, verdicts: readonly (boolean | null)[], verdict: boolean): number {
  let weight = 0;
  for (const line of lines) if (rules[line.index] === null && verdicts[line.index] === verdict) weight += line.weight;
  return weight;
}

function isSetOff({ around }: Chosen, line: Line): boolean {
  return [TAG.blockquote, TAG.li, TAG.table].some((tag) => around.closest(line.block, tag) > 0);
}
