import { tagOf } from '../../tags.js';
import { isBracketedDate } from '../headline.js';
import type { Line } from '../lines.js';
import { likeness } from '../region.js';
import { essence } from '../title-line.js';
import { type Chosen, essenceOf, type Rules } from './chosen.js';
import { isSignedLine } from '../printed-author.js';
import { isDateline, isMachineDateline, isParticulars } from './particulars.js';

const HEADER = tagOf('header');
/** Elements that stand among paragraphs as they do. */
const OF_TEXT = new Set(['p', 'ul', 'ol', 'dl', 'table', 'blockquote', 'pre', 'center'].map(tagOf));
/** A wrapper with less running text than this holds a row of particulars. */
const MIN_WRAPPED = 40;
const MAX_BYLINE = 60;
/** A description is often cut: so much of its beginning decides. */
const SUMMARY_START = 60;
const MIN_SUMMARY = 20;
/** Letters; a longer one is the lead of the text. */
const MAX_SUMMARY = 120;
const MAX_MACHINE_DATES = 2;
/** Lines between a title and its lead. */
const MAX_BEFORE_LEAD = 20;
const MAX_LEADS = 3;
/** Less than this is a second title. */
const MIN_LEAD = 100;
/** Lines between a title and its speech. */
const MAX_HEAD = 3;

/** Short lines between the title and the body say who, when and where; a summary set apart repeats the description. */
export function pruneHead(chosen: Chosen, rules: Rules): void {
  const { tree, page, lines, facts } = chosen;
  const summary = essence(facts.description ?? '');
  let machineDates = 0;
  for (const line of lines) {
    if (rules[line.index] !== null) continue;
    if (likeness(line) >= 0.7 && isInBody(chosen, line)) return;
    if (isSetApart(chosen, line) && isSummary(essenceOf(page, line), summary)) rules[line.index] = 'summary';
    else if (tree.headingLevel(line.block) === 0 && isByline(chosen, line)) rules[line.index] = 'byline';
    // A chronicle has one date after another; above a text stand one or two.
    else if (machineDates < MAX_MACHINE_DATES && likeness(line) < 0.7 && isMachineDateline(page, line)) {
      rules[line.index] = 'byline';
      machineDates++;
    }
  }
}

/** The speaker and the bracketed day between a title and its speech are the speech's own where they stand in rows or boxes beside its element. */
export function keepSpeechHead({ page, lines, titleLine }: Chosen, rules: Rules): void {
  const first = rules.indexOf(null);
  if (titleLine < 0 || first <= titleLine + 1 || first > titleLine + 1 + MAX_HEAD) return;
  const between = lines.slice(titleLine + 1, first);
  if (!between.some((line) => isBracketedDate(page, line))) return;
  if (between.some((line) => line.linkWeight > 0 || line.weight > MAX_BYLINE || isParticulars(page, line))) return;
  for (const line of between) rules[line.index] = null;
}

/** The lead of a text is its own where it stands outside the element of the text: running text without links between the title and the text. */
export function keepLead({ page, lines, titleLine }: Chosen, rules: Rules): void {
  const first = rules.indexOf(null);
  if (titleLine < 0 || first <= titleLine + 1) return;
  let kept = 0;
  for (const line of lines.slice(titleLine + 1, Math.min(first, titleLine + 1 + MAX_BEFORE_LEAD))) {
    if (rules[line.index] !== 'outside-main' || line.linkWeight > 0 || line.weight < MIN_LEAD) continue;
    if (likeness(line) < 0.7 || isDateline(page, line) || kept === MAX_LEADS) continue;
    rules[line.index] = null;
    kept++;
  }
}

/** Whether a line stands among the paragraphs of the body, not in a wrapper of its own that holds no running text. */
function isInBody({ tree, body, wrappers, masses }: Chosen, line: Line): boolean {
  if (!tree.contains(body, line.block)) return false;
  if (line.block === body || tree.parent(line.block) === body) return true;
  const wrapper = wrappers[line.block] ?? 0;
  return OF_TEXT.has(tree.tag(wrapper)) || (masses.text[wrapper] ?? 0) >= MIN_WRAPPED;
}

/** Apart from the body a short line or a dateline, among its paragraphs only what cannot be part of a work. */
function isByline(chosen: Chosen, line: Line): boolean {
  if (isInBody(chosen, line)) return likeness(line) < 0.7 && (isParticulars(chosen.page, line) || isSignedLine(chosen.page, line));
  return likeness(line) < 0.5 && (line.weight < MAX_BYLINE || isDateline(chosen.page, line));
}

function isSetApart({ tree, around }: Chosen, line: Line): boolean {
  return tree.headingLevel(line.block) > 0 || around.closest(line.block, HEADER) > 0;
}

function isSummary(text: string, summary: string): boolean {
  if (text.length < MIN_SUMMARY || text.length > MAX_SUMMARY || summary.length < MIN_SUMMARY) return false;
  return summary.startsWith(text.slice(0, SUMMARY_START)) || text.startsWith(summary.slice(0, SUMMARY_START));
}
