import { BadCursor } from '../cursor.js';
import type { SearchEntry, SearchIndex } from '../search-index.js';
import { anEntry, idOf, outlined } from './builders.js';
import { found, foundInOrder, search } from './found.js';

/** Order, pages, facets, passages and suggestions. */
export function listingContract(index: () => SearchIndex): void {
  const give = (...speeches: Partial<SearchEntry>[]) =>
    index().upsert(speeches.map((fields, at) => anEntry({ speechId: idOf(at + 1), title: '讲话', ...fields })));
  const filler = '今天的会议很重要，大家要认真听。';

  it('puts first what has the words in its title, and what has them more often', async () => {
    await give(
      { text: `春耕。${filler.repeat(3)}` },
      { title: '春耕讲话', text: `春耕。${filler.repeat(3)}` },
      { text: filler.repeat(3) },
      { text: filler },
    );
    expect(await foundInOrder(index(), '春耕')).toEqual([2, 1]);
    await give({ text: `春耕${filler.repeat(3)}` }, { text: `${'春耕，'.repeat(8)}${filler.repeat(2)}` });
    await index().upsert([anEntry({ speechId: idOf(1), version: 2, title: '讲话', text: `春耕。${filler.repeat(3)}` })]);
    await index().upsert([anEntry({ speechId: idOf(2), version: 2, title: '讲话', text: `${'春耕，'.repeat(8)}${filler.repeat(2)}` })]);
    expect(await foundInOrder(index(), '春耕')).toEqual([2, 1]);
  });

  it('ranks by the frequent words as well when all are frequent', async () => {
    const speeches = Array.from({ length: 12 }, () => ({ text: `科技与创新。${filler.repeat(4)}` }));
    await give(...speeches, { text: `${'科技与创新，'.repeat(9)}${filler.repeat(2)}` });
    expect((await foundInOrder(index(), '科技 创新'))[0]).toBe(13);
    expect((await search(index(), '科技 创新')).hits[0]?.score).toBeGreaterThan(0.01);
  });

  it('sorts by date, speeches without one last, ties by id', async () => {
    await give({ date: '2020-05-01' }, { date: '2021-03' }, { date: null, year: null }, { date: '2021-03-05' }, { date: '2020-05-01' });
    expect(await foundInOrder(index(), '', {})).toEqual([4, 2, 1, 5, 3]);
    expect(await foundInOrder(index(), '讲话', { sort: 'newest' })).toEqual([4, 2, 1, 5, 3]);
    expect(await foundInOrder(index(), '讲话', { sort: 'oldest' })).toEqual([1, 5, 2, 4, 3]);
  });

  it('pages through every hit once, whatever the order', async () => {
    await give(...Array.from({ length: 57 }, (_, at) => ({ text: '同样的讲话', date: `2021-01-${10 + (at % 5)}` })));
    const all = Array.from({ length: 57 }, (_, at) => at + 1);
    for (const sort of ['relevance', 'newest', 'oldest'] as const) {
      for (const size of [1, 10, 57, 100]) expect(await found(index(), '同样', { sort, size })).toEqual(all);
    }
    const last = await search(index(), '同样', { size: 57 });
    expect([last.total, last.nextCursor]).toEqual([57, null]);
    expect(await search(index(), '没有的词')).toMatchObject({ hits: [], total: 0, nextCursor: null });
  });

  it('refuses a cursor that is broken or belongs to another search', async () => {
    await give({}, {}, {});
    const { nextCursor } = await search(index(), '讲话', { size: 1 });
    const cursor = nextCursor ?? '';
    await expect(search(index(), '讲话', { size: 1, cursor })).resolves.toMatchObject({ hits: [{ speechId: idOf(2) }] });
    for (const other of [
      '',
      'x',
      cursor.slice(1),
      `${cursor}A`,
      Buffer.from('-1.abc').toString('base64url'),
      '\ud800',
      '0'.repeat(5_000),
    ]) {
      await expect(search(index(), '讲话', { size: 1, cursor: other })).rejects.toThrow(BadCursor);
    }
    await expect(search(index(), '春耕', { size: 1, cursor })).rejects.toThrow(BadCursor);
    await expect(search(index(), '讲话', { size: 1, cursor, filters: { year: [2020] } })).rejects.toThrow(BadCursor);
  });

  it('narrows by filters beside the query', async () => {
    await give(
      { site: 'a.example', kind: 'speech', year: 2020, date: '2020-06' },
      { site: 'b.example', kind: 'report' },
      { site: null, kind: 'speech' },
    );
    const filtered = (filters: Parameters<typeof search>[2]) => found(index(), '讲话', filters);
    expect(await filtered({ filters: { site: ['a.example', 'b.example'] } })).toEqual([1, 2]);
    expect(await filtered({ filters: { kind: ['speech'], year: [2021] } })).toEqual([3]);
    expect(await filtered({ filters: { from: '2020-07' } })).toEqual([2, 3]);
    expect(await filtered({ filters: { from: '2020', to: '2020-06-15' } })).toEqual([1]);
    expect(await filtered({ filters: { site: [] } })).toEqual([]);
  });

  it('counts facets of all hits, each without its own filter', async () => {
    await give(
      { site: 'a.example', year: 2020 },
      { site: 'a.example', year: 2021 },
      { site: 'b.example', year: 2021 },
      { site: null, year: null, date: null },
    );
    await index().upsert([anEntry({ speechId: idOf(5), title: '别的', text: '别的', site: 'c.example' })]);
    const all = await search(index(), '讲话', { size: 1, facets: ['site', 'kind', 'year'] });
    expect([all.total, all.facets]).toEqual([
      4,
      {
        site: [
          { value: 'a.example', count: 2 },
          { value: 'b.example', count: 1 },
        ],
        kind: [{ value: 'speech', count: 4 }],
        year: [
          { value: '2021', count: 2 },
          { value: '2020', count: 1 },
        ],
      },
    ]);
    const one = await search(index(), '讲话', { facets: ['site', 'year'], filters: { site: ['a.example'], year: [2021] } });
    expect([one.total, one.facets]).toEqual([
      1,
      {
        site: [
          { value: 'a.example', count: 1 },
          { value: 'b.example', count: 1 },
        ],
        year: [
          { value: '2021', count: 1 },
          { value: '2020', count: 1 },
        ],
      },
    ]);
    expect((await search(index(), '讲话')).facets).toEqual({});
  });

  it('shows passages with true offsets, and the headings above the first', async () => {
    const { text, outline } = outlined([
      '同志们：',
      '# 一、|农业',
      filler.repeat(20),
      '## （一）|水利',
      `要建好水庫。${filler.repeat(20)}`,
    ]);
    await give({ title: '水库讲话', text, outline });
    const [hit] = (await search(index(), '水库')).hits;
    expect(hit?.headingPath).toEqual(['一、农业', '（一）水利']);
    expect(
      hit?.highlights.map(({ field, start, passage, marks }) => [field, marks.map(([from, to]) => passage.slice(from, to)), start >= 0]),
    ).toEqual([
      ['title', ['水库'], true],
      ['text', ['水庫'], true],
    ]);
    for (const { field, passage, start } of hit?.highlights ?? []) {
      expect((field === 'title' ? '水库讲话' : text).slice(start, start + passage.length)).toBe(passage);
    }
    expect((await search(index(), '-没有')).hits[0]).toMatchObject({ highlights: [], headingPath: [] });
  });

  it('suggests titles and headings, those that begin with the words first, each once', async () => {
    const { text, outline } = outlined(['# 一、|加强科技创新', '无', '# 二、|科技兴农', '无']);
    await give(
      { title: '全市科技工作会议讲话', text, outline },
      { title: '科技大会', text, outline },
      { title: 'R&D经费', text: '科技工作' },
    );
    const suggested = async (prefix: string, limit = 10) =>
      (await index().suggest(prefix, limit)).map(({ text: words, field }) => `${field} ${words}`);
    expect(await suggested('科技')).toEqual(['title 科技大会', 'heading 科技兴农', 'title 全市科技工作会议讲话', 'heading 加强科技创新']);
    expect(await suggested('科技', 2)).toEqual(['title 科技大会', 'heading 科技兴农']);
    expect(await suggested('r&')).toEqual(['title R&D经费']);
    expect([await suggested('没有'), await suggested(''), await suggested('，"*'), await suggested('科'.repeat(5_000))]).toEqual([
      [],
      [],
      [],
      [],
    ]);
  });
}
