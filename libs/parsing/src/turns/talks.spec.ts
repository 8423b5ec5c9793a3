import fc from 'fast-check';
import type { PageResult } from '#domain';
import { coverageOf } from '../page/coverage.js';
import { parsePage } from '../parse-page.js';
import { readPage } from '../read-page.js';
import { notTalks, pageOf, textOf } from '../testing/not-talks.js';
import { Dice } from '../testing/office-prose.js';
import { runs, sampleOf } from '../testing/runs.js';
import { mannersOfTalk, type WrittenTalk, writeTalk } from '../testing/written-talk.js';

const nothing = { url: null, contentType: null, fileName: null };
const bytesOf = (page: string): Uint8Array => new TextEncoder().encode(page);
const parse = (page: string): Promise<PageResult> => parsePage(bytesOf(page), nothing);

const printed = (names: readonly (string | null)[]): string => names.map((name) => name?.replace(/\s/g, '') ?? '').join('|');
const pagesOf = ({ html, text }: WrittenTalk): string[] => (text === null ? [html] : [html, text]);

describe('records of several speakers', () => {
  it.each(mannersOfTalk)('are told apart, turn by turn, where they are printed with %s', async (manner) => {
    const count = sampleOf(8);
    const wrong: string[] = [];
    let all = 0;
    for (let seed = 1; seed <= count; seed += 1) {
      const talk = writeTalk(new Dice(seed), manner);
      for (const page of pagesOf(talk)) {
        const { speeches } = await parse(page);
        const found = speeches.map(({ speaker }) => speaker).filter((speaker) => speaker !== null);
        all += 1;
        if (printed(found) !== printed(talk.speakers)) wrong.push(`seed ${seed}: ${found.join(' / ')}`);
      }
    }
    if (wrong.length > 0.07 * all) expect(wrong).toEqual([]);
  });

  it('keep each visible character once, in order, whatever the manner', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...mannersOfTalk), fc.integer({ min: 1, max: 100_000 }), async (manner, seed) => {
        for (const page of pagesOf(writeTalk(new Dice(seed), manner))) {
          const { visible } = await readPage(bytesOf(page), nothing);
          const result = await parse(page);
          expect(coverageOf(visible, result)).toEqual({ missing: [], twice: [] });
          const starts = result.speeches.flatMap(({ blocks }) => blocks.flatMap(({ ranges }) => ranges.map(([from]) => from)));
          expect(starts).toEqual([...starts].sort((a, b) => a - b));
        }
      }),
      { numRuns: runs(80) },
    );
  });
});

describe('works of one author', () => {
  it('stay whole, though their paragraphs begin as turns do', async () => {
    const count = sampleOf(14);
    const split: string[] = [];
    let all = 0;
    for (const [name, make] of Object.entries(notTalks)) {
      for (let seed = 1; seed <= count; seed += 1) {
        const body = make(new Dice(seed));
        for (const page of [pageOf(body), textOf(body)]) {
          const { speeches } = await parse(page);
          all += 1;
          if (speeches.length > 1) split.push(`${name}, seed ${seed}: ${[...new Set(speeches.map(({ speaker }) => speaker))].join(' / ')}`);
        }
      }
    }
    if (split.length >= 0.01 * all) expect(split).toEqual([]);
  });
});
