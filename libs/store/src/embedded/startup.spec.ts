import { int32 } from './frames.js';
import { DEFAULT_SEARCH_PATH, readStartup, searchPathIn } from './startup.js';

const packet = (version: number, parameters = '') => Buffer.concat([int32(0), int32(version), Buffer.from(parameters)]);

describe('readStartup', () => {
  it('tells sessions, requests for encryption, cancels and strangers apart', () => {
    expect(readStartup(packet(80877103))).toEqual({ kind: 'refuse-encryption' });
    expect(readStartup(packet(80877104))).toEqual({ kind: 'refuse-encryption' });
    expect(readStartup(packet(80877102))).toEqual({ kind: 'cancel' });
    expect(readStartup(packet(2 << 16))).toEqual({ kind: 'unknown' });
    expect(readStartup(packet(3 << 16, 'user\0postgres\0\0'))).toEqual({ kind: 'session', searchPath: DEFAULT_SEARCH_PATH });
  });

  it('finds the search path among the options', () => {
    const parameters = 'user\0postgres\0options\0-c timezone=UTC -c search_path="bullmq"\0database\0postgres\0\0';
    expect(readStartup(packet(3 << 16, parameters))).toEqual({ kind: 'session', searchPath: '"bullmq"' });
  });
});

describe('searchPathIn', () => {
  it.each([
    ['', DEFAULT_SEARCH_PATH],
    ['-c search_path=public', 'public'],
    ['-csearch_path=a,b -c jit=off', 'a,b'],
    ['--search_path=a', 'a'],
    ['-c search_path=a,\\ b', 'a, b'],
  ])('reads %j as %j', (options, path) => {
    expect(searchPathIn(options)).toBe(path);
  });
});
