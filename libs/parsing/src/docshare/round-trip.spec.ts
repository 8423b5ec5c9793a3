import fc from 'fast-check';
import type { PageResult } from '#domain';
import { coverageOf } from '../page/coverage.js';
import { parsePage } from '../parse-page.js';
import { readPage } from '../read-page.js';
import { randomSpeech } from '../testing/random-speech.js';
import { runs } from '../testing/runs.js';
import { layouts, sliced } from '../testing/wrap.js';

const hints = { url: null, contentType: null, fileName: null };
const file = { title: '青禾市三季度工作会议记录', fileType: 'docx', pages: 7 };
const parse = (page: string): Promise<PageResult> => parsePage(new TextEncoder().encode(page), hints);
const textOf = (page: PageResult): string => page.speeches.map(({ text }) => text).join('\n');

async function coverage(page: string, result: PageResult): Promise<unknown> {
  const { visible } = await readPage(new TextEncoder().encode(page), hints);
  return coverageOf(visible, result);
}

/** Items that are all equally long, or two of which the first is as long as a slice, cannot be told from slices. */
function looksLikeSlices(lines: readonly string[]): boolean {
  const [first = '', ...others] = lines.slice(0, -1);
  if (others.length > 0) return first.length >= 200 && others.every(({ length }) => length === first.length);
  return [300, 500].some((length) => length - first.length >= 0 && length - first.length <= 10);
}

describe.each(Object.keys(layouts))('a text in the layout %s', (name) => {
  const wrap = layouts[name] ?? (() => '');

  it('comes back whole from slices of any length', async () => {
    await fc.assert(
      fc.asyncProperty(randomSpeech({ min: 1300, max: 4000 }), fc.integer({ min: 200, max: 600 }), async (text, length) => {
        const page = wrap({ ...file, body: sliced(text, length) });
        const result = await parse(page);
        expect(textOf(result)).toBe(text);
        expect([result.slices, result.sliceLength]).toEqual([Math.ceil(text.length / length), length]);
        expect(await coverage(page, result)).toEqual({ missing: [], twice: [] });
      }),
      { numRuns: runs(90), seed: 11 },
    );
  });

  it('comes back whole when the copy has lost its line breaks between the slices', async () => {
    await fc.assert(
      fc.asyncProperty(randomSpeech({ min: 1300, max: 4000 }), fc.integer({ min: 200, max: 600 }), async (text, length) => {
        expect(textOf(await parse(wrap({ ...file, body: sliced(text, length, ' ') })))).toBe(text);
      }),
      { numRuns: runs(60), seed: 12 },
    );
  });

  it('comes back whole in one run', async () => {
    await fc.assert(
      fc.asyncProperty(randomSpeech({ min: 300, max: 3000 }), async (text) => {
        const result = await parse(wrap({ ...file, body: text }));
        expect(textOf(result)).toBe(text);
        expect(result.family).toBe('docshare');
      }),
      { numRuns: runs(60), seed: 13 },
    );
  });

  it('comes back whole in paragraphs, every number its own', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(randomSpeech({ min: 30, max: 500 }), { minLength: 2, maxLength: 8 }), async (lines) => {
        fc.pre(!looksLikeSlices(lines));
        const text = lines.map((line, index) => `${index + 1}、${line}`).join('\n');
        expect(textOf(await parse(wrap({ ...file, body: text })))).toBe(text);
      }),
      { numRuns: runs(60), seed: 14 },
    );
  });
});

describe('a text outside the family', () => {
  it('passes unchanged, also a list that begins at 1', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(randomSpeech({ min: 24, max: 600 }), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        async (lines, counted) => {
          fc.pre(!looksLikeSlices(lines));
          const text = lines.map((line, index) => (counted ? `${index + 1}、${line}` : line)).join('\n');
          const result = await parse(text);
          expect(textOf(result)).toBe(text);
          expect(result.removals).toEqual([]);
        },
      ),
      { numRuns: runs(300), seed: 15 },
    );
  });

  it('gives the same text when its own text is read again', async () => {
    await fc.assert(
      fc.asyncProperty(randomSpeech({ min: 100, max: 3000 }), async (text) => {
        const once = textOf(await parse(text));
        expect(textOf(await parse(once))).toBe(once);
      }),
      { numRuns: runs(200), seed: 16 },
    );
  });
});
