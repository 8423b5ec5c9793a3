import { refuseOtherHosts } from './allowed-hosts.js';
import { Refusal } from './problem.js';

const KEY = 'a-key-of-enough-characters';
const own = { host: '127.0.0.1', adminKey: null, allowedHosts: [] };

function isServed(
  host: string | undefined,
  settings: Partial<Parameters<typeof refuseOtherHosts>[1]> = {},
  ip = '127.0.0.1',
  url = '/',
): boolean {
  try {
    refuseOtherHosts({ headers: host === undefined ? {} : { host }, ip, url }, { ...own, ...settings });
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    expect(error).toMatchObject({ problem: { status: 421, detail: expect.stringContaining('ALLOWED_HOSTS') } });
    return false;
  }
}

describe('a server for this machine alone', () => {
  it.each(['localhost', 'localhost:3000', '127.0.0.1:3000', '127.0.0.2', '[::1]:3000'])('answers to %s', (host) => {
    for (const adminKey of [null, KEY]) expect(isServed(host, { adminKey })).toBe(true);
  });

  it.each(['evil.example', 'evil.example:3000', '192.0.2.7:3000', 'localhost.evil.example', 'evil.example@localhost', '', undefined])(
    'does not answer to %p, with a key or without',
    (host) => {
      for (const adminKey of [null, KEY]) expect(isServed(host, { adminKey })).toBe(false);
    },
  );

  it('answers to the names it is given, with any port, and still to its own', () => {
    const allowedHosts = ['archive.example'];
    for (const host of ['archive.example', 'Archive.Example:8443', 'localhost:3000']) expect(isServed(host, { allowedHosts })).toBe(true);
    expect(isServed('evil.example', { allowedHosts })).toBe(false);
  });

  it('says that it lives to whoever asks by whatever address', () => {
    expect(isServed('10.1.2.3:3000', {}, '127.0.0.1', '/health/live')).toBe(true);
    expect(isServed('10.1.2.3:3000', {}, '127.0.0.1', '/healthy')).toBe(false);
  });
});

describe('a server in a network', () => {
  const host = '0.0.0.0';

  it('answers to any name until it is told its own', () => {
    expect(isServed('archive.example', { host, adminKey: KEY }, '192.0.2.7')).toBe(true);
    expect(isServed('evil.example', { host, adminKey: KEY, allowedHosts: ['archive.example'] }, '192.0.2.7')).toBe(false);
  });

  it('is for this machine a server of its own as long as it has no key', () => {
    expect(isServed('evil.example', { host })).toBe(false);
    expect(isServed('evil.example', { host }, '192.0.2.7')).toBe(true);
  });
});
