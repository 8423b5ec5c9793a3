import fc from 'fast-check';
import { parseQuery } from '../query/parse-query.js';
import type { SearchEntry } from '../search-index.js';
import { anEntry, outlined } from '../testing/builders.js';
import { highlights } from './highlights.js';

const filler = '今天的会议很重要，大家要认真听讲。';
const shown = (fields: Partial<SearchEntry>, query: string) => highlights(anEntry({ title: '讲话', ...fields }), parseQuery(query));
const marked = (fields: Partial<SearchEntry>, query: string) =>
  shown(fields, query).highlights.map(({ field, passage, marks }) => [field, ...marks.map(([from, to]) => passage.slice(from, to))]);

describe('highlights', () => {
  it('mark the words as printed, whatever their width, case and script', () => {
    expect(marked({ title: 'ＧＤＰ增長', text: '臺灣的gdp' }, 'gdp')).toEqual([
      ['title', 'ＧＤＰ'],
      ['text', 'gdp'],
    ]);
    expect(marked({ text: '後來在臺灣' }, '台湾')).toEqual([['text', '臺灣']]);
  });

  it('mark by the rules of the search: whole words, phrases over separators, distances, slots, sections', () => {
    expect(marked({ text: '9.3和9' }, '9')).toEqual([['text', '9']]);
    expect(marked({ text: '科技，创新与科技' }, '"科技 创新"')).toEqual([['text', '科技，创新']]);
    expect(marked({ text: `创新的科技。${filler}科技` }, '"科技 创新"~3')).toEqual([['text', '创新', '科技']]);
    expect(marked({ text: '在ＸＸ市召开，在清河县召开' }, '在[place]召开')).toEqual([['text', '在ＸＸ市召开']]);
    const sections = outlined(['春耕', '# 一、|农业', '春耕', '# 二、|水利', '春耕']);
    expect(marked(sections, 'under:"一、" 春耕')).toEqual([['text', '一、农业', '春耕']]);
    expect(marked(sections, 'heading:水利')).toEqual([['text', '水利']]);
    expect(marked({ text: '春耕 水利' }, '春耕 -水利')).toEqual([['text', '春耕']]);
    expect(marked({ title: '春耕', text: '春耕' }, 'title:春耕')).toEqual([['title', '春耕']]);
  });

  it('merge marks that overlap', () => {
    expect(marked({ text: '共享全国文明城市' }, '全国文明 文明城')).toEqual([['text', '全国文明城']]);
    expect(marked({ text: '哈哈哈哈' }, '哈哈')).toEqual([['text', '哈哈哈哈']]);
  });

  it('choose the passages with the most terms, in the order of the text, cut at sentences', () => {
    const far = filler.repeat(20);
    const text = `科技。${far}创新。${far}科技与创新。${far}科技。${far}科技、创新。${far}`;
    const found = shown({ text }, '科技 创新').highlights;
    expect(found.map(({ start }) => start)).toEqual(found.map(({ start }) => start).toSorted((a, b) => a - b));
    expect(found).toHaveLength(3);
    expect(found.filter(({ marks }) => marks.length === 2)).toHaveLength(2);
    for (const { passage } of found) {
      expect(passage.length).toBeLessThanOrEqual(120);
      expect(passage).toMatch(/^(?![，。]).*。$/s);
    }
  });

  it('show the whole of a short title', () => {
    const title = `在全市科技工作会议${'暨科学技术奖励大会'.repeat(8)}上的讲话提纲`;
    expect(shown({ title }, '讲话').highlights[0]).toMatchObject({ field: 'title', start: 0, passage: title });
  });

  it('tell the headings above the first match in the text', () => {
    const fields = outlined(['# 一、|农业', '无', '## （一）|水库', '要防汛。', '# 二、|城市', '防汛。']);
    expect(shown(fields, '防汛').headingPath).toEqual(['一、农业', '（一）水库']);
    expect(shown({ ...fields, title: '雷雨' }, '雷雨').headingPath).toEqual([]);
    expect(highlights(anEntry(), null)).toEqual({ highlights: [], headingPath: [] });
  });

  it('have true offsets and sane passages for any text', () => {
    const scraps = fc.array(
      fc.constantFrom('科技', '创新', '，', '。', '\n', 'ＡＢＣ', '𠮷', '\ud800', '很长的一段话没有标点', '3.5%', 'XX'),
      { maxLength: 120 },
    );
    const queries = fc.constantFrom(
      '科技',
      '科技 创新',
      '"科技 创新"',
      '"科技 创新"~9',
      '𠮷 OR abc',
      '科技[number]创新',
      '3.5',
      '[number]',
    );
    fc.assert(
      fc.property(scraps, scraps, queries, (title, text, query) => {
        const entry = { title: title.join(''), text: text.join('') };
        const found = shown(entry, query).highlights;
        expect(found.filter(({ field }) => field === 'text').length).toBeLessThanOrEqual(3);
        const ends = { title: 0, text: 0 };
        for (const { field, start, passage, marks } of found) {
          expect(entry[field].slice(start, start + passage.length)).toBe(passage);
          expect(start).toBeGreaterThanOrEqual(ends[field]);
          ends[field] = start + passage.length;
          expect(marks.length).toBeGreaterThan(0);
          let behind = 0;
          for (const [from, to] of marks) {
            expect(from).toBeGreaterThanOrEqual(behind);
            expect(to).toBeGreaterThan(from);
            behind = to;
          }
          expect(behind).toBeLessThanOrEqual(passage.length);
          expect(passage.length).toBeLessThanOrEqual(Math.max(121, behind));
          expect(entry[field].isWellFormed() === false || passage.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 500, seed: 5 },
    );
  });
});
