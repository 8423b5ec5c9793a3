import { A4, type PdfFont, type PdfPage, type PdfText } from './pdf-writer.js';

/** A page as a word processor sets it. Lengths in points. */
export interface PageSetting {
  readonly size?: number;
  readonly margin?: number;
  readonly leading?: number;
  readonly font?: PdfFont;
  /** Columns side by side. */
  readonly columns?: number;
  /** Printed on each page besides the text. */
  readonly furniture?: (page: number) => readonly PdfText[];
}

/** Signs that do not begin a line. */
const CLOSERS = '，。、；：！？”’》〉）】…';

/**
 * Sets paragraphs of Han text in lines, columns and pages: the first line of each indented by two characters, a title centred and large.
 * Breaks lines anywhere but before a closing sign.
 */
export function setText(title: string, paragraphs: readonly string[], setting: PageSetting = {}): PdfPage[] {
  const { size = 14, margin = 80, leading = 1.6, font = 'song', columns = 1, furniture = () => [] } = setting;
  const gutter = 24;
  const width = (A4.width - 2 * margin - gutter * (columns - 1)) / columns;
  const perLine = Math.floor(width / size);
  const pages: PdfText[][] = [];
  let column = columns;
  let y = 0;
  const top = (): number => A4.height - margin - (pages.length === 1 ? 3 * size * leading : 0);
  const next = (): void => {
    column += 1;
    if (column >= columns) {
      pages.push([...furniture(pages.length + 1)]);
      column = 0;
    }
    y = top();
  };
  next();
  pages[0]?.push({ x: (A4.width - title.length * size * 1.6) / 2, y: A4.height - margin, text: title, size: size * 1.6, font });
  for (const paragraph of paragraphs) {
    for (const [index, line] of breakLines(paragraph, perLine).entries()) {
      if (y < margin) next();
      pages.at(-1)?.push({
        x: margin + column * (width + gutter) + (index === 0 ? 2 * size : 0),
        y: Math.round(y * 10) / 10,
        text: line,
        size,
        font,
      });
      y -= size * leading;
    }
  }
  return pages.map((texts) => ({ texts }));
}

/** Fills each line; signs of ASCII are half as wide as the others. */
function breakLines(paragraph: string, perLine: number): string[] {
  const lines: string[] = [];
  for (let at = 0; at < paragraph.length; ) {
    const room = perLine - (lines.length === 0 ? 2 : 0);
    let end = at;
    for (let width = 0; end < paragraph.length && width + widthOf(paragraph[end]) <= room; end += 1) width += widthOf(paragraph[end]);
    while (end > at + 1 && CLOSERS.includes(paragraph[end] ?? ' ')) end -= 1;
    lines.push(paragraph.slice(at, end));
    at = end;
  }
  return lines;
}

const widthOf = (sign: string | undefined): number => (sign !== undefined && sign <= '~' ? 0.5 : 1);
