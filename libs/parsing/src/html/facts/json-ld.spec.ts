import { readLinkedData } from './json-ld.js';

const nothing = { headline: null, articleBody: null, datePublished: null, author: null, publisher: null, types: '' };

describe('linked data', () => {
  it('finds the work inside a graph and takes the longest body', () => {
    const script = JSON.stringify({
      '@graph': [
        { '@type': 'WebSite', name: '青岭网' },
        { '@type': ['NewsArticle', 'Thing'], headline: ' 春耕 ', articleBody: '短', author: [{ name: '林小舟' }, { name: '何一' }] },
        { '@type': 'Article', articleBody: '长一些的正文', datePublished: '2021-03-04', publisher: { name: '青岭日报' } },
      ],
    });
    expect(readLinkedData([script])).toEqual({
      headline: '春耕',
      articleBody: '长一些的正文',
      datePublished: '2021-03-04',
      author: '林小舟, 何一',
      publisher: '青岭日报',
      types: 'WebSite NewsArticle Thing Article',
    });
  });

  it('reads past comment marks and line ends inside strings', () => {
    const script = '<!--\n//<![CDATA[\n{"@type":"Report","headline":"上\n下"}\n//]]>-->';
    expect(readLinkedData([script]).headline).toBe('上 下');
  });

  it('says nothing for scripts that are not JSON, for other things and for names that are no text', () => {
    expect(readLinkedData(['', 'var a = 1;', '{"@type":', '[1, null, "x"]', '{"@type":"Person","name":"王"}'])).toEqual({
      ...nothing,
      types: 'Person',
    });
    expect(readLinkedData(['{"@type":"Article","headline":5,"author":{"name":{}},"publisher":[]}'])).toEqual({
      ...nothing,
      types: 'Article',
    });
  });

  it('stops after a bounded number of objects', () => {
    const many = JSON.stringify(Array.from({ length: 20_000 }, () => ({ '@type': 'Article' })));
    expect(readLinkedData([many])).toEqual({ ...nothing, types: 'Article' });
  });
});
