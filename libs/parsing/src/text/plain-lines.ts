import type { SourceText } from '../source/source-text.js';
import { type VisibleText, VisibleTextBuilder } from '../source/visible-text.js';

/** The visible text of a plain file: as it is, but with every kind of line break turned into `\n`. */
export function visibleLines(source: SourceText): VisibleText {
  return /[\r\u2028\u2029\f]/.test(source.text) ? withPlainBreaks(source) : source;
}

function withPlainBreaks(source: SourceText): VisibleText {
  const builder = new VisibleTextBuilder();
  let from = 0;
  for (const found of source.text.matchAll(/\r\n?|[\u2028\u2029\f]/g)) {
    builder.add(source.text.slice(from, found.index), from, found.index);
    builder.addBlank('\n');
    from = found.index + found[0].length;
  }
  builder.add(source.text.slice(from), from, source.text.length);
  return builder.build(source);
}
