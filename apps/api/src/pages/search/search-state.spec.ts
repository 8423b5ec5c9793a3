import { activeFilters, isChosen, isSearch, searchHref, toggled } from './search-state.js';

describe('the state of a search', () => {
  it('has one address, with its parameters in a fixed order', () => {
    expect(searchHref({ year: [2021, '2020'], q: '科技', site: ['a.example'], cursor: 'c' })).toBe(
      '/?q=%E7%A7%91%E6%8A%80&site=a.example&year=2021&year=2020&cursor=c',
    );
    expect(searchHref({})).toBe('/');
    expect(isSearch({})).toBe(false);
    expect(isSearch({ kind: ['speech'] })).toBe(true);
  });

  it('adds and takes away a facet, from the first page on', () => {
    const one = toggled({ q: 'a', cursor: 'c' }, 'year', '2021');
    expect(one).toEqual({ q: 'a', cursor: undefined, year: ['2021'] });
    expect(isChosen(one, 'year', '2021')).toBe(true);
    expect(isChosen({ year: [2021] }, 'year', '2021')).toBe(true);
    expect(toggled({ year: [2021, 2020] }, 'year', '2021').year).toEqual(['2020']);
  });

  it('lists the filters in force, each with the search that lacks it', () => {
    const filters = activeFilters({ q: 'a', from: '2020', kind: ['plan', 'report'] });
    expect(filters.map(({ facet, value, without }) => [facet, value, searchHref(without)])).toEqual([
      ['from', '2020', '/?q=a&kind=plan&kind=report'],
      ['kind', 'plan', '/?q=a&from=2020&kind=report'],
      ['kind', 'report', '/?q=a&from=2020&kind=plan'],
    ]);
  });
});
