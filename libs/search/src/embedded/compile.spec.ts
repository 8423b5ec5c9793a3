import { parseQuery } from '../query/parse-query.js';
import { compile } from './compile.js';
import { sql } from './sql.js';
import { indexTokens } from '../tokens/phrase-forms.js';
import { phraseMatch } from './tokens.js';

const plan = (query: string) => compile(parseQuery(query));
const hits = (query: string) => plan(query).hits;

describe('tokens of the full-text table', () => {
  it('are bigrams and a closing unigram for each run of Han text, and whole words', () => {
    expect(indexTokens('科技工作，R&D达3.5%')).toBe('科技 技工 工作 作 r d 达 3.5');
    expect(indexTokens("𠮷字 can't")).toBe('𠮷字 字 can’t');
    expect(indexTokens('，。')).toBe('');
  });

  it.each([
    ['科技工作', '"科技 技工 工作"'],
    ['科', '"科"*'],
    ['加大R&D投入', '"加大 大 r d 投入"'],
    ['大R&D投', '"大 r d 投"*'],
    ['R&D', '"r d"'],
    ['科技 创新', '("科技 技 创新" OR "科技 技创 创新")'],
    ['" OR title:x', '"or title:x"'],
  ])('find %s by %s', (text, expression) => {
    expect(phraseMatch(text)).toEqual({ expression, exact: true });
  });

  it('find more than the phrase when separators stand in many places', () => {
    expect(phraseMatch('一 二 三 四 五 六')).toEqual({
      expression: '("一"* AND "二"* AND "三"* AND "四"* AND "五"* AND "六"*)',
      exact: false,
    });
    expect(phraseMatch('，')).toBeNull();
  });
});

describe('a compiled query', () => {
  it('leaves to the full-text engine what it can say alone', () => {
    expect(plan('科技 title:创新 (全市 OR 农业) -水利')).toEqual({
      checks: [],
      match: '(("科技" AND title : "创新" AND ("全市" OR "农业")) NOT "水利")',
      hits: sql('select rowid as id from fts where fts match ?', '(("科技" AND title : "创新" AND ("全市" OR "农业")) NOT "水利")'),
      scored: ['"科技"', 'title : "创新"', '"全市"', '"农业"'],
    });
  });

  it('finds all live speeches without a query, and without those of a negated one', () => {
    expect(compile(null).hits).toEqual(sql('select m.id from meta m where m.live = 1 and 1'));
    expect(hits('-科技')).toEqual(
      sql('select m.id from meta m where m.live = 1 and not m.id in (select rowid from fts where fts match ?)', '"科技"'),
    );
  });

  it('adds conditions on the narrow table for the other fields', () => {
    expect(hits('科技 site:A.example year:2020.. date:2021-03')).toEqual(
      sql(
        'select m.id from fts join meta m on m.id = fts.rowid where fts match ? and (ifnull(m.site_key = ?, 0) and ifnull(m.year >= ?, 0) and (ifnull(m.last_day >= ?, 0) and ifnull(m.first_day <= ?, 0)))',
        '"科技"',
        'a.example',
        2020,
        20_210_301,
        20_210_331,
      ),
    );
  });

  it('composes by sets what the full-text engine cannot combine', () => {
    expect(hits('科技 OR 创新 OR kind:report')).toEqual(
      sql(
        'select m.id from meta m where m.live = 1 and (m.id in (select rowid from fts where fts match ?) or ifnull(m.kind_key = ?, 0))',
        '("科技" OR "创新")',
        'report',
      ),
    );
  });

  it('checks one by one what no table can answer, among the candidates only', () => {
    const { checks, hits: all, match } = plan('"科技 创新"~5 全市');
    expect(checks.map(({ number, candidates }) => [number, candidates])).toEqual([
      [0, sql('select rowid as id from fts where fts match ?', '("科技" AND "创新")')],
    ]);
    expect(all).toEqual(
      sql(
        'select m.id from fts join meta m on m.id = fts.rowid where fts match ? and m.id in (select id from temp.checked where number = ?)',
        '"全市"',
        0,
      ),
    );
    expect(match).toBeNull();
    expect(plan('under:农业').checks).toEqual([]);
    expect(plan('under:农业 kind:report').checks).toEqual([]);
    expect(plan('under:农业 科技').checks).toHaveLength(1);
  });

  it('narrows candidates and hits by a restriction', () => {
    const restricted = compile(parseQuery('投入[number]亿元'), sql('m.speech_id = ?', 'x'));
    expect(restricted.checks[0]?.candidates.values).toEqual(['("投入" AND "亿元")', 'x']);
    expect(restricted.hits.values).toEqual([0, 'x']);
  });

  it('never has text of users in its SQL, and only our own tokens in its expressions', () => {
    for (const query of [
      "'; drop table meta; --",
      '{body}:甲',
      'NEAR(甲 乙)',
      '甲*',
      '^甲',
      'kind:"a\' or 1"',
      'heading:"x\' y"',
      'under:"a\'b"',
    ]) {
      const { hits: all, checks } = plan(query);
      for (const { text, values } of [all, ...checks.map(({ candidates }) => candidates)]) {
        expect(text).not.toMatch(/[甲乙]|drop|body|NEAR|a'/);
        for (const value of values)
          if (typeof value === 'string' && value.includes('"')) expect(value).toMatch(/^[\p{L}\p{N}’.,:;_"*() ]+$/u);
      }
    }
  });
});
