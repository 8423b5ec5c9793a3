import { hostName, isLoopback } from './addresses.js';

describe('hostName', () => {
  it.each([
    ['localhost', 'localhost'],
    ['LOCALHOST:3000', 'localhost'],
    ['localhost.:3000', 'localhost'],
    ['127.0.0.1:3000', '127.0.0.1'],
    ['127.1', '127.0.0.1'],
    ['[::1]:3000', '::1'],
    ['[0:0:0:0:0:0:0:1]', '::1'],
    ['evil.example', 'evil.example'],
    ['localhost.evil.example:80', 'localhost.evil.example'],
    ['evil.example@localhost', null],
    ['localhost/evil', null],
    ['localhost:evil', null],
    ['::1', null],
    ['a b', null],
    ['', null],
    [undefined, null],
  ])('reads %p as %p', (header, name) => {
    expect(hostName(header)).toBe(name);
  });
});

describe('isLoopback', () => {
  it.each(['localhost', '127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('knows %s', (address) => {
    expect(isLoopback(address)).toBe(true);
  });

  it.each([
    '',
    '0.0.0.0',
    '::',
    '10.0.0.1',
    '192.0.2.7',
    '::ffff:10.0.0.1',
    '127.evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil',
  ])('does not take %p for one', (address) => {
    expect(isLoopback(address)).toBe(false);
  });
});
