import iconv from 'iconv-lite';
import { plausibility } from './plausibility.js';

/** Characters beyond ASCII that are enough to tell. */
const SAMPLE = 2_000;
/** A text that may be the wrong reading of another one is less plausible than this. */
const SUSPECT = 0.8;
const MUCH_BETTER = 1.5;

/** The encoding the text was read in, wrongly, and the one its bytes had then. */
const mistakes: readonly (readonly [read: string, written: string])[] = [
  ['windows-1252', 'utf-8'],
  ['latin1', 'utf-8'],
  ['gb18030', 'utf-8'],
  ['windows-1252', 'gb18030'],
  ['latin1', 'gb18030'],
  ['windows-1252', 'big5'],
];

/**
 * Whether a text was read in a wrong encoding before it was written: undone, it makes much better sense. Such text is reported and kept as
 * it stands, for undoing loses characters and nobody asked for it.
 */
export function isDoubleEncoded(text: string): boolean {
  const sample = sampleOf(text);
  if (sample.length === 0) return false;
  const printed = plausibility(sample, true);
  if (printed >= SUSPECT) return false;
  return mistakes.some(([read, written]) => {
    const undone = new TextDecoder(written).decode(iconv.encode(sample, read));
    return plausibility(undone, false) >= Math.max(SUSPECT, printed + MUCH_BETTER) && share(undone, '\ufffd') < 0.2;
  });
}

function sampleOf(text: string): string {
  const run = /[^\0-\x7f]+/g;
  let sample = '';
  for (let found = run.exec(text); found && sample.length < SAMPLE; found = run.exec(text)) sample += `${found[0].slice(0, SAMPLE)} `;
  return sample.slice(0, SAMPLE);
}

const share = (text: string, character: string): number => (text.split(character).length - 1) / text.length;
