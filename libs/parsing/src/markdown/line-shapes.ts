import type { BlockSpan } from '../formats/format.js';

/** What a line of Markdown is, and which part of its source is its text. */
export interface LineShape {
  readonly kind: BlockSpan['kind'];
  readonly level: number | null;
  /** `[from, to)` of the line, without the signs that make it what it is. */
  readonly from: number;
  readonly to: number;
}

const HEADING = /^ {0,3}(#{1,6})(?:[ \t\u3000]+|$)/;
const QUOTE = /^ {0,3}>[ \t]?(?:[ \t]{0,3}>[ \t]?){0,20}/;
const BULLET = /^([ \t]*)[-*+][ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)/;
const ORDERED = /^([ \t]*)\d{1,9}[.)][ \t]+(?=\S)/;
const NOTE = /^ {0,3}\[\^[^\s\][]{1,60}\]:[ \t]*/;

/** The shape of a line that stands by itself; tables, fences and underlined headings need more than one. */
export function shapeOf(line: string): LineShape {
  const to = line.trimEnd().length;
  const heading = HEADING.exec(line);
  if (heading)
    return { kind: 'heading', level: heading[1]?.length ?? 1, from: heading[0].length, to: headingEnd(line, heading[0].length, to) };
  const quote = QUOTE.exec(line);
  if (quote) return { kind: 'quote', level: null, from: quote[0].length, to };
  const bullet = BULLET.exec(line);
  if (bullet) return { kind: 'listItem', level: depthOf(bullet[1] ?? ''), from: bullet[0].length, to };
  const ordered = ORDERED.exec(line);
  if (ordered) return { kind: 'listItem', level: depthOf(ordered[1] ?? ''), from: ordered[1]?.length ?? 0, to };
  return { kind: 'paragraph', level: null, from: NOTE.exec(line)?.[0].length ?? line.length - line.trimStart().length, to };
}

/** Closing signs of a heading are none of its text. */
function headingEnd(line: string, from: number, to: number): number {
  let end = to;
  while (end > from && line[end - 1] === '#') end -= 1;
  return end === from || /[ \t]/.test(line[end - 1] ?? '') ? end : to;
}

/** Two blanks or a tab for each step; deeper than any list is. */
const depthOf = (indent: string): number => Math.min(9, 1 + Math.floor(indent.replaceAll('\t', '    ').length / 2));

export const isRule = (line: string): boolean => /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/.test(line.trimEnd());

/** The level of the heading that a line below it underlines; null when it does not. */
export function underlineLevel(line: string): number | null {
  if (/^ {0,3}=+[ \t]*$/.test(line)) return 1;
  return /^ {0,3}-{2,}[ \t]*$/.test(line) ? 2 : null;
}

/** Longer lines, and sentences, are not headings, whatever stands below them. */
export const canBeUnderlined = (line: string): boolean =>
  line.trim() !== '' && line.trim().length <= 60 && !/[。！？；，,;]$/.test(line.trim()) && shapeOf(line).kind === 'paragraph';

export const isTableRule = (line: string): boolean => line.includes('-') && line.includes('|') && /^[ \t:|-]+$/.test(line);

/** Fence of code: its sign and length. */
export function fenceOf(line: string): { readonly sign: string; readonly length: number; readonly bare: boolean } | null {
  const found = /^ {0,3}(`{3,}|~{3,})([^`]*)$/.exec(line);
  return found ? { sign: found[1]?.[0] ?? '`', length: found[1]?.length ?? 3, bare: (found[2] ?? '').trim() === '' } : null;
}

export const referenceOf = (line: string): string | null =>
  /^ {0,3}\[([^\]^[][^\][]{0,200})\]:[ \t]+\S/.exec(line)?.[1]?.toLowerCase() ?? null;
