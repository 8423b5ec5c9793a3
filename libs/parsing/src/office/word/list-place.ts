import type { ListCounters, ListPlace } from '../numbering/list-counters.js';
import type { WordParagraph } from './paragraph.js';
import type { StyleSheet } from './style-sheet.js';

/** The list a paragraph counts in: its own, else that of its style, whose level the list itself may tell. Null for one that counts nowhere. */
export function listPlaceOf(paragraph: WordParagraph, styles: StyleSheet, counters: ListCounters): ListPlace | null {
  const style = paragraph.style ?? styles.usual;
  const facts = styles.factsOf(style);
  const list = paragraph.list ?? facts.list;
  if (list === null || list === '0') return null;
  if (paragraph.listLevel !== null) return { list, level: paragraph.listLevel };
  const linked = counters.levelLinkedTo(list, styles.lineage(style));
  return { list, level: linked ?? facts.listLevel ?? 0 };
}
