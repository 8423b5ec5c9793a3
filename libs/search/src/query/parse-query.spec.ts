import fc from 'fast-check';
import { formatQuery } from './format-query.js';
import { parseQuery } from './parse-query.js';
import type { QueryNode, TextField } from './query-node.js';
import { QuerySyntaxError } from './query-syntax-error.js';

const phrase = (text: string, field: TextField = 'any'): QueryNode => ({ kind: 'phrase', field, parts: [{ kind: 'text', text }] });
const and = (...nodes: QueryNode[]): QueryNode => ({ kind: 'and', nodes });
const or = (...nodes: QueryNode[]): QueryNode => ({ kind: 'or', nodes });
const not = (node: QueryNode): QueryNode => ({ kind: 'not', node });

const mistakeIn = (query: string): QuerySyntaxError => {
  try {
    parseQuery(query);
  } catch (error) {
    if (error instanceof QuerySyntaxError) return error;
    throw error;
  }
  throw new Error(`${query} was read without a mistake`);
};

describe('the query language', () => {
  it('finds everything by an empty query', () => {
    expect(parseQuery('')).toBeNull();
    expect(parseQuery(' \t\n　')).toBeNull();
  });

  it('takes a bare run as one phrase and a space for AND', () => {
    expect(parseQuery('全国文明城')).toEqual(phrase('全国文明城'));
    expect(parseQuery('科技 创新　R&D')).toEqual(and(phrase('科技'), phrase('创新'), phrase('R&D')));
    expect(parseQuery('科技 AND 创新')).toEqual(and(phrase('科技'), phrase('创新')));
  });

  it('parts a bare run at punctuation between Han characters, and not beside letters', () => {
    expect(parseQuery('同志们，今天召开会议。')).toEqual(and(phrase('同志们'), phrase('今天召开会议')));
    expect(parseQuery('加大R&D投入')).toEqual(phrase('加大R&D投入'));
    expect(parseQuery('增长3.5%以上')).toEqual(phrase('增长3.5%以上'));
  });

  it('keeps a phrase in quotes whole, in the quotes of any keyboard', () => {
    for (const query of ['"科技 创新"', '“科技 创新”', '＂科技 创新＂', '「科技 创新」', '『科技 创新』', '“科技 创新"']) {
      expect(parseQuery(query)).toEqual(phrase('科技 创新'));
    }
    expect(parseQuery('"学习“两山”理念"')).toEqual(phrase('学习 两山 理念'));
  });

  it('binds NOT tighter than AND, and AND tighter than OR', () => {
    expect(parseQuery('甲 OR 乙 -丙')).toEqual(or(phrase('甲'), and(phrase('乙'), not(phrase('丙')))));
    expect(parseQuery('(甲 OR 乙) NOT 丙')).toEqual(and(or(phrase('甲'), phrase('乙')), not(phrase('丙'))));
    expect(parseQuery('-甲')).toEqual(not(phrase('甲')));
    expect(parseQuery('NOT (甲 乙)')).toEqual(not(and(phrase('甲'), phrase('乙'))));
    expect(parseQuery('甲 (乙 丙)')).toEqual(and(phrase('甲'), phrase('乙'), phrase('丙')));
  });

  it('takes operators, brackets and colons in full width', () => {
    expect(parseQuery('（甲　ＯＲ　乙）－丙')).toEqual(parseQuery('(甲 OR 乙) -丙'));
    expect(parseQuery('ｔｉｔｌｅ：科技')).toEqual(phrase('科技', 'title'));
    expect(parseQuery('Title： "科技 创新"')).toEqual(phrase('科技 创新', 'title'));
  });

  it('takes operators in capitals only, and a hyphen inside or after a word as punctuation', () => {
    expect(parseQuery('or and not')).toEqual(and(phrase('or'), phrase('and'), phrase('not')));
    expect(parseQuery('甲-乙 - 丙-')).toEqual(and(phrase('甲'), phrase('乙'), phrase('丙')));
    expect(parseQuery('"OR"')).toEqual(phrase('OR'));
  });

  it('reads fields, also over a group', () => {
    expect(parseQuery('heading:创新')).toEqual(phrase('创新', 'heading'));
    expect(parseQuery('speaker:李明')).toEqual(phrase('李明', 'speaker'));
    expect(parseQuery('title:(甲 OR 乙)')).toEqual(or(phrase('甲', 'title'), phrase('乙', 'title')));
    expect(parseQuery('site:Qinghe.example')).toEqual({ kind: 'site', value: 'qinghe.example' });
    expect(parseQuery('-kind:report')).toEqual(not({ kind: 'kind', value: 'report' }));
    expect(parseQuery('under:"二、"')).toEqual({ kind: 'under', heading: '二、' });
    expect(parseQuery('under:二、')).toEqual({ kind: 'under', heading: '二、' });
  });

  it.each<[string, number | null, number | null]>([
    ['2021', 2021, 2021],
    ['2019..2021', 2019, 2021],
    ['2019..', 2019, null],
    ['..2021', null, 2021],
    ['>2019', 2020, null],
    ['>=2019', 2019, null],
    ['<2019', null, 2018],
    ['<=2019', null, 2019],
    ['２０２１年', 2021, 2021],
  ])('reads year:%s', (value, from, to) => {
    expect(parseQuery(`year:${value}`)).toEqual({ kind: 'years', from, to });
  });

  it.each<[string, string | null, string | null]>([
    ['2021', '2021-01-01', '2021-12-31'],
    ['2021-02', '2021-02-01', '2021-02-28'],
    ['2020-02', '2020-02-01', '2020-02-29'],
    ['2021-03-05', '2021-03-05', '2021-03-05'],
    ['>2021-03', '2021-04-01', null],
    ['<2021-03', null, '2021-02-28'],
    ['>=2021-03', '2021-03-01', null],
    ['<=2021-03', null, '2021-03-31'],
    ['2021-03..2021-06', '2021-03-01', '2021-06-30'],
    ['..2021-06-15', null, '2021-06-15'],
    ['2021年3月5日', '2021-03-05', '2021-03-05'],
  ])('reads date:%s', (value, from, to) => {
    expect(parseQuery(`date:${value}`)).toEqual({ kind: 'dates', from, to });
  });

  it('reads proximity and slots', () => {
    expect(parseQuery('"科技 创新"~5')).toEqual({ kind: 'near', field: 'any', phrases: ['科技', '创新'], distance: 5 });
    expect(parseQuery('title：“科技 创新”～５')).toEqual({ kind: 'near', field: 'title', phrases: ['科技', '创新'], distance: 5 });
    expect(parseQuery('"科技"~5')).toEqual(phrase('科技'));
    const withSlot = [
      { kind: 'text', text: '在' },
      { kind: 'slot', slot: 'place' },
      { kind: 'text', text: '召开' },
    ];
    for (const query of ['在[place]召开', '"在[Place]召开"', '在【 place 】召开', '在［place］召开']) {
      expect(parseQuery(query)).toEqual({ kind: 'phrase', field: 'any', parts: withSlot });
    }
    expect(parseQuery('[number]')).toEqual({ kind: 'phrase', field: 'any', parts: [{ kind: 'slot', slot: 'number' }] });
    expect(parseQuery('[附件]')).toEqual(phrase('附件'));
  });

  it('takes a colon after Han text, digits or in an address as punctuation', () => {
    expect(parseQuery('时间：2020')).toEqual(phrase('时间:2020'));
    expect(parseQuery('会议主题：科技创新')).toEqual(and(phrase('会议主题'), phrase('科技创新')));
    expect(parseQuery('10:30')).toEqual(phrase('10:30'));
    expect(parseQuery('https://qinghe.example/')).toEqual(phrase('https://qinghe.example'));
  });

  it.each([
    ['foo:科技', 0, 'title'],
    ['科技 foo:创新', 3, 'title'],
    ['"科技', 0, 'Close it'],
    ['科技 OR', 5, 'both sides'],
    ['OR 科技', 0, 'both sides'],
    ['科技 AND OR 创新', 7, 'both sides'],
    ['(科技', 0, ')'],
    ['科技)', 2, 'quotes'],
    ['()', 0, 'between'],
    ['title:', 0, 'after title:'],
    ['title: OR 甲', 0, 'after title:'],
    ['year:abc', 5, 'year:2021'],
    ['year:2021..2019', 5, 'year:2021'],
    ['date:2021-13', 5, 'date:2021-03'],
    ['date:2021-02-30', 5, 'date:2021-03'],
    ['date:..', 5, 'date:2021-03'],
    ['，。！', 0, 'at least one word'],
    ['"科技 创新"~9999', 8, '1000'],
    ['site:"甲 乙"~5', 10, '~'],
    ['"科技 [place]"~5', 1, 'brackets'],
  ])('names the place and the remedy for %s', (query, position, hint) => {
    const mistake = mistakeIn(query);
    expect({ position: mistake.position, hint: mistake.hint }).toEqual({ position, hint: expect.stringContaining(hint) });
  });

  it('has limits of length, terms and nesting', () => {
    expect(mistakeIn('科'.repeat(2_001)).hint).toContain('2000');
    expect(mistakeIn('科 '.repeat(101)).hint).toContain('100');
    expect(mistakeIn(`${'('.repeat(21)}科${')'.repeat(21)}`).hint).toContain('20');
    expect(mistakeIn(`${'-'.repeat(21)}科`).hint).toContain('20');
    expect(parseQuery(`${'('.repeat(20)}科${')'.repeat(20)}`)).toEqual(phrase('科'));
  });
});

