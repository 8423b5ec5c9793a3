import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { TryLater, Unprocessable } from '#domain';
import { type Answer, type LocalServer, serve } from '../testing/local-server.js';
import { BadUrl } from '../urls/bad-url.js';
import { type GuardedClient, type GuardedClientOptions, openGuardedClient } from './guarded-client.js';

const page = '<html><body><p>同志们，今天我们召开清河县防汛工作会议。</p></body></html>';
const redirect =
  (location: string, status = 302): Answer =>
  (_request, response) =>
    response.writeHead(status, { location }).end('moved');
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    response.writeHead(code, headers).end('no page');
const encoded =
  (encoding: string, body: Uint8Array): Answer =>
  (_request, response) =>
    response.writeHead(200, { 'content-encoding': encoding }).end(body);

describe('the guarded client', () => {
  let server: LocalServer;
  let client: GuardedClient;

  const open = (options: GuardedClientOptions = {}) => openGuardedClient({ allowPrivate: true, timeoutMs: 5_000, ...options });
  const text = async (path: string) => Buffer.from((await client.get(server.url + path)).body).toString();

  beforeAll(async () => {
    server = await serve({
      '/page': (_request, response) =>
        response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'X-Way': ['a', 'b'] }).end(page),
      '/agent': (request, response) => response.end(request.headers['user-agent']),
      '/204': (_request, response) => response.writeHead(204, { 'content-encoding': 'gzip' }).end(),
      '/gzip': encoded('gzip', gzipSync(page)),
      '/x-gzip': encoded('X-GZIP', gzipSync(page)),
      '/br': encoded('br', brotliCompressSync(page)),
      '/zstd': encoded('zstd', zstdCompressSync(page)),
      '/deflate': encoded('deflate', deflateSync(page)),
      '/raw-deflate': encoded('deflate', deflateRawSync(page)),
      '/twice': encoded('br, gzip', gzipSync(brotliCompressSync(page))),
      '/thrice': encoded('gzip, gzip, gzip', gzipSync(gzipSync(gzipSync(page)))),
      '/identity': encoded('utf-8, identity', Buffer.from(page)),
      '/not-gzip': encoded('gzip', Buffer.from(page)),
      '/half-gzip': encoded('gzip', gzipSync(page).subarray(0, 30)),
      '/to-page': redirect('/page', 301),
      '/to-to-page': redirect('to-page#part', 307),
      '/to-raw-utf8': redirect(Buffer.from('/讲话').toString('latin1')),
      '/%E8%AE%B2%E8%AF%9D': (_request, response) => response.end('found'),
      '/to-raw-gbk': redirect(Buffer.from([0x2f, 0xbd, 0xb2]).toString('latin1')),
      '/%BD%B2': (_request, response) => response.end('found as well'),
      '/circle': redirect('/circle-back'),
      '/circle-back': redirect('/circle'),
      '/self': redirect('/self'),
      '/to-ftp': redirect('ftp://qinghe.example/a'),
      '/to-password': redirect('http://a:b@127.0.0.1/'),
      '/to-nowhere': status(302),
      ...Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`/chain-${at}`, redirect(`/chain-${at + 1}`)])),
      ...Object.fromEntries([206, 304, 400, 401, 403, 404, 408, 410, 429, 451, 500, 502, 503].map((code) => [`/${code}`, status(code)])),
      '/429-wait': status(429, { 'retry-after': '7' }),
      '/503-wait': status(503, { 'retry-after': 'Mon, 06 May 2024 07:09:09 GMT' }),
    });
  });
  afterAll(() => server.close());

  beforeEach(() => {
    server.asked.length = 0;
    client = open({ clock: () => new Date('2024-05-06T07:08:09Z') });
  });
  afterEach(() => client.close());

  it('gives body, headers, type and final address', async () => {
    const { headers, body, ...rest } = await client.get(`${server.url}/page#part`);
    expect(Buffer.from(body).toString()).toBe(page);
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'x-way': 'a, b' });
    expect(rest).toEqual({ finalUrl: `${server.url}/page#part`, status: 200, contentType: 'text/html; charset=utf-8', redirects: [] });
  });

  it('says who it is and whom to ask', async () => {
    expect(await text('/agent')).toBe('Rostra');
    await client.close();
    client = open({ contact: 'https://archive.example/about' });
    expect(await text('/agent')).toBe('Rostra (+https://archive.example/about)');
  });

  it.each(['/gzip', '/x-gzip', '/br', '/zstd', '/deflate', '/raw-deflate', '/twice', '/identity'])('unpacks %s', async (path) => {
    expect(await text(path)).toBe(page);
  });

  it('takes an answer without a body as an empty one', async () => {
    const { body, status: code, contentType } = await client.get(`${server.url}/204`);
    expect([body.byteLength, code, contentType]).toEqual([0, 204, null]);
  });

  it.each(['/not-gzip', '/half-gzip'])('tries %s again, since it may have been cut', async (path) => {
    const getting = client.get(server.url + path);
    await expect(getting).rejects.toThrow('sent a body that does not unpack');
    await expect(getting).rejects.not.toBeInstanceOf(Unprocessable);
  });

  it('does not unpack again and again', async () => {
    await expect(client.get(`${server.url}/thrice`)).rejects.toMatchObject({ code: 'too-many-encodings' });
  });

  it('follows redirects and tells the way', async () => {
    const { finalUrl, redirects } = await client.get(`${server.url}/to-to-page`);
    expect(finalUrl).toBe(`${server.url}/page`);
    expect(redirects).toEqual([
      { status: 307, from: `${server.url}/to-to-page`, to: `${server.url}/to-page`, downgrade: false },
      { status: 301, from: `${server.url}/to-page`, to: `${server.url}/page`, downgrade: false },
    ]);
  });

  it('follows addresses that are sent as raw bytes, in UTF-8 and in GBK', async () => {
    expect(await text('/to-raw-utf8')).toBe('found');
    expect(await text('/to-raw-gbk')).toBe('found as well');
  });

  it.each([
    ['/circle', 'redirect-loop'],
    ['/self', 'redirect-loop'],
    ['/to-nowhere', 'unexpected-status'],
    ['/to-ftp', 'bad-url'],
    ['/to-password', 'bad-url'],
  ])('gives up on the redirects of %s', async (path, code) => {
    await expect(client.get(server.url + path)).rejects.toMatchObject({ code });
  });

  it('follows five redirects and no more', async () => {
    await expect(client.get(`${server.url}/chain-0`)).rejects.toMatchObject({ code: 'too-many-redirects' });
    expect(server.asked).toEqual([0, 1, 2, 3, 4, 5].map((step) => `/chain-${step}`));
  });

  it.each([
    ['/404', 'gone'],
    ['/410', 'gone'],
    ['/401', 'refused-by-site'],
    ['/403', 'refused-by-site'],
    ['/451', 'refused-by-site'],
    ['/206', 'unexpected-status'],
    ['/304', 'unexpected-status'],
    ['/400', 'unexpected-status'],
  ])('%s is final: %s', async (path, code) => {
    const getting = client.get(server.url + path);
    await expect(getting).rejects.toBeInstanceOf(Unprocessable);
    await expect(getting).rejects.toMatchObject({ code, message: expect.stringContaining(`status ${path.slice(1)}`) });
  });

  it.each([
    ['/429', 60_000],
    ['/429-wait', 7_000],
    ['/503-wait', 60_000],
  ])('%s asks for patience', async (path, delayMs) => {
    const getting = client.get(server.url + path);
    await expect(getting).rejects.toBeInstanceOf(TryLater);
    await expect(getting).rejects.toMatchObject({ delayMs });
  });

  it.each(['/408', '/500', '/502', '/503'])('%s is a fault that counts', async (path) => {
    const getting = client.get(server.url + path);
    await expect(getting).rejects.toThrow(`failed with status ${path.slice(1)}`);
    await expect(getting).rejects.not.toBeInstanceOf(TryLater);
    await expect(getting).rejects.not.toBeInstanceOf(Unprocessable);
  });

  it.each(['qinghe.example/a', 'ftp://qinghe.example/', 'http://a:b@qinghe.example/'])('refuses %j as no web address', async (address) => {
    await expect(client.get(address)).rejects.toBeInstanceOf(BadUrl);
  });

  it('says what is wrong when nobody listens', async () => {
    const gone = await serve({});
    await gone.close();
    await expect(client.get(gone.url)).rejects.toThrow(`${gone.url}/ could not be fetched: nobody listens there.`);
  });

  it('serves many gets at once over few connections', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => text('/page')));
    expect(new Set(answers)).toEqual(new Set([page]));
  });
});
