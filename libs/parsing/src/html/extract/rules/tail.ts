import { tagOf } from '../../tags.js';
import { dateAlone } from '../headline.js';
import { type Line, textNodes } from '../lines.js';
import type { TagGroup } from '../surroundings.js';
import { type Chosen, printed, type Rules } from './chosen.js';
import { isCredit, isParticulars } from './particulars.js';

const SLANTED: TagGroup = { name: 'slanted', tags: new Set(['em', 'i', 'cite', 'small'].map(tagOf)) };
const CONTACT = /[@＠©]|https?:|www\./i;
const MAX_NOTE = 500;
const MAX_NOTES = 3;
/** Lines of a signature, its date included. */
const MAX_SIGNATURE = 3;
const MAX_SIGNATURE_LINE = 60;

/** Remarks about the author or the site at the end, set apart by slanted or small type and giving an address or links. */
export function pruneNotes(chosen: Chosen, rules: Rules): void {
  let notes = 0;
  for (const line of chosen.lines.toReversed()) {
    if (rules[line.index] !== null) continue;
    if (notes === MAX_NOTES || !isNote(chosen, line)) return;
    rules[line.index] = 'end-note';
    notes++;
  }
}

function isNote({ around, page }: Chosen, line: Line): boolean {
  if (line.weight > MAX_NOTE || (line.linkWeight === 0 && !CONTACT.test(printed(page, line)))) return false;
  return textNodes(page, line).every((node) => around.isInside(node, line.block, SLANTED));
}

/**
 * A text signed outside its element: short lines that follow it, no links, the last of them a date and nothing else, as offices sign below
 * their notices in a row or box of its own.
 */
export function keepSignature({ page, lines }: Chosen, rules: Rules): void {
  const last = rules.lastIndexOf(null);
  if (last < 0) return;
  for (let at = last + 1; at <= last + MAX_SIGNATURE; at++) {
    const line = lines[at];
    if (!line || rules[at] !== 'outside-main' || line.linkWeight > 0 || line.weight > MAX_SIGNATURE_LINE) return;
    if (dateAlone(page, line) !== null) {
      rules.fill(null, last + 1, at + 1);
      return;
    }
  }
}

/** Headings that head nothing, rows of particulars and editors' signatures at the end. */
export function pruneTail({ tree, page, lines }: Chosen, rules: Rules): void {
  for (const line of lines.toReversed()) {
    if (rules[line.index] !== null) continue;
    const isHeading = tree.headingLevel(line.block) > 0;
    if (!isHeading && !isParticulars(page, line) && !isCredit(page, line)) return;
    rules[line.index] = isHeading ? 'empty-heading' : 'byline';
  }
}
