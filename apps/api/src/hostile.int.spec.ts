import { connect } from 'node:net';
import { type OpenApi, openApi } from './testing/open-api.js';

const LIMIT = 64 * 1024;
const KEY = 'a-key-of-enough-characters';
const nowhere = '/api/v1/documents/00000000-0000-4000-8000-000000000000';
const bearer = { authorization: `Bearer ${KEY}` };
const JSON_TYPE = { 'content-type': 'application/json' };

interface Case {
  readonly what: string;
  readonly method?: 'GET' | 'POST' | 'DELETE' | 'PUT';
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
  readonly status: number;
  /** Must be named in `errors`. */
  readonly field?: string;
  readonly detail?: string;
}

const json = (what: string, body: unknown, status: number, field?: string): Case => ({
  what,
  method: 'POST',
  url: '/api/v1/documents',
  headers: JSON_TYPE,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  status,
  ...(field && { field }),
});

const form = (what: string, body: string, status: number, boundary = 'x'): Case => ({
  what,
  method: 'POST',
  url: '/api/v1/documents',
  headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  body,
  status,
});

const part = (name: string, content: string, more = '') =>
  `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${content}\r\n`;

const bodies: readonly Case[] = [
  json('broken JSON', '{"url": ', 400, 'body'),
  json('JSON that is not an object', '[1,2]', 400, 'body'),
  json('a number for JSON', '7', 400, 'body'),
  json('an empty JSON body', '', 400, 'body'),
  json('an unknown field', { body: 'text', colour: 'red' }, 400, 'colour'),
  json('a field of another type', { body: 7 }, 400, 'body'),
  json('nothing to push', {}, 400, 'body'),
  json('two bodies', { body: 'a', bodyBase64: 'YQ==' }, 400, 'body'),
  json('an empty body', { body: '' }, 422, 'body'),
  json('base64 that is none', { bodyBase64: '%%%' }, 400, 'bodyBase64'),
  json('half a character in the body', '{"body":"\\ud800"}', 400, 'body'),
  json('a NUL in the address', { url: 'https://example.org/\0', body: 'text' }, 400, 'url'),
  json('an address that is none', { url: 'not an address', body: 'text' }, 400, 'url'),
  json('an address that is not of the web', { url: 'file:///etc/passwd' }, 400, 'url'),
  json('an address with a script', { url: 'javascript:alert(1)' }, 400, 'url'),
  json('a time that is none', { body: 'text', capturedAt: 'yesterday' }, 400, 'capturedAt'),
  json('a time before there were pages', { body: 'text', capturedAt: '0000-01-01T00:00:00Z' }, 400, 'capturedAt'),
  json(
    'headers without end',
    { body: 'text', headers: Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`h${at}`, 'v'])) },
    400,
    'headers',
  ),
  json('JSON of a great depth', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 400, 'body'),
  json('a header name with a line break', { body: 'text', headers: { 'a\r\nb': 'c' } }, 400),
  json('the prototype as a field', '{"body":"text","__proto__":{"admin":true}}', 400),
  json('a body over the limit', { body: 'x'.repeat(LIMIT + 1) }, 413, 'body'),
  json('JSON far over the limit', `"${'x'.repeat(4 * LIMIT)}"`, 413, 'body'),
  {
    what: 'invalid UTF-8 in JSON',
    method: 'POST',
    url: '/api/v1/documents',
    headers: JSON_TYPE,
    body: new Uint8Array([0x22, 0xff, 0x22]),
    status: 400,
    field: 'body',
  },
  {
    what: 'a content type nobody asked for',
    method: 'POST',
    url: '/api/v1/documents',
    headers: { 'content-type': 'application/xml' },
    body: '<a/>',
    status: 415,
    field: 'Content-Type',
  },
  {
    what: 'a form of a page for JSON',
    method: 'POST',
    url: '/api/v1/documents',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'a=b',
    status: 415,
  },
  { what: 'no content type', method: 'POST', url: '/api/v1/documents', body: new Uint8Array([1, 2, 3]), status: 415 },
  { what: 'no body and no content type', method: 'POST', url: '/api/v1/documents', status: 415 },
  {
    what: 'a content type of junk',
    method: 'POST',
    url: '/api/v1/documents',
    headers: { 'content-type': ';;;=,' },
    body: 'x',
    status: 415,
  },
  {
    what: 'an idempotency key with blanks',
    method: 'POST',
    url: '/api/v1/documents',
    headers: { ...JSON_TYPE, 'idempotency-key': 'a b' },
    body: '{"body":"x"}',
    status: 400,
    field: 'Idempotency-Key',
  },
  {
    what: 'a raw body over the limit',
    method: 'POST',
    url: '/api/v1/parse',
    headers: { 'content-type': 'text/html' },
    body: 'x'.repeat(LIMIT + 1),
    status: 413,
    field: 'body',
  },
  {
    what: 'nothing to parse',
    method: 'POST',
    url: '/api/v1/parse',
    headers: { 'content-type': 'text/html' },
    body: '',
    status: 422,
    field: 'body',
  },
  {
    what: 'a URL alone to parse',
    method: 'POST',
    url: '/api/v1/parse',
    headers: JSON_TYPE,
    body: '{"url":"https://example.org/"}',
    status: 400,
  },
  {
    what: 'a reason that is missing',
    method: 'DELETE',
    url: nowhere,
    headers: { ...JSON_TYPE, authorization: `Bearer ${KEY}` },
    body: '{}',
    status: 404,
  },
];

