import type { SearchEntry, SearchIndex } from '../search-index.js';
import { anEntry, idOf } from './builders.js';
import { found } from './found.js';

/** What the index keeps, whatever comes twice, late or out of order. */
export function keepingContract(index: () => SearchIndex): void {
  const entry = (version: number, words: string): SearchEntry => anEntry({ version, text: `同志们：${words}。` });

  it('finds what was given, as soon as upsert resolves', async () => {
    await index().upsert([entry(1, '春耕备耕')]);
    expect(await found(index(), '春耕备耕')).toEqual([1]);
    expect(await index().versions([idOf(1), idOf(2)])).toEqual(new Map([[idOf(1), 1]]));
  });

  it('takes nothing at all for an answer', async () => {
    await index().upsert([]);
    await index().withdraw([]);
    expect(await index().versions([])).toEqual(new Map());
    expect(await index().entries(null, 10)).toEqual([]);
    expect(await found(index(), '')).toEqual([]);
  });

  it('changes nothing by a repetition', async () => {
    for (let time = 0; time < 3; time += 1) await index().upsert([entry(1, '春耕备耕')]);
    expect((await index().search({ query: null, facets: ['year'] })).facets.year).toEqual([{ value: '2021', count: 1 }]);
    expect(await found(index(), '春耕备耕')).toEqual([1]);
  });

  it('finds the newer version only', async () => {
    await index().upsert([entry(1, '春耕备耕')]);
    await index().upsert([entry(2, '秋收秋种')]);
    expect([await found(index(), '春耕备耕'), await found(index(), '秋收秋种')]).toEqual([[], [1]]);
    expect(await index().versions([idOf(1)])).toEqual(new Map([[idOf(1), 2]]));
  });

  it('keeps the newer version when an older one arrives late', async () => {
    await index().upsert([entry(2, '秋收秋种')]);
    await index().upsert([entry(1, '春耕备耕')]);
    expect([await found(index(), '春耕备耕'), await found(index(), '秋收秋种')]).toEqual([[], [1]]);
  });

  it('keeps the newest of several versions in one call, in any order', async () => {
    await index().upsert([entry(2, '二'), entry(3, '三号'), entry(1, '一号')]);
    expect([await found(index(), '一号'), await found(index(), '三号')]).toEqual([[], [1]]);
  });

  it('no longer finds what was withdrawn', async () => {
    await index().upsert([entry(1, '春耕备耕'), anEntry({ speechId: idOf(2), text: '春耕备耕' })]);
    await index().withdraw([{ speechId: idOf(1), version: 1 }]);
    expect(await found(index(), '春耕备耕')).toEqual([2]);
    expect(await found(index(), '')).toEqual([2]);
    expect(await index().versions([idOf(1), idOf(2)])).toEqual(new Map([[idOf(2), 1]]));
    expect(await index().entries(null, 10)).toEqual([{ speechId: idOf(2), version: 1 }]);
    expect(await index().suggest('春耕', 10)).toEqual([expect.objectContaining({ speechId: idOf(2) })]);
  });

  it('brings back nothing withdrawn by the same version or an older one, only by a newer one', async () => {
    await index().upsert([entry(2, '春耕备耕')]);
    await index().withdraw([{ speechId: idOf(1), version: 2 }]);
    await index().upsert([entry(1, '春耕备耕')]);
    await index().upsert([entry(2, '春耕备耕')]);
    expect(await found(index(), '春耕备耕')).toEqual([]);
    await index().upsert([entry(3, '春耕备耕')]);
    expect(await found(index(), '春耕备耕')).toEqual([1]);
  });

  it('lets a withdrawal that comes first stand, and one that comes late pass', async () => {
    await index().withdraw([{ speechId: idOf(1), version: 5 }]);
    await index().upsert([entry(5, '春耕备耕')]);
    expect(await found(index(), '')).toEqual([]);
    await index().upsert([entry(7, '春耕备耕')]);
    await index().withdraw([{ speechId: idOf(1), version: 6 }]);
    expect(await found(index(), '春耕备耕')).toEqual([1]);
  });

  it('pages through all entries in the order of their ids', async () => {
    const numbers = Array.from({ length: 120 }, (_, at) => at + 1);
    await index().upsert(numbers.toReversed().map((number) => anEntry({ speechId: idOf(number), version: number })));
    const ids: string[] = [];
    for (let after: string | null = null; ; after = ids.at(-1) ?? null) {
      const page = await index().entries(after, 50);
      ids.push(...page.map(({ speechId }) => speechId));
      if (page.length < 50) break;
    }
    expect(ids).toEqual(numbers.map(idOf));
  });

  it('takes any text: empty, very long, with NUL and halves of surrogate pairs', async () => {
    const long = `${'很长的讲话，'.repeat(20_000)}终于结束`;
    await index().upsert([
      anEntry({ speechId: idOf(1), title: '', text: '', speaker: null, site: null, year: null, date: null }),
      anEntry({ speechId: idOf(2), text: long }),
      anEntry({ speechId: idOf(3), text: '前文\0中间\ud800后文\udc00' }),
      anEntry({ speechId: idOf(4), text: 'w'.repeat(40_000) }),
      anEntry({ speechId: idOf(5), text: '日期不对', date: '2021-13-45', year: null }),
    ]);
    expect(await found(index(), '终于结束')).toEqual([2]);
    expect([await found(index(), '前文'), await found(index(), '中间'), await found(index(), '后文')]).toEqual([[3], [3], [3]]);
    expect(await found(index(), '')).toEqual([1, 2, 3, 4, 5]);
  });

  it('answers while it is written to', async () => {
    const writing = Promise.all(
      Array.from({ length: 10 }, (_, batch) =>
        index().upsert(Array.from({ length: 10 }, (_entry, at) => anEntry({ speechId: idOf(batch * 10 + at + 1) }))),
      ),
    );
    const totals = await Promise.all(Array.from({ length: 20 }, async () => (await index().search({ query: null })).total));
    await writing;
    expect(totals.every((total) => total >= 0 && total <= 100)).toBe(true);
    expect((await index().search({ query: null })).total).toBe(100);
    await index().ping();
  });
}
