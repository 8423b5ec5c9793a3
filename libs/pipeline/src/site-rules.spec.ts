import { BlobDamaged, BlobMissing } from '#blobs';
import type { CaptureHints, PageResult, SiteRule, SiteRuleRecord, SiteRuleSet } from '#domain';
import { parsePage } from '#parsing';
import { aPage, aSpeech } from '#store/testing';
import { learnSite, previewRule, type SiteRuleDeps } from './site-rules.js';
import { WorkerCrashed } from './take-on.js';

const SITE = 'town.example';
const rule: SiteRule = { effect: 'remove', selector: '.card' };

const capture = (number: number, size = 100) => ({
  ...{
    documentId: `d${number}`,
    title: `${number}`,
    sha256: `${number}`,
    size,
    url: `https://${SITE}/${number}`,
    contentType: 'text/html',
    fileName: null,
  },
});
const page = (text: string) =>
  `<html><body><h1>讲话</h1><p>${text}春天来了，花开了，人们都到河边散步。</p><div class="card"><p>本报地址在河沿街九号。</p></div></body></html>`;

/** An archive of captures; `read` gives their bytes. */
function archive(
  fields: Partial<SiteRuleDeps> & { captures?: ReturnType<typeof capture>[]; set?: SiteRuleSet; read?: (sha256: string) => string },
) {
  const { captures = [capture(1), capture(2)], set, read = page, ...deps } = fields;
  const seen: { learned: CaptureHints[]; parsed: CaptureHints[] } = { learned: [], parsed: [] };
  const parse = async (bytes: Uint8Array, hints: CaptureHints): Promise<PageResult> => {
    seen.parsed.push(hints);
    return parsePage(bytes, hints);
  };
  const all: SiteRuleDeps = {
    siteRules: {
      captures: async () => captures,
      setOf: async () => set,
      offer: async (site, learned) => learned.map((one) => ({ ...one, site }) as unknown as SiteRuleRecord),
    },
    blobs: { read: async (sha256) => new TextEncoder().encode(read(sha256)) },
    parser: {
      parse,
      learnRules: async (pages) => {
        seen.learned.push(...pages.map(({ hints }) => hints));
        return [{ ...rule, evidence: { pages: 3, of: 3, characters: 30, sample: '本报' } }];
      },
    },
    ...deps,
  };
  return { deps: all, seen };
}

describe('learning from a site', () => {
  it('hands the pages to the parser with the rules in force, and offers what it finds', async () => {
    const set = { set: 'now', rules: [rule] };
    const { deps, seen } = archive({ set });
    expect(await learnSite(SITE, deps)).toMatchObject({ read: 2, offered: [{ site: SITE, selector: '.card' }] });
    expect(seen.learned.map(({ url, rules }) => [url, rules])).toEqual([1, 2].map((number) => [`https://${SITE}/${number}`, set]));
  });

  it('leaves out pages that are too large, and those beyond its share of bytes', async () => {
    const captures = [capture(1, 3_000_000), ...[2, 3, 4, 5, 6, 7, 8, 9].map((number) => capture(number, 1_900_000)), capture(10, 500_000)];
    const { deps, seen } = archive({ captures });
    await learnSite(SITE, deps);
    expect(seen.learned.map(({ url }) => url?.split('/').at(-1))).toEqual(['2', '3', '4', '5', '6', '7', '10']);
  });

  it('passes over what the blob store has lost, and over nothing else', async () => {
    const lost = archive({
      captures: [capture(1), capture(2), capture(3)],
      read: (sha256) => {
        if (sha256 === '1') throw new BlobMissing(sha256);
        if (sha256 === '2') throw new BlobDamaged(sha256, 'cut');
        return page(sha256);
      },
    });
    expect(await learnSite(SITE, lost.deps)).toMatchObject({ read: 1 });
    const broken = archive({
      read: () => {
        throw new Error('the disk is away');
      },
    });
    await expect(learnSite(SITE, broken.deps)).rejects.toThrow('the disk is away');
  });

  it('says of pages that are too much for the parser what to do', async () => {
    const parser = { parse: () => Promise.reject(new Error('not asked')), learnRules: () => Promise.reject(new WorkerCrashed('gone')) };
    await expect(learnSite(SITE, archive({ parser }).deps)).rejects.toMatchObject({ name: 'Unprocessable', code: 'site-too-heavy' });
  });
});

describe('a preview', () => {
  it('compares with and without the rule, beside the others in force', async () => {
    const other: SiteRule = { effect: 'remove', selector: '.other' };
    const { deps, seen } = archive({ captures: [capture(1)], set: { set: 'now', rules: [rule, other] } });
    const [previewed] = await previewRule(SITE, rule, 5, deps);
    expect(seen.parsed.map(({ rules }) => rules?.rules)).toEqual([
      [other],
      [other, rule].toSorted((a, b) => (a.selector < b.selector ? -1 : 1)),
    ]);
    expect(previewed).toMatchObject({
      matches: 1,
      changed: true,
      emptied: false,
      lost: { characters: 11, text: '本报地址在河沿街九号。' },
      gained: { characters: 0 },
    });
  });

  it('tells a page that is left without a speech, and one the parser fails on', async () => {
    const { deps } = archive({ captures: [capture(1)] });
    expect(await previewRule(SITE, { effect: 'remove', selector: 'body > *' }, 5, deps)).toMatchObject([
      { emptied: true, speeches: { before: 1, after: 0 } },
    ]);
    const failing = { parse: () => Promise.reject(new WorkerCrashed('It hangs.')), learnRules: async () => [] };
    expect(await previewRule(SITE, rule, 5, archive({ parser: failing }).deps)).toMatchObject([
      { message: 'It hangs.' },
      { changed: false },
    ]);
  });

  it('counts lines as often as they stand there', async () => {
    const lines = (...texts: string[]) => aPage({ speeches: [aSpeech({ text: texts.join('\n') })] });
    const results = [lines('甲', '乙', '甲'), lines('甲', '丙')];
    const parser = { parse: async () => results.shift() ?? lines(), learnRules: async () => [] };
    const { deps } = archive({ captures: [capture(1)], parser });
    expect(await previewRule(SITE, rule, 5, deps)).toMatchObject([
      { lost: { characters: 2, text: '乙\n甲' }, gained: { characters: 1, text: '丙' } },
    ]);
  });
});