const forms: readonly Case[] = [
  form('a form without parts', '--x--\r\n', 400),
  form('a form that is empty', '', 400),
  form('a form that breaks off', part('file', 'text', '; filename="a.txt"').slice(0, -6), 400),
  form('a form that is no form', 'hello', 400),
  form('a form with another boundary', `${part('file', 'text', '; filename="a.txt"')}--x--\r\n`, 400, 'y'),
  form('an unknown field in a form', `${part('colour', 'red')}--x--\r\n`, 400),
  form('an unknown file in a form', `${part('photo', 'x', '; filename="a.txt"')}--x--\r\n`, 400),
  form('an empty file', `${part('file', '', '; filename="a.txt"')}--x--\r\n`, 422),
  form('a file over the limit', `${part('file', 'x'.repeat(LIMIT + 1), '; filename="a.txt"')}--x--\r\n`, 413),
  form('a field of many kilobytes', `${part('url', 'x'.repeat(40_000))}--x--\r\n`, 400),
  form('the prototype as a part', `${part('__proto__', 'x')}--x--\r\n`, 400),
  form('more files than may be', `${part('file', 'x', '; filename="a.txt"').repeat(60)}--x--\r\n`, 413),
  {
    what: 'a form without a boundary',
    method: 'POST',
    url: '/api/v1/documents',
    headers: { 'content-type': 'multipart/form-data' },
    body: 'x',
    status: 400,
  },
];

