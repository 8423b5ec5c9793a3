const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
const CONTROL = /\p{Cc}|\p{Cf}/u;

const widthOf = (sign: string): number => (CONTROL.test(sign) ? 0 : WIDE.test(sign) ? 2 : 1);

/** Columns that a text takes on a terminal: a Han character takes two. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const sign of text) columns += widthOf(sign);
  return columns;
}

/** The beginning of a text that fits into so many columns, with … when something is left out. */
export function fitted(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let kept = '';
  let used = 1;
  for (const sign of text) {
    used += widthOf(sign);
    if (used > columns) break;
    kept += sign;
  }
  return `${kept}…`;
}

/** Lines of so many columns at most: broken at blanks where there are some, for Han text has none between words. */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.split(/(?<= )|(?<=\P{ASCII})|(?=\P{ASCII})/u)) {
    for (const part of columnsOf(piece) > columns ? piece : [piece]) {
      if (line !== '' && columnsOf(line + part.trimEnd()) > columns) {
        lines.push(line.trimEnd());
        line = '';
      }
      line += part;
    }
  }
  return [...lines, line.trimEnd()];
}

export const padded = (text: string, columns: number, side: 'left' | 'right' = 'right'): string => {
  const blank = ' '.repeat(Math.max(0, columns - columnsOf(text)));
  return side === 'left' ? blank + text : text + blank;
};

/** What a page or a file name says is printed without its control characters, so that it cannot steer the terminal. */
export const printable = (text: string): string => text.replace(/\s+/gu, ' ').replace(/\p{Cc}/gu, '');
