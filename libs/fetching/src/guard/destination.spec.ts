import { Unprocessable } from '#domain';
import { assertAllowed } from './destination.js';

const nothing = () => false;

describe('where pages may be fetched from', () => {
  it.each([
    ...['http://127.0.0.1/', 'http://2130706433/', 'http://0x7f000001/', 'http://0177.0.0.1/', 'http://127.1/', 'http://１２７.0.0.1/'],
    ...['http://%31%32%37.0.0.1/', 'http://127.0.0.1./', 'http://[::1]/', 'http://[::ffff:127.0.0.1]/', 'http://[0:0:0:0:0:ffff:7f00:1]/'],
    ...['http://0/', 'http://169.254.169.254/latest/meta-data/', 'https://10.0.0.1/', 'http://[64:ff9b::a00:1]/', 'http://[fd00::1]:8080/'],
  ])('not from %s, however it is written', (text) => {
    expect(() => assertAllowed(new URL(text), nothing)).toThrow(Unprocessable);
    expect(() => assertAllowed(new URL(text), nothing)).toThrow(/is not on the public internet \(.+\)\. .+ FETCH_PRIVATE=on/);
  });

  it.each([21, 22, 25, 79, 87, 91, 110, 445, 1023, 3306, 5432, 6379, 6667, 11211])('not from port %i', (port) => {
    expect(() => assertAllowed(new URL(`http://93.184.216.34:${port}/`), nothing)).toThrow(new RegExp(`uses port ${port};`));
  });

  it.each([
    'http://93.184.216.34/',
    'https://93.184.216.34/',
    'http://93.184.216.34:81/',
    'http://93.184.216.34:8080/',
    'http://[2400:3200::1]:8443/',
  ])('but from %s', (text) => {
    expect(() => assertAllowed(new URL(text), nothing)).not.toThrow();
  });

  it('from special addresses that were allowed, and no others', () => {
    const onlyOne = (address: string) => address === '10.0.0.1';
    expect(() => assertAllowed(new URL('http://10.0.0.1/'), onlyOne)).not.toThrow();
    expect(() => assertAllowed(new URL('http://10.0.0.2/'), onlyOne)).toThrow(Unprocessable);
  });
});
