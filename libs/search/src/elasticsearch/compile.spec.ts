import { parseQuery } from '../query/parse-query.js';
import { compile, filled } from './compile.js';

const plan = (query: string) => compile(parseQuery(query));
const phrase = (query: string) => [{ match_phrase: { title: { query, boost: 3 } } }, { match_phrase: { body: { query, boost: 1 } } }];

describe('a query for Elasticsearch', () => {
  it('ranks by its phrases in title and text, by our own tokens', () => {
    expect(plan('科技工作')).toEqual({
      checks: [],
      ranked: true,
      hits: { bool: { should: phrase('科技 技工 工作'), minimum_should_match: 1 } },
    });
  });

  it('finds single characters by what begins with them, and whole words as they are', () => {
    expect(plan('科').hits).toEqual({
      bool: {
        should: [{ prefix: { title: { value: '科', boost: 3 } } }, { prefix: { body: { value: '科', boost: 1 } } }],
        minimum_should_match: 1,
      },
    });
    expect(plan('title:gdp').hits).toEqual({ term: { title: { value: 'gdp', boost: 3 } } });
    expect(JSON.stringify(plan('大R&D投').hits)).toContain('"match_phrase_prefix":{"body":{"query":"大 r d 投"');
  });

  it('lets conditions hold without counting', () => {
    expect(plan('year:2021')).toEqual({
      checks: [],
      ranked: false,
      hits: { bool: { filter: [{ bool: { must: [{ range: { year: { gte: 2021 } } }, { range: { year: { lte: 2021 } } }] } }] } },
    });
  });

  it('leaves out what is negated, also alone', () => {
    expect(plan('-科技').hits).toEqual({ bool: { filter: [{ bool: { must_not: [plan('科技').hits] } }] } });
  });

  it('checks what the engine cannot say, and ranks by the words beside it', () => {
    const { checks, hits, ranked } = plan('"科技 创新"~5');
    expect(checks).toMatchObject([{ number: 0, node: { kind: 'near', distance: 5 } }]);
    expect(ranked).toBe(true);
    expect(filled(hits, new Map([[0, ['a', 'b']]]))).toMatchObject({
      bool: { filter: [{ bool: { filter: [{ ids: { values: ['a', 'b'] } }] } }] },
    });
    expect(filled(hits, new Map())).toMatchObject({ bool: { filter: [{ bool: { filter: [{ ids: { values: [] } }] } }] } });
  });

  it('hands the words of users over as values only', () => {
    const { hits } = plan('"} OR body:* {"');
    expect(JSON.stringify(hits)).not.toContain('query_string');
    expect(JSON.stringify(hits)).toContain('"query":"or body"');
  });
});
