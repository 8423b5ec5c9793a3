import fc from 'fast-check';
import { BadUrl } from './bad-url.js';
import { canonicalUrl } from './canonical-url.js';

describe('the canonical form of an address', () => {
  it.each([
    [
      'lower-cases scheme and host, and keeps the case of the path',
      'HTTPS://WWW.Qinghe.EXAMPLE/News/A.html',
      'https://www.qinghe.example/News/A.html',
    ],
    ['drops the default ports', 'http://qinghe.example:80/', 'http://qinghe.example/'],
    ['drops the default port of https', 'https://qinghe.example:443/a', 'https://qinghe.example/a'],
    ['keeps other ports', 'http://qinghe.example:8080/a', 'http://qinghe.example:8080/a'],
    ['keeps a port that is the default of the other scheme', 'http://qinghe.example:443/', 'http://qinghe.example:443/'],
    ['drops the fragment', 'https://qinghe.example/a#part', 'https://qinghe.example/a'],
    ['drops an empty query', 'https://qinghe.example/a?', 'https://qinghe.example/a'],
    ['drops the final dot of the host', 'https://qinghe.example./a', 'https://qinghe.example/a'],
    ['writes a Chinese host in punycode', 'https://清河.example/讲话', 'https://xn--ovw11a.example/%E8%AE%B2%E8%AF%9D'],
    ['gives a bare host a path', 'https://qinghe.example', 'https://qinghe.example/'],
    ['walks the dots in a path', 'https://qinghe.example/a/../b/./c', 'https://qinghe.example/b/c'],
    ['takes white space from the ends', '  https://qinghe.example/a \n', 'https://qinghe.example/a'],
    [
      'keeps the order of the query and its escapes',
      'https://q.example/?b=%e4%b8%80&a=1+2&b=3',
      'https://q.example/?b=%e4%b8%80&a=1+2&b=3',
    ],
    [
      'drops tracking parameters, whatever their case',
      'https://q.example/?utm_source=x&id=7&UTM_Campaign=y&gclid=1',
      'https://q.example/?id=7',
    ],
    ['drops a query made of tracking only', 'https://q.example/a?utm_source=x&spm=1.2.3', 'https://q.example/a'],
    [
      'keeps parameters that only look alike',
      'https://q.example/?utmost=1&myutm_a=2&from=3',
      'https://q.example/?utmost=1&myutm_a=2&from=3',
    ],
    ['sees one address behind the ways to write it', 'http://0x7f.1/', 'http://127.0.0.1/'],
  ])('%s', (_promise, text, canonical) => {
    expect(canonicalUrl(text)).toBe(canonical);
  });

  it.each([
    ['', 'does not begin with http:// or https://'],
    ['qinghe.example/a', 'does not begin with http:// or https://'],
    ['qinghe.example:8080/a', 'does not begin with http:// or https://'],
    ['ftp://qinghe.example/a', 'does not begin with http:// or https://'],
    ['file:///etc/passwd', 'does not begin with http:// or https://'],
    ['javascript:alert(1)', 'does not begin with http:// or https://'],
    ['https://', 'is no web address; write the whole address'],
    ['http://qinghe.example:99999/', 'is no web address'],
    ['http://[::1/', 'is no web address'],
    ['https://qinghe..example/', 'remove the extra dot'],
    ['https://./', 'remove the extra dot'],
    [`https://qinghe.example/${'长'.repeat(300)}`, 'longer than 2000 characters'],
  ])('refuses %j and says what to do', (text, remedy) => {
    expect(() => canonicalUrl(text)).toThrow(BadUrl);
    expect(() => canonicalUrl(text)).toThrow(/^url: /);
    expect(() => canonicalUrl(text)).toThrow(remedy);
  });

  it('refuses credentials without repeating them', () => {
    expect(() => canonicalUrl('https://anna:geheim@qinghe.example/a')).toThrow(/remove the part before the @/);
    expect(() => canonicalUrl('https://anna:geheim@qinghe.example/a')).not.toThrow(/geheim/);
  });

  it('does not change what is canonical already', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (text) => {
        const canonical = canonicalUrl(text);
        expect(canonicalUrl(canonical)).toBe(canonical);
      }),
      { seed: 20240506, numRuns: 500 },
    );
  });

  it('answers any text at all with an address or BadUrl', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string().map((text) => `http://${text}`),
        ),
        (text) => {
          try {
            expect(canonicalUrl(text)).toMatch(/^https?:\/\/[^\s#]+$/);
          } catch (error) {
            expect(error).toBeInstanceOf(BadUrl);
          }
        },
      ),
      { seed: 20240506, numRuns: 2_000 },
    );
  });
});