const scraps = [
  '科技',
  '创新',
  'R&D',
  '3.5%',
  'x_y',
  '"',
  '“',
  '”',
  '「',
  '」',
  '(',
  ')',
  '（',
  '）',
  ' ',
  '　',
  '-',
  '－',
  'OR',
  'AND',
  'NOT',
  'ＯＲ',
  'title:',
  'site：',
  'under:',
  'year:',
  'date:',
  'foo:',
  '2021',
  '..',
  '>',
  '2021-03',
  '[place]',
  '[',
  ']',
  '~5',
  '*',
  '^',
  'NEAR(',
  '{body}:',
  "'",
  ';--',
  '\0',
  '\ud800',
  '\udc00',
  '𠀀',
  '，',
  '、',
  '😀',
];
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...scraps), { maxLength: 25 }).map((parts) => parts.join('')),
);

describe('any string', () => {
  const parsed = (query: string): QueryNode | null | 'refused' => {
    try {
      return parseQuery(query);
    } catch (error) {
      if (!(error instanceof QuerySyntaxError)) throw error;
      expect(error.position).toBeGreaterThanOrEqual(0);
      expect(error.position).toBeLessThanOrEqual(query.length);
      expect(error.hint).not.toBe('');
      return 'refused';
    }
  };

  it('is read, or refused with place and hint', () => {
    fc.assert(
      fc.property(hostile, (query) => void parsed(query)),
      { numRuns: 2_000, seed: 1 },
    );
  });

  it('that is read can be printed and read again as the same tree', () => {
    fc.assert(
      fc.property(hostile, (query) => {
        const tree = parsed(query);
        if (tree === null || tree === 'refused') return;
        expect(parseQuery(formatQuery(tree))).toEqual(tree);
      }),
      { numRuns: 3_000, seed: 2 },
    );
  });
});
