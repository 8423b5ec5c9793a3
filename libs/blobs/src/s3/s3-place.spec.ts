import { addressOf, s3PlaceOf } from './s3-place.js';

describe('the address of a bucket', () => {
  it.each([
    ['s3://rostra-archive', { endpoint: null, bucket: 'rostra-archive', prefix: '', keys: null }],
    ['s3://rostra-archive/speeches/2024/', { endpoint: null, bucket: 'rostra-archive', prefix: 'speeches/2024/', keys: null }],
    ['http://127.0.0.1:9000/rostra', { endpoint: 'http://127.0.0.1:9000', bucket: 'rostra', prefix: '', keys: null }],
    [
      'https://me:a%2Fb%40c@store.example/rostra/a/b',
      { endpoint: 'https://store.example', bucket: 'rostra', prefix: 'a/b/', keys: { access: 'me', secret: 'a/b@c' } },
    ],
    [
      's3://me:secret@rostra-archive/x',
      { endpoint: null, bucket: 'rostra-archive', prefix: 'x/', keys: { access: 'me', secret: 'secret' } },
    ],
  ])('reads %s', (text, place) => expect(s3PlaceOf(text)).toEqual(place));

  it.each([
    ['', 'write s3://bucket/prefix'],
    ['rostra-archive', 'write s3://bucket/prefix'],
    ['ftp://store.example/rostra', 'write s3://bucket/prefix'],
    ['s3://', 'the bucket has to have'],
    ['s3://rostra-archive:9000/x', 'has no port'],
    ['http://127.0.0.1:9000', 'the bucket is missing'],
    ['http://127.0.0.1:9000/Rostra', 'lower-case letters'],
    ['http://127.0.0.1:9000/rostra/a%20b', 'the prefix takes'],
    ['http://127.0.0.1:9000/rostra/.hidden', 'the prefix takes'],
    ['http://127.0.0.1:9000/rostra?region=x', 'no ? or #'],
    ['https://only@store.example/rostra', 'write both keys'],
    ['https://me:1%zz@store.example/rostra', 'not percent-encoded'],
  ])('says what to write instead of %j', (text, remedy) => expect(() => s3PlaceOf(text)).toThrow(remedy));

  it('is shown without keys', () => {
    expect(addressOf(s3PlaceOf('https://me:secret@store.example/rostra/a/'))).toBe('https://store.example/rostra/a');
    expect(addressOf(s3PlaceOf('s3://rostra-archive'))).toBe('s3://rostra-archive');
    for (const wrong of [
      'https://me:secret@store.example/',
      'https://me:secret@store.example/NO',
      'https://me:secret@store.example/rostra?a',
    ])
      expect(() => s3PlaceOf(wrong)).toThrow(expect.objectContaining({ message: expect.not.stringContaining('secret') }));
  });
});
