import { placeOf } from './start-line.js';

describe('an address in the log', () => {
  it.each([
    ['postgres://rostra:geheim@db:5432/rostra', 'postgres://db:5432/rostra'],
    ['postgres://db/rostra?user=rostra&password=geheim', 'postgres://db/rostra'],
    ['postgres://rostra:p@ss@w0rd@db/rostra', 'postgres://db/rostra'],
    ['redis-sentinel://:geheim@a:26379,b:26379/master', 'redis-sentinel://a:26379,b:26379/master'],
    ['https://elastic:geheim@[::1]:9200', 'https://[::1]:9200'],
    ['s3://captures/prefix', 's3://captures/prefix'],
  ])('%s is %s', (url, place) => {
    expect(placeOf(url)).toBe(place);
  });
});