const addresses: readonly Case[] = [
  { what: 'an unknown path', url: '/api/v1/nothing', status: 404 },
  { what: 'an unknown document', url: nowhere, status: 404 },
  { what: 'an id that is none', url: '/api/v1/documents/7', status: 400, field: 'id' },
  { what: 'an id with a NUL', url: '/api/v1/documents/%00', status: 400, field: 'id' },
  { what: 'an id that climbs', url: '/api/v1/documents/..%2f..%2fetc', status: 400, field: 'id' },
  { what: 'a path of broken encoding', url: '/api/v1/documents/%ff%fe', status: 400 },
  { what: 'a path of half an encoding', url: '/api/v1/documents/%', status: 400 },
  { what: 'a very long id', url: `/api/v1/documents/${'a'.repeat(2_000)}`, status: 400 },
  { what: 'an asset that climbs', url: '/assets/..%2f..%2fpackage.json', status: 404 },
  { what: 'an asset with a NUL', url: '/assets/%00.css', status: 403 },
  { what: 'another method', method: 'PUT', url: '/api/v1/documents', headers: JSON_TYPE, body: '{}', status: 404 },
  { what: 'an unknown parameter', url: '/api/v1/search?qq=a', status: 400, field: 'qq' },
  { what: 'a parameter given twice', url: '/api/v1/search?q=a&q=b', status: 400, field: 'q' },
  { what: 'the prototype of a parameter', url: '/api/v1/search?__proto__[x]=a&constructor=b', status: 400 },
  { what: 'a query in another encoding', url: '/api/v1/search?q=%c7%e0%ba%cc', status: 400, field: 'q' },
  { what: 'a query with a NUL', url: '/api/v1/search?q=a%00b', status: 400, field: 'q' },
  { what: 'a query without end', url: `/api/v1/search?q=${'a'.repeat(2_000)}`, status: 400, field: 'q' },
  {
    what: 'a year that is none',
    url: '/api/v1/search?year=abc',
    status: 400,
    field: 'year',
    detail: 'year is not a year; write one such as 2021.',
  },
  {
    what: 'a kind that is none',
    url: '/api/v1/search?kind=song',
    status: 400,
    field: 'kind',
    detail: 'kind has no song; known are speech, lecture, report, plan, reflections, other.',
  },
  {
    what: 'swapped dates',
    url: '/api/v1/search?from=2022&to=2020-05',
    status: 400,
    field: 'from',
    detail: 'from is later than to, so nothing can be found; swap 2022 and 2020-05.',
  },
  { what: 'a date that is none', url: '/api/v1/search?from=2021-13', status: 400, field: 'from' },
  { what: 'a day that is none', url: '/api/v1/search?to=2021-02-30', status: 400, field: 'to' },
  { what: 'a year that is none', url: '/api/v1/search?year=last', status: 400 },
  { what: 'a size of nothing', url: '/api/v1/search?size=0', status: 400, field: 'size' },
  { what: 'a size without end', url: '/api/v1/search?size=1e9', status: 400, field: 'size' },
  { what: 'an order that is none', url: '/api/v1/search?sort=random', status: 400, field: 'sort' },
  { what: 'a facet that is none', url: '/api/v1/search?facets=mood', status: 400, field: 'facets' },
  { what: 'a cursor of junk', url: '/api/v1/search?cursor=junk', status: 400, field: 'cursor' },
  { what: 'a cursor of junk in a list', url: '/api/v1/documents?cursor=%7B%7D', status: 400, field: 'cursor' },
  { what: 'a status that is none', url: '/api/v1/documents?status=lost', status: 400, field: 'status' },
  { what: 'a negative place in the log', url: '/api/v1/events?after=-1', status: 400, field: 'after' },
  { what: 'a place in the log beyond numbers', url: '/api/v1/events?after=99999999999999999999', status: 400, field: 'after' },
  {
    what: 'a last event that is none',
    url: '/api/v1/events/stream',
    headers: { 'last-event-id': '1; drop' },
    status: 400,
    field: 'Last-Event-ID',
  },
  { what: 'a stage that is none', url: '/api/v1/queues/kitchen', status: 400, field: 'stage' },
  {
    what: 'a group that is none',
    method: 'POST',
    url: '/api/v1/failures/none/retry',
    headers: { authorization: `Bearer ${KEY}` },
    status: 404,
  },
  { what: 'a reparse that is none', url: '/api/v1/reparses/nothing', status: 400, field: 'id' },
  { what: 'a reparse that nobody began', url: '/api/v1/reparses/00000000-0000-4000-8000-000000000000', status: 404 },
  { what: 'a reparse without the key', method: 'POST', url: '/api/v1/reparses', headers: { authorization: 'Bearer x' }, status: 401 },
  {
    what: 'a reparse that would begin without a look',
    method: 'POST',
    url: '/api/v1/reparses',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: '{"mode":"apply"}',
    status: 400,
    field: 'mode',
  },
  {
    what: 'a reparse of nothing that is to be applied',
    method: 'POST',
    url: '/api/v1/reparses/00000000-0000-4000-8000-000000000000/apply',
    headers: { authorization: `Bearer ${KEY}` },
    status: 404,
  },
  {
    what: 'a block that is none',
    url: '/api/v1/speeches/00000000-0000-4000-8000-000000000000/provenance?block=x',
    status: 400,
    field: 'block',
  },
  { what: 'a format that is none', url: '/api/v1/speeches/00000000-0000-4000-8000-000000000000?format=pdf', status: 400, field: 'format' },
];

