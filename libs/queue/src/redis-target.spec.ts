import { keyPrefix, readRedisUrl } from './redis-target.js';

describe('a Redis address', () => {
  it.each([
    ['redis://queue', 'single', ['queue:6379'], {}],
    ['redis://:s%40cret@queue:6380/2', 'single', ['queue:6380'], { password: 's@cret', db: 2 }],
    ['rediss://app:pass:word@[::1]:6390', 'single', ['::1:6390'], { username: 'app', password: 'pass:word', tls: {} }],
    ['redis-sentinel://:pw@a:26379,b/speeches', 'sentinel', ['a:26379', 'b:26379'], { password: 'pw' }],
    ['rediss-cluster://a:7000,b:7001', 'cluster', ['a:7000', 'b:7001'], { tls: {} }],
  ])('%s', (url, shape, nodes, options) => {
    const place = readRedisUrl(url);
    expect(place).toMatchObject({ shape, options });
    expect(Object.keys(place?.options ?? {}).sort()).toEqual(Object.keys(options).sort());
    expect(place?.nodes.map(({ host, port }) => `${host}:${port}`)).toEqual(nodes);
  });

  it.each([
    'http://queue',
    'queue:6379',
    'redis://',
    'redis://a,b',
    'redis://queue/name',
    'redis-sentinel://a:26379',
    'redis-cluster://a/0',
    'redis://:pa%ss@queue',
  ])('refuses %s', (url) => {
    expect(readRedisUrl(url)).toBeNull();
  });

  it('keeps the keys of a cluster on one node', () => {
    const prefix = (url: string) => keyPrefix({ url, ca: null, prefix: 'rostra' });
    expect([prefix('redis-cluster://a'), prefix('redis://a')]).toEqual(['{rostra}', 'rostra']);
  });
});
