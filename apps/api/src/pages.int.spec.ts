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

  async function open(url: string, language = 'en', status = 200, headers: Record<string, string> = {}) {
    const answer = await api.app.inject({ url, headers: { ...html, 'accept-language': language, ...headers } });
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
    '/site-rules',
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

  it('say of a wrong query what to write instead, in one language', async () => {
    for (const q of ['year:x', '(创新', 'colour:red', 'date:2022..2020', 'AND']) {
      const url = `/?q=${encodeURIComponent(q)}`;
      const fault = (await open(url, 'zh-CN', 400)).querySelector('[role=alert]');
      expect(fault?.querySelector('[lang=en]')).toBeNull();
      expect(fault?.textContent).toContain('请');
      expect((await open(url, 'en', 400)).querySelector('[role=alert] .note')?.textContent).toMatch(/^[A-Z].*\.$/);
    }
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
    const front = parseHTML(await answer.text()).document;
    expect(front.querySelector('.upload [role=alert]')?.textContent).toContain('Choose a file or give a web address.');
    expect(front.querySelector('input[name=q]')).not.toBeNull();
    for (const path of ['/nowhere', '/speeches/7', '/documents/00000000-0000-4000-8000-000000000000']) {
      const page = await open(path, 'zh-CN', 404);
      expect(page.querySelector('h1')?.textContent).not.toBe('');
    }
  });

  it('say beside the upload box what was wrong, with what was chosen', async () => {
    const refused = async (fill: (form: FormData) => void) => {
      const form = new FormData();
      fill(form);
      const answer = await fetch(`${api.url}/upload`, { method: 'POST', body: form, headers: { ...html, 'accept-language': 'zh-CN' } });
      const { document: page } = parseHTML(await answer.text());
      return { status: answer.status, fault: page.querySelector('.upload .fault')?.textContent, page };
    };
    const empty = await refused((form) => form.append('file', new Blob([]), '空白.txt'));
    expect(empty).toMatchObject({ status: 422, fault: expect.stringMatching(/文件是空的.*空白\.txt/s) });
    const { maxBodyBytes } = api.engines.config.api;
    const large = await refused((form) => {
      form.append('file', new Blob([speechText('乙市')]), '小.txt');
      form.append('file', new Blob([new Uint8Array(maxBodyBytes + 1)]), '太大.txt');
      form.append('file', new Blob(['x']), '后.txt');
    });
    expect(large).toMatchObject({ status: 413, fault: expect.stringMatching(/超出了大小上限.*每个不超过 20 MB.*太大\.txt/s) });
    const together = await refused((form) => {
      for (let number = 1; number <= 5; number += 1) form.append('file', new Blob([new Uint8Array(maxBodyBytes)]), `${number}.txt`);
    });
    expect(together).toMatchObject({ status: 413, fault: expect.stringMatching(/合计超出上限.*5\.txt/s) });
    const ftp = await refused((form) => form.append('url', 'ftp://files.example.org/a.txt'));
    expect(ftp).toMatchObject({ status: 400, fault: expect.stringContaining('这个网址无法抓取') });
    expect(ftp.page.querySelector('input[name=url]')?.getAttribute('value')).toBe('ftp://files.example.org/a.txt');
  });

  it('name the address where a page is asked for with something wrong in it', async () => {
    for (const path of ['/documents?status=lost', '/documents?cursor=lost', '/events?before=nothing', `/speeches/${speechId}?show=all`])
      expect((await open(path, 'zh-CN', 400)).querySelector('h1')?.textContent).toBe('网址有误');
  });

  it('show what arrived last first, and the name of a file that has no title', async () => {
    const pushed = async (body: Blob, name: string) => {
      const form = new FormData();
      form.append('file', body, name);
      const answer = await fetch(`${api.url}/api/v1/documents`, { method: 'POST', body: form });
      return ((await answer.json()) as { id: string }).id;
    };
    await api.settled(await pushed(new Blob([speechText('新到镇')]), '新到.txt'));
    expect((await open('/')).querySelector('.hit h3')?.textContent).toBe('在新到镇科技工作会议上的讲话');
    const broken = await pushed(new Blob([new Uint8Array([0, 1, 2, 255, 254, 0, 0, 1])]), '坏文件.bin');
    await api.settled(broken);
    expect((await open('/documents')).querySelector('tbody a')?.textContent).toBe('坏文件.bin');
    const page = await open(`/documents/${broken}`, 'zh-CN');
    expect(page.querySelector('h1')?.textContent).toBe('坏文件.bin');
    expect(page.querySelector('.life .failed strong')?.textContent).toBe('解析失败');
    expect([...page.querySelectorAll('.life .unreached strong')].map(({ textContent }) => textContent)).toEqual(['未索引', '未发布']);
    expect(page.querySelector('.titled .coded')?.textContent).toMatch(/\p{Script=Han}/u);
  });

  it('ask before failures are discarded, then say what was done and count them as failures no longer', async () => {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array([0, 7, 7, 255, 254, 0, 0, 9])]), '放弃.bin');
    const { id } = (await (await fetch(`${api.url}/api/v1/documents`, { method: 'POST', body: form })).json()) as { id: string };
    await api.settled(id);
    const group = (await api.engines.store.deadLetters.groupsOf([id])).get(id) ?? '';
    expect((await open(`/failures/${group}/discard`)).querySelector('.unlock input[name=key]')).not.toBeNull();
    const headers = await unlocked('/queues');
    const question = await open(`/failures/${group}/discard`, 'en', 200, headers);
    const answer = await sendForm(question.querySelector('.decide')?.getAttribute('action') ?? '', {}, headers);
    expect(answer.statusCode).toBe(303);
    const queues = await open(String(answer.headers.location));
    expect(queues.querySelector('.notice')?.textContent).toMatch(/^Discarded: \d+ documents?\./);
    expect(queues.querySelector('[data-cell=parser-failed]')?.textContent).toBe('0');
    expect((await open(`/documents/${id}`)).querySelector('.titled .status')?.textContent).toBe('discarded');
  });

  it('withdraw a document by a plain form, with a reason', async () => {
    const form = new FormData();
    form.append('file', new Blob([speechText('撤稿市')]), '撤稿.txt');
    const { id } = (await (await fetch(`${api.url}/api/v1/documents`, { method: 'POST', body: form })).json()) as { id: string };
    await api.settled(id);
    expect((await open(`/documents/${id}`)).querySelector('.withdraw .unlock')).not.toBeNull();
    const headers = await unlocked(`/documents/${id}`);
    const url = (await open(`/documents/${id}`, 'en', 200, headers)).querySelector('.withdraw form')?.getAttribute('action') ?? '';
    expect((await sendForm(url, { reason: 'x' })).statusCode).toBe(401);
    expect((await sendForm(url, { reason: ' ' }, headers)).statusCode).toBe(400);
    expect((await sendForm(url, { reason: '来源要求' }, headers)).statusCode).toBe(303);
    const page = await open(`/documents/${id}`, 'zh-CN');
    expect(page.querySelector('.titled')?.textContent).toContain('来源要求');
    expect(page.querySelector('.withdraw')).toBeNull();
  });

  it('draw what was cut out of a line at its place in the line', async () => {
    const body = (await readFile(new URL('../../../samples/compilation-of-three.txt', import.meta.url), 'utf8')).toString();
    const { id } = (
      await api.app.inject({ method: 'POST', url: '/api/v1/documents', payload: { body, contentType: 'text/plain' } })
    ).json();
    await api.settled(id);
    const [speech] = await api.engines.store.speeches.ofDocument(id);
    const page = await open(`/speeches/${speech?.id}?show=removed`);
    const cuts = [...page.querySelectorAll('.text p .cut del, .text .heading .cut del')].map(({ textContent }) => textContent);
    expect(cuts).toContainEqual(expect.stringMatching(/^\d、$/));
    for (const note of page.querySelectorAll('.cut, .removed, .gap')) note.remove();
    const shown = page.querySelector('.text')?.textContent?.replace(/\s/g, '') ?? '';
    for (const { text, kind } of speech?.blocks ?? []) if (kind !== 'title') expect(shown).toContain(text.replace(/\s/g, ''));
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

  it('lead back to the page that a key was wrongly typed on, or that asked for one, and say so in one language', async () => {
    const keyForm = async (url: string, fields: Record<string, string>) => {
      const { document } = parseHTML((await sendForm(url, fields, { 'accept-language': 'zh-CN' })).body);
      expect(document.querySelector('main')?.textContent).not.toMatch(/Bearer|Send/);
      expect(document.querySelector('main [lang=en]')).toBeNull();
      return document;
    };
    const wrong = await keyForm('/key', { key: 'wrong', to: '/site-rules' });
    expect(wrong.querySelector('.error')?.textContent).toContain('不是本服务器的管理密钥');
    expect(wrong.querySelector('[name=to]')?.getAttribute('value')).toBe('/site-rules');
    for (const [url, to] of [
      ['/site-rules', '/site-rules'],
      ['/queues/announcer/pause', '/queues'],
      [`/documents/${documentId}/withdraw`, `/documents/${documentId}`],
    ] as const) {
      const missing = await keyForm(url, {});
      expect(missing.querySelector('.error')?.textContent).toContain('缺少管理密钥');
      expect(missing.querySelector('[name=to]')?.getAttribute('value')).toBe(to);
    }
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