describe('hostile input', () => {
  let api: OpenApi;

  beforeAll(async () => {
    api = await openApi({ MAX_BODY_BYTES: String(LIMIT), ADMIN_KEY: KEY, HOST: '0.0.0.0' });
  }, 60_000);
  afterAll(() => api.close());

  describe.each([
    ['bodies', bodies],
    ['forms', forms],
    ['addresses', addresses],
  ])('%s', (_kind, cases) => {
    it.each(cases)(
      'answers $what with $status and the remedy',
      async ({ method = 'GET', url, headers = {}, body, status, field, detail }) => {
        const payload = body === undefined ? {} : { payload: typeof body === 'string' ? body : Buffer.from(body) };
        const answer = await api.app.inject({ method, url, headers: { accept: 'application/json', ...bearer, ...headers }, ...payload });
        expect({ status: answer.statusCode, body: answer.body }).toMatchObject({ status });
        expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
        const problem = answer.json();
        expect(problem).toMatchObject({
          type: expect.stringMatching(/^urn:rostra:problem:[a-z0-9-]+$/),
          title: expect.any(String),
          status,
          instance: expect.any(String),
        });
        expect(problem.detail.length).toBeGreaterThan(10);
        if (detail) expect(problem.detail).toBe(detail);
        if (field) expect(problem.errors).toContainEqual({ field, message: expect.any(String), remedy: expect.any(String) });
      },
    );
  });

  describe('with an admin key', () => {
    const pause = '/api/v1/queues/crawler/pause';

    it.each([
      ['the key', `Bearer ${KEY}`, 204],
      ['another key', 'Bearer another-key-of-characters', 401],
      ['the beginning of the key', `Bearer ${KEY.slice(0, -1)}`, 401],
      ['another scheme', `Basic ${KEY}`, 401],
      ['no key', undefined, 401],
    ])('administers from anywhere with %s or not at all', async (_what, authorization, status) => {
      const headers = { host: 'archive.example', ...(authorization && { authorization }) };
      const answer = await api.app.inject({ method: 'POST', url: pause, headers, remoteAddress: '192.0.2.7' });
      expect(answer.statusCode).toBe(status);
      if (status === 401) expect(answer.headers['www-authenticate']).toBe('Bearer realm="rostra"');
      if (status === 401)
        expect(answer.json().detail).toMatch(
          authorization === undefined ? /^This call needs the key/ : /^The key sent is not this server’s/,
        );
    });

    it.each([
      ['/api/v1/documents', '127.0.0.1'],
      ['/upload', '127.0.0.1'],
      ['/upload/', '192.0.2.7'],
    ])('takes nothing at %s from %s without the key, and says so before the body is read', async (url, remoteAddress) => {
      const request = { method: 'POST' as const, url, remoteAddress, headers: JSON_TYPE, payload: '{broken' };
      expect((await api.app.inject(request)).statusCode).toBe(401);
      expect((await api.app.inject({ ...request, headers: { ...JSON_TYPE, ...bearer } })).statusCode).not.toBe(401);
    });
  });

  it('takes what is strange but not wrong', async () => {
    const fine = await api.app.inject({ url: '/api/v1/search?q=%zz%20100%&from=&site=a&site=b&year=2020&year=2021&__proto__=c' });
    expect(fine.statusCode).toBe(200);
    const ranged = await api.app.inject({ url: '/assets/favicon.svg', headers: { range: 'bytes=9-1', 'if-modified-since': 'never' } });
    expect(ranged.statusCode).toBeLessThan(500);
    const nul = await api.app.inject({ method: 'POST', url: '/api/v1/documents', headers: bearer, payload: { body: 'a\0b 中\u{20000}' } });
    expect(nul.statusCode).toBe(202);
    expect((await api.app.inject({ url: nul.json().links.raw })).rawPayload).toEqual(Buffer.from('a\0b 中\u{20000}'));
  });

  it('keeps binary junk, and its document says why it has no speech', async () => {
    const junk = Buffer.from(Array.from({ length: 4_096 }, (_, index) => (index * 197) % 256));
    const { id, links } = (
      await api.app.inject({ method: 'POST', url: '/api/v1/documents', headers: bearer, payload: { bodyBase64: junk.toString('base64') } })
    ).json();
    const document = await api.settled(id);
    expect(document.reason).toEqual(expect.any(String));
    expect((await api.app.inject({ url: links.raw })).rawPayload).toEqual(junk);
  });

  it('answers a body that is far too large, sent over a real connection, before its end', async () => {
    const big = new Blob([new Uint8Array(50 * 1024 * 1024)]);
    const form = new FormData();
    form.append('file', new Blob(['x']), 'small.txt');
    form.append('file', big, 'big.bin');
    for (const request of [
      { body: form, headers: bearer },
      { body: big, headers: { 'content-type': 'application/json', ...bearer } },
    ]) {
      const answer = await fetch(`${api.url}/api/v1/documents`, { method: 'POST', ...request });
      expect(answer.status).toBe(413);
      const { detail } = (await answer.json()) as { detail: string };
      expect(detail).toContain('MAX_BODY_BYTES');
      if (request.body === form) expect(detail).toMatch(/^big\.bin has more than/);
    }
  });

  it.each([
    ['that is no HTTP', 'HELLO\r\n\r\n', 400],
    ['with headers without end', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`, 431],
    ['with an address without end', `GET /api/v1/search?q=${'a'.repeat(40_000)} HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n\r\n`, 431],
    ['with two lengths', 'POST /api/v1/documents HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello', 400],
    ['with a length that is none', 'POST /api/v1/documents HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n', 400],
  ])('answers a request %s on the wire', async (_what, bytes, status) => {
    const answer = await spoken(bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('application/problem+json');
  });

  it('tells a browser on a page that an address is too long, and any client that a query is', async () => {
    const fields = 'Host: a\r\nAccept: text/html,*/*\r\nAccept-Language: zh-CN\r\n\r\n';
    const page = await spoken(`GET /?q=${'%E6%B2%BB'.repeat(5_000)} HTTP/1.1\r\n${fields}`);
    expect(page).toMatch(/^HTTP\/1.1 431 /);
    expect(page).toContain('text/html');
    expect(Buffer.from(page, 'latin1').toString('utf8')).toContain('网址太长');
    const q = encodeURIComponent('治'.repeat(2_000));
    for (const path of ['/', '/api/v1/search']) {
      const answer = await fetch(`${api.url}${path}?q=${q}`, { headers: { accept: 'text/html' } });
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('q is longer than 1000 characters.');
    }
  });

  it('goes on after a client that breaks off in the middle of its body', async () => {
    await spoken('POST /api/v1/documents HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"body', true);
    expect((await api.app.inject({ url: '/health/live' })).statusCode).toBe(200);
  });

  function spoken(bytes: string, hangUp = false): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(api.url).port), '127.0.0.1', () => {
        socket.write(bytes);
        if (hangUp) socket.end();
      });
      let answer = '';
      socket.on('data', (chunk) => {
        answer += chunk.toString('latin1');
      });
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
    });
  }
});
