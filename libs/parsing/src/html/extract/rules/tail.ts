import { tagOf } from '../../tags.js';
import { type Line, textNodes } from '../lines.js';
import type { TagGroup } from '../surroundings.js';
import { type Chosen, printed, type Rules } from './chosen.js';
import { isCredit, isParticulars } from './particulars.js';

const SLANTED: TagGroup = { name: 'slanted', tags: new Set(['em', 'i', 'cite', 'small'].map(tagOf)) };
const CONTACT = /[@＠©]|https?:|www\./i;
const MAX_NOTE = 500;
const MAX_NOTES = 3;

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

/** Headings that head nothing, rows of particulars and editors' signatures at the end. */
export function pruneTail({ tree, page, lines }: Chosen, rules: Rules): void {
  for (const line of lines.toReversed()) {
    if (rules[line.index] !== null) continue;
    const isHeading = tree.headingLevel(line.block) > 0;
    if (!isHeading && !isParticulars(page, line) && !isCredit(page, line)) return;
    rules[line.index] = isHeading ? 'empty-heading' : 'byline';
  }
}
