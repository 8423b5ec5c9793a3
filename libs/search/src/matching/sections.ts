import type { Heading } from '#domain';
import { fold } from '#text';
import type { Range } from './folded-text.js';

/** What headings are compared by: folded, without white space and quotation marks. Punctuation counts: `二、` is not `二`. */
export function headingKey(text: string): string {
  return fold(text).replace(/[\s"“”„「」『』]/g, '');
}

/** The sections of a text of this length whose own heading, or one above, contains the words; in order, nested ones merged. */
export function sectionsUnder(outline: readonly Heading[], length: number, heading: string): Range[] {
  const key = headingKey(heading);
  const sections: Range[] = [];
  for (const [index, { marker, text, start }] of outline.entries()) {
    if (start < (sections.at(-1)?.[1] ?? 0) || !headingKey(marker + text).includes(key)) continue;
    sections.push([start, sectionEnd(outline, index) ?? length]);
  }
  return sections;
}

/** Where the first later heading begins that does not belong to this one; null when there is none. */
function sectionEnd(outline: readonly Heading[], index: number): number | null {
  for (let at = index + 1; at < outline.length; at += 1) {
    const heading = outline[at];
    if (heading && (heading.parent === null || heading.parent < index)) return heading.start;
  }
  return null;
}

/** What two ordered lists of ranges have in common. */
export function common(left: readonly Range[], right: readonly Range[]): Range[] {
  return left.flatMap(([from, to]) =>
    right.flatMap(([start, end]): Range[] =>
      Math.max(from, start) < Math.min(to, end) ? [[Math.max(from, start), Math.min(to, end)]] : [],
    ),
  );
}
