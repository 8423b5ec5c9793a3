import { serverAddress } from './address.js';

describe('serverAddress', () => {
  it.each([
    ['127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://archive.example/', 'http://archive.example'],
    ['https://archive.example/rostra/', 'https://archive.example/rostra'],
    ['localhost', 'http://localhost'],
    ['[::1]:3000', 'http://[::1]:3000'],
  ])('reads %s', (given, address) => {
    expect(serverAddress(given)).toBe(address);
  });

  it.each(['ftp://archive.example', 'http://', '', 'http://a b', 'file:///etc/passwd'])('refuses %p', (given) => {
    expect(serverAddress(given)).toBeNull();
  });
});
