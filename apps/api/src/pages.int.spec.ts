import { readFile } from 'node:fs/promises';
import { parseHTML } from 'linkedom';
import { type OpenApi, openApi, speechText } from './testing/open-api.js';

describe('the pages', () => {
  let api: OpenApi;
  let speechId: string;
  let documentId: string;

  beforeAll(async () => {
    api = await openApi();
    const url = 'https://news.example.org/s.html';
    const pushed = await api.app.inject({
      method: 'POST',
      url: '/api/v1/documents',
      payload: { url, body: speechText('青禾市'), contentType: 'text/plain' },
    });
    documentId = pushed.json().id;
    await api.settled(documentId);
    const [speech] = await api.engines.store.speeches.ofDocument(documentId);
    speechId = speech?.id ?? '';
  }, 60_000);
  afterAll(() => api.close());

  const html = { accept: 'text/html,*/*;q=0.8' };

  async function open(url: string, language = 'en', status = 200) {
    const answer = await api.app.inject({ url, headers: { ...html, 'accept-language': language } });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    return parseHTML(answer.body).document;
  }

  const paths = () => [
    '/',
    '/?q=%E7%A7%91%E6%8A%80',
    `/speeches/${speechId}`,
    `/speeches/${speechId}?show=removed`,
    `/speeches/${speechId}?show=source`,
    '/documents',
    `/documents/${documentId}`,
    '/queues',
    '/events',
    '/help',
  ];

  it.each(['en', 'zh-CN'])('are whole and in %s alone, with one main heading, labels and no inline code', async (language) => {
    for (const path of paths()) {
      const page = await open(path, language);
      expect(page.documentElement.getAttribute('lang')).toBe(language);
      expect(page.querySelectorAll('h1')).toHaveLength(1);
      expect(page.querySelectorAll('[style], style, script:not([src])')).toHaveLength(0);
      for (const input of page.querySelectorAll('input:not([type=hidden]), select'))
        expect(input.closest('label') ?? page.querySelector(`label[for="${input.id}"]`)).not.toBeNull();
      const ids = [...page.querySelectorAll('[id]')].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(page.body.textContent).not.toMatch(/undefined|\[object|NaN/);
      if (language === 'en') expect(ownWords(page)).not.toMatch(/\p{Script=Han}/u);
    }
  });

  /** The text that is not marked as Chinese. */
  function ownWords(page: Document): string {
    for (const foreign of page.querySelectorAll('[lang="zh-CN"]')) foreign.remove();
    return page.body.textContent ?? '';
  }

  it('remember a language that was chosen', async () => {
    const chosen = await api.app.inject({ url: '/documents?lang=zh-CN', headers: { ...html, 'accept-language': 'en' } });
    expect(chosen.headers['set-cookie']).toContain('rostra-lang=zh-CN');
    const later = await api.app.inject({
      url: '/documents',
      headers: { ...html, 'accept-language': 'en', cookie: 'a=b; rostra-lang=zh-CN' },
    });
    expect(later.headers['content-language']).toBe('zh-CN');
  });

  it('search without scripts, mark what was found and carry the query into the reading view', async () => {
    const results = await open(`/?q=${encodeURIComponent('继续保持稳定增长')}`);
    expect(results.querySelector('.hit mark')?.textContent).toBe('继续保持稳定增长');
    const link = results.querySelector('.hit .link')?.getAttribute('href') ?? '';
    const speech = await open(link);
    expect(speech.querySelector('#match')?.textContent).toBe('继续保持稳定增长');
    expect(speech.querySelector('.outline a')?.getAttribute('href')).toMatch(/^#h-\d+$/);
    for (const entry of speech.querySelectorAll('.outline a'))
      expect(speech.getElementById(entry.getAttribute('href')?.slice(1) ?? '')).not.toBeNull();
  });

  it('show the whole text of a speech', async () => {
    const speech = await api.engines.store.speeches.get(speechId);
    const page = await open(`/speeches/${speechId}`);
    const shown = `${page.querySelector('h1')?.textContent}${page.querySelector('.text')?.textContent}`.replace(/\s/g, '');
    for (const { text } of speech?.blocks ?? []) expect(shown).toContain(text.replace(/\s/g, ''));
  });

  it('keep text from the outside text', async () => {
    const given = '"><script>alert(1)</script>';
    const results = parseHTML((await api.app.inject({ url: `/?q=${encodeURIComponent(given)}`, headers: html })).body).document;
    expect(results.querySelectorAll('script:not([src])')).toHaveLength(0);
    expect(results.querySelector('#q')?.getAttribute('value')).toBe(given);
  });

  it('say where a query cannot be read', async () => {
    const page = await open(`/?q=${encodeURIComponent('科技 "创新')}`, 'zh-CN', 400);
    expect(page.querySelector('.faulty mark')?.textContent).toBe('"创新');
    expect(page.querySelector('h1')?.textContent).toContain('第 4 个字符');
  });

  it('lead from an uploaded file to its life line', async () => {
    const form = new FormData();
    form.append('file', new Blob([speechText('上传市')]), '讲话.txt');
    form.append('url', '');
    const answer = await fetch(`${api.url}/upload`, { method: 'POST', body: form, redirect: 'manual' });
    expect(answer.status).toBe(303);
    const page = await open(answer.headers.get('location') ?? '');
    expect(page.querySelectorAll('.life li').length).toBeGreaterThanOrEqual(4);
  });

  it('say of several uploaded files what became of each', async () => {
    const form = new FormData();
    form.append('file', new Blob([speechText('甲市')]), 'a.txt');
    form.append('file', new Blob([]), 'b.txt');
    const answer = await fetch(`${api.url}/upload`, { method: 'POST', body: form, headers: { 'accept-language': 'en' } });
    const { document: page } = parseHTML(await answer.text());
    expect([...page.querySelectorAll('.uploads li')].map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('a.txt'),
      expect.stringContaining('The file is empty.'),
    ]);
  });

  it('explain an upload of nothing and an address that leads nowhere', async () => {
    const empty = new FormData();
    empty.append('file', new Blob([]), '');
    const answer = await fetch(`${api.url}/upload`, { method: 'POST', body: empty, headers: { ...html, 'accept-language': 'en' } });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Choose a file or give a web address.');
    for (const path of ['/nowhere', '/speeches/7', '/documents/00000000-0000-4000-8000-000000000000']) {
      const page = await open(path, 'zh-CN', 404);
      expect(page.querySelector('h1')?.textContent).not.toBe('');
    }
  });

  it('send the queues’ figures to an open page in its language', async () => {
    const leave = new AbortController();
    const answer = await fetch(`${api.url}/queues/live?lang=zh-CN`, { signal: leave.signal });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    const { value = '' } = (await reader?.read()) ?? {};
    leave.abort();
    expect(value).toMatch(/^event: figures\ndata: <table/);
    expect(value).toContain('解析');
  });

  const typed = { 'content-type': 'application/x-www-form-urlencoded' };
  const sendForm = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
    api.app.inject({
      method: 'POST',
      url,
      headers: { ...html, ...typed, ...headers },
      payload: new URLSearchParams(fields).toString(),
      remoteAddress,
    });

  /** What a browser sends along once the key was typed into it. */
  async function unlocked(to: string): Promise<{ cookie: string }> {
    const key = (await readFile(api.engines.config.api.adminKeyFile, 'utf8')).trim();
    const answer = await sendForm('/key', { key, to });
    expect(answer).toMatchObject({ statusCode: 303, headers: { location: to } });
    return { cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' };
  }

  it('ask for the admin key once, and pause a room by a plain form', async () => {
    expect((await open('/queues')).querySelector('.unlock input[name=key]')).not.toBeNull();
    expect((await sendForm('/queues/announcer/pause', {})).statusCode).toBe(401);
    const headers = await unlocked('/queues');
    const page = parseHTML((await api.app.inject({ url: '/queues', headers: { ...html, ...headers } })).body).document;
    expect(page.querySelector('.unlock')).toBeNull();
    expect(page.querySelectorAll('.switches form')).toHaveLength(4);
    const paused = await sendForm('/queues/announcer/pause', {}, headers);
    expect(paused).toMatchObject({ statusCode: 303, headers: { location: '/queues' } });
    expect((await open('/queues')).querySelector('[data-cell=announcer-paused]')?.textContent).toBe('paused');
    await sendForm('/queues/announcer/resume', {}, headers);
    expect((await open('/queues')).querySelector('[data-cell=announcer-paused]')?.textContent).toBe('');
  });

  it('refuse a wrong key with the form to type it again, and lead nowhere else', async () => {
    const wrong = await sendForm('/key', { key: 'wrong', to: '/' });
    expect(wrong.statusCode).toBe(401);
    expect(wrong.headers['set-cookie']).toBeUndefined();
    expect(parseHTML(wrong.body).document.querySelector('.unlock')).not.toBeNull();
    const key = (await readFile(api.engines.config.api.adminKeyFile, 'utf8')).trim();
    expect((await sendForm('/key', { key, to: '//evil.example' })).headers.location).toBe('/');
  });

  it('show the upload box to other machines once the key was typed', async () => {
    const remoteAddress = '192.0.2.7';
    const front = async (headers: Record<string, string> = {}) =>
      parseHTML((await api.app.inject({ url: '/', headers: { ...html, ...headers }, remoteAddress })).body).document;
    expect((await front()).querySelector('[data-upload]')).toBeNull();
    expect((await front()).querySelector('.unlock')).not.toBeNull();
    expect((await sendForm('/upload', {}, {}, remoteAddress)).statusCode).toBe(403);
    const headers = await unlocked('/');
    expect((await front(headers)).querySelector('[data-upload]')).not.toBeNull();
    expect((await sendForm('/upload', {}, headers, remoteAddress)).statusCode).toBe(415);
  });
});
