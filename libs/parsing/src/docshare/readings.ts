import type { Span } from '../page/joined-text.js';

/** Syllables as mirrors print them: with a tone mark on a vowel, or plain. */
const reading =
  /(?<=[\u3400-\u9fff])[(（]([a-zü\u0101\u00e1\u01ce\u00e0\u0113\u00e9\u011b\u00e8\u012b\u00ed\u01d0\u00ec\u014d\u00f3\u01d2\u00f2\u016b\u00fa\u01d4\u00f9\u01d6\u01d8\u01da\u01dc\u1e3f\u0144\u0148]{1,6}(?: ?[a-zü\u0101-\u01dc]{1,6}){0,3})[)）]/g;
const toneMark =
  /[\u0101\u00e1\u01ce\u00e0\u0113\u00e9\u011b\u00e8\u012b\u00ed\u01d0\u00ec\u014d\u00f3\u01d2\u00f2\u016b\u00fa\u01d4\u00f9\u01d6\u01d8\u01da\u01dc\u0144\u0148]/;
const syllable = /^(?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?[aeiouü]{1,3}(?:n|ng|r)?$/;

/** Fewer are an author's own. */
const FEWEST = 3;

/** Latin readings in brackets that a mirror inserted after Han characters; none when there are so few that the author may have set them. */
export function findReadings(text: string): Span[] {
  const found = [...text.matchAll(reading)].filter((match) => isReading(match[1] ?? ''));
  const marked = found.filter((match) => toneMark.test(match[1] ?? ''));
  const sure = marked.length >= FEWEST ? found : [];
  return sure.map((match) => ({ from: match.index, to: match.index + match[0].length }));
}

function isReading(printed: string): boolean {
  return printed.split(' ').every((word) =>
    syllable.test(
      word
        .normalize('NFD')
        .replace(/[\u0300\u0301\u0304\u030c]/g, '')
        .normalize('NFC'),
    ),
  );
}
