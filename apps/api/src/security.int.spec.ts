import { type OpenApi, openApi, speechText } from './testing/open-api.js';

const KEY = 'a-key-of-enough-characters';
const pause = '/api/v1/queues/crawler/pause';

describe('without an admin key', () => {
  let api: OpenApi;

  beforeAll(async () => {
    api = await openApi();
  }, 60_000);
  afterAll(() => api.close());

  it.each([
    ['from this machine by its own name', { host: 'localhost:3000' }, '127.0.0.1', 204],
    ['from this machine over IPv6', { host: '[::1]:3000' }, '::1', 204],
    ['from elsewhere', { host: 'localhost:3000' }, '192.0.2.7', 403],
    ['by a foreign name that resolves to this machine', { host: 'rebind.example' }, '127.0.0.1', 403],
    ['through a proxy', { host: 'localhost', 'x-forwarded-for': '192.0.2.7' }, '127.0.0.1', 403],
  ])('administers %s: %#', async (_who, headers, remoteAddress, status) => {
    const answer = await api.app.inject({ method: 'POST', url: pause, headers, remoteAddress });
    expect(answer.statusCode).toBe(status);
  });

  it.each([
    ['a page of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
    ['a page of a sister site', { 'sec-fetch-site': 'same-site' }, 403],
    ['a browser that only sends Origin', { origin: 'https://evil.example' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
    ['a page of our own', { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:80' }, 202],
    ['our own page in an older browser', { origin: 'http://localhost:80' }, 202],
    ['a client that is no browser', {}, 202],
  ])('takes a push from %s or refuses it', async (who, headers, status) => {
    const answer = await api.app.inject({ method: 'POST', url: '/api/v1/documents', headers, payload: { body: speechText(who) } });
    expect(answer.statusCode).toBe(status);
  });

  it('refuses a form of another site also for the pages', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
    const answer = await api.app.inject({ method: 'POST', url: '/queues/crawler/resume', headers, payload: '' });
    expect(answer.statusCode).toBe(403);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  });

  it('lets nothing but its own style and scripts into a page', async () => {
    const { headers } = await api.app.inject({ url: '/' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' });
    expect(headers['strict-transport-security']).toBeUndefined();
  });
});

describe('with an admin key', () => {
  let api: OpenApi;

  beforeAll(async () => {
    api = await openApi({ ADMIN_KEY: KEY });
  }, 60_000);
  afterAll(() => api.close());

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
  });

  it('asks for the key in the forms of the queues page', async () => {
    expect((await api.app.inject({ url: '/queues' })).body).toContain('name="key"');
    const send = (key: string) =>
      api.app.inject({
        method: 'POST',
        url: '/queues/crawler/resume',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: `key=${key}`,
      });
    expect((await send('wrong')).statusCode).toBe(401);
    expect((await send(KEY)).statusCode).toBe(303);
  });
});
