import { coverageOf } from '../page/coverage.js';
import { parsePage } from '../parse-page.js';
import { readPage } from '../read-page.js';
import { difficultTexts, type TextMaker } from '../testing/difficult-text.js';
import { Dice, prose } from '../testing/office-prose.js';
import { runs } from '../testing/runs.js';
import { layouts, type SharedFile, sliced } from '../testing/wrap.js';
import { writeSpeech } from '../testing/written-speech.js';

const hints = { url: null, contentType: null, fileName: null };
const file = { title: '青禾市三季度工作会议记录', fileType: 'docx', pages: 7 };
const bytesOf = (page: string): Uint8Array => new TextEncoder().encode(page);
const textOf = async (page: string): Promise<string> => {
  const { speeches } = await parsePage(bytesOf(page), hints);
  return speeches.map(({ text }) => text).join('');
};

const wraps: readonly ((file: SharedFile) => string)[] = Object.values(layouts);
const seeds = (few: number): number[] => Array.from({ length: runs(few) }, (_, index) => index + 1);
const lengthOf = (dice: Dice): number => dice.pick([300, 300, 300, 500, 250, dice.int(200, 600)]);

/** What failed, in a form that can be made again. */
interface Failure {
  readonly seed: number;
  readonly missing: string;
}

/** Seeds for which the page does not give back the text. */
async function failures(count: number, page: (dice: Dice) => { readonly page: string; readonly text: string }): Promise<Failure[]> {
  const found: Failure[] = [];
  for (const seed of seeds(count)) {
    const { page: printed, text } = page(new Dice(seed));
    const got = await textOf(printed);
    if (got !== text) found.push({ seed, missing: differenceOf(got, text) });
  }
  return found;
}

function differenceOf(got: string, wanted: string): string {
  let at = 0;
  while (at < got.length && got[at] === wanted[at]) at += 1;
  return `at ${at} of ${wanted.length}: ${JSON.stringify(got.slice(at, at + 20))} for ${JSON.stringify(wanted.slice(at, at + 20))}`;
}

describe.each(Object.entries(difficultTexts))('%s', (_, make: TextMaker) => {
  it('comes back from slices in any layout', async () => {
    const wrong = await failures(24, (dice) => {
      const length = lengthOf(dice);
      const text = make(dice, length);
      return { text, page: dice.pick(wraps)({ ...file, body: sliced(text, length) }) };
    });
    expect(wrong).toEqual([]);
  });

  it('is accounted for to the last character, and is not changed when it is read again', async () => {
    for (const seed of seeds(3)) {
      const dice = new Dice(seed);
      const page = dice.pick(wraps)({ ...file, body: sliced(make(dice, 300), 300) });
      const [result, { visible }] = await Promise.all([parsePage(bytesOf(page), hints), readPage(bytesOf(page), hints)]);
      expect(coverageOf(visible, result)).toEqual({ missing: [], twice: [] });
      for (const { text } of result.speeches) expect(await textOf(text)).toBe(text);
    }
  });
});

describe('a speech with headings', () => {
  const speech = (dice: Dice, lines: boolean): string =>
    writeSpeech(dice, { stretch: 300, lines, restarts: 0, salutation: '同志们:', title: null, closing: '谢谢大家!' }).text;
  const wrapped = (dice: Dice, body: string): string => dice.pick(wraps)({ ...file, body });
  const plain = (text: string): string => text.replace(/\s/g, '');

  it('comes back from a copy without line breaks between its slices', async () => {
    const wrong = await failures(40, (dice) => {
      const text = speech(dice, false);
      return { text, page: wrapped(dice, sliced(text, lengthOf(dice), ' ')) };
    });
    expect(wrong).toEqual([]);
  });

  it('comes back as far as a copy goes that ends anywhere', async () => {
    const wrong = await failures(40, (dice) => {
      const length = dice.pick([300, 500]);
      const count = dice.int(3, 9);
      const text = speech(dice, false).slice(0, count * length + dice.int(1, length - 1));
      return { text, page: wrapped(dice, sliced(text, length)) };
    });
    expect(wrong).toEqual([]);
  });

  it('comes back from slices whose last one holds a remainder', async () => {
    const wrong = await failures(40, (dice) => {
      const cut = 300 * dice.int(4, 9);
      const text = (speech(dice, false) + prose(dice, 4000)).slice(0, cut + dice.int(1, 40));
      const body = sliced(text.slice(0, cut), 300) + text.slice(cut);
      return { text, page: wrapped(dice, body) };
    });
    expect(wrong).toEqual([]);
  });

  it('lacks just the slices that are missing, and says so', async () => {
    for (const seed of seeds(40)) {
      const dice = new Dice(seed);
      const parts = sliced((speech(dice, false) + prose(dice, 3000)).slice(0, 4000), 300).split('\n');
      const at = dice.int(1, parts.length - 4);
      const count = dice.int(1, 2);
      parts.splice(at, count);
      const page = `${wraps[0]?.({ ...file, body: parts.join('\n') })}`;
      const { speeches, gaps } = await parsePage(bytesOf(page), hints);
      const pieces = parts.map((part) => part.replace(/^\d+、/, ''));
      // Text breaks off where some is lost: what stands on either side was never one phrase.
      const expected = `${pieces.slice(0, at).join('')}\n${pieces.slice(at).join('')}`;
      expect(speeches.map(({ text }) => text).join('')).toBe(expected);
      expect(gaps).toContainEqual(expect.objectContaining({ kind: 'missing-slice', extent: count * 300 }));
    }
  });

  it('comes back from slices with trimmed ends and line breaks of its own, but for white space', async () => {
    const wrong: number[] = [];
    for (const seed of seeds(40)) {
      const dice = new Dice(seed);
      const text = speech(dice, true);
      const body = sliced(text, 300, '\u0000')
        .split('\u0000')
        .map((part) => part.trim())
        .join('\n');
      if (plain(await textOf(wrapped(dice, body))) !== plain(text)) wrong.push(seed);
    }
    expect(wrong).toEqual([]);
  });

  it('passes unchanged as a file of its own', async () => {
    const wrong = await failures(60, (dice) => {
      const text = dice.chance(0.5) ? speech(dice, true) : dice.pick(Object.values(difficultTexts))(dice, 300);
      return { text, page: text };
    });
    expect(wrong).toEqual([]);
  });
});
