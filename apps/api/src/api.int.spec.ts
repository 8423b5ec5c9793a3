import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { type OpenApi, openApi, speechText } from './testing/open-api.js';

type Json = Record<string, never>;

describe('the API', () => {
  let api: OpenApi;
  let admin: { authorization: string };

  beforeAll(async () => {
    api = await openApi();
    const key = await readFile(api.engines.config.api.adminKeyFile, 'utf8');
    admin = { authorization: `Bearer ${key.trim()}` };
  }, 60_000);
  afterAll(() => api.close());

  const get = (url: string, headers: Record<string, string> = {}) => api.app.inject({ url, headers });
  const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
    api.app.inject({ method: 'POST', url, payload, headers });
  const pushText = async (body: string, fields: object = {}) =>
    post('/api/v1/documents', { body, contentType: 'text/plain; charset=utf-8', ...fields });

  /** Pushes a speech and waits until it is announced. */
  async function aSpeechOf(town: string) {
    const pushed = await pushText(speechText(town), { url: `https://news.example.org/${encodeURIComponent(town)}.html` });
    const document = await api.settled(pushed.json().id);
    const [speech] = await api.engines.store.speeches.ofDocument(document.id);
    if (!speech) throw new Error('The page has no speech');
    return { document, speech };
  }

  describe('pushing', () => {
    it('accepts JSON with 202, the place to look and the first status', async () => {
      const answer = await pushText(speechText('青禾市'));
      expect(answer.statusCode).toBe(202);
      expect(answer.json()).toMatchObject({ revision: 1, status: 'fetched' });
      expect(answer.headers.location).toBe(answer.json().links.self);
      expect((await get(answer.json().links.self)).json()).toMatchObject({ id: answer.json().id, revision: 1 });
    });

    it('answers 200 and unchanged for the same body at the same address', async () => {
      const url = 'https://news.example.org/same.html';
      const first = await pushText(speechText('同城'), { url });
      const second = await pushText(speechText('同城'), { url });
      expect(second.statusCode).toBe(200);
      expect(second.json()).toMatchObject({
        id: first.json().id,
        revision: 1,
        status: 'unchanged',
        state: expect.stringMatching(/^(fetched|parsed|indexed|announced)$/),
        reason: null,
      });
    });

    it('counts a revision for another body at the same address', async () => {
      const url = 'https://news.example.org/changing.html';
      const first = await pushText(speechText('变城'), { url });
      await api.settled(first.json().id);
      const second = await pushText(speechText('变更城'), { url });
      expect(second.json()).toMatchObject({ id: first.json().id, revision: 2 });
    });

    it('takes a file from a form, with its name, and bytes in base64', async () => {
      const form = new FormData();
      form.append('file', new Blob([speechText('表单市')], { type: 'text/plain' }), '讲话稿.txt');
      const answer = await fetch(`${api.url}/api/v1/documents`, { method: 'POST', body: form });
      expect(answer.status).toBe(202);
      const { links } = (await answer.json()) as { links: { captures: string } };
      expect((await get(links.captures)).json().captures).toMatchObject([
        { fileName: '讲话稿.txt', contentType: 'text/plain', revision: 1 },
      ]);
      const bytes = await post('/api/v1/documents', {
        bodyBase64: Buffer.from(speechText('字节市')).toString('base64'),
        contentType: 'text/plain',
      });
      expect(bytes.statusCode).toBe(202);
    });

    it('takes several files and says of each what became of it', async () => {
      const form = new FormData();
      form.append('file', new Blob([speechText('甲市')]), 'a.txt');
      form.append('file', new Blob([]), 'empty.txt');
      const answer = await fetch(`${api.url}/api/v1/documents`, { method: 'POST', body: form });
      expect(answer.status).toBe(202);
      expect(await answer.json()).toMatchObject({
        documents: [
          { fileName: 'a.txt', status: 'fetched' },
          { fileName: 'empty.txt', problem: { status: 422, type: 'urn:rostra:problem:empty-body' } },
        ],
      });
    });

    it('answers several files that are all refused with one problem that says of each why', async () => {
      const form = new FormData();
      for (const name of ['a.txt', 'b.txt']) form.append('file', new Blob([]), name);
      const answer = await fetch(`${api.url}/api/v1/documents`, { method: 'POST', body: form });
      expect(answer.status).toBe(422);
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(await answer.json()).toMatchObject({
        type: 'urn:rostra:problem:nothing-accepted',
        status: 422,
        detail: expect.stringContaining('2 files'),
        documents: ['a.txt', 'b.txt'].map((fileName) => ({ fileName, problem: { type: 'urn:rostra:problem:empty-body' } })),
      });
    });

    it('gives the same answer to the same request with the same key, and refuses the key for another', async () => {
      const key = { 'idempotency-key': randomUUID() };
      const request = { body: speechText('键城'), contentType: 'text/plain' };
      const first = await post('/api/v1/documents', request, key);
      const again = await post('/api/v1/documents', request, key);
      expect(again.json().id).toBe(first.json().id);
      const other = await post('/api/v1/documents', { ...request, body: speechText('别城') }, key);
      expect(other.statusCode).toBe(422);
      expect(other.json()).toMatchObject({ type: 'urn:rostra:problem:idempotency-conflict', errors: [{ field: 'Idempotency-Key' }] });
    });

    it('says of an unchanged body that its document failed, and why', async () => {
      const body = {
        bodyBase64: Buffer.from([0, 1, 2, 3, 0, 255, 254, 0, 1, 2, 0, 0, 7]).toString('base64'),
        contentType: 'application/x-thing',
      };
      const { id } = (await post('/api/v1/documents', body)).json();
      expect((await api.settled(id)).state).toBe('dead');
      expect((await post('/api/v1/documents', body)).json()).toMatchObject({
        id,
        status: 'unchanged',
        state: 'failed',
        reason: expect.stringMatching(/\w/),
      });
    });

    it('accepts a URL alone for the crawler, which refuses private addresses', async () => {
      const answer = await post('/api/v1/documents', { url: 'http://127.0.0.1:9/speech.html' });
      expect(answer.statusCode).toBe(202);
      expect(answer.json()).toMatchObject({ revision: 0, status: 'queued' });
      const document = await api.settled(answer.json().id);
      expect(document.state).toBe('dead');
      const { groups } = (await get('/api/v1/failures')).json();
      expect(groups.some(({ documentIds }: { documentIds: string[] }) => documentIds.includes(document.id))).toBe(true);
    });
  });

  describe('reading', () => {
    it('shows a document with its speeches, its life and its captures', async () => {
      const { document, speech } = await aSpeechOf('云溪县');
      const shown = (await get(`/api/v1/documents/${document.id}`)).json();
      expect(shown).toMatchObject({ status: 'announced', speechCount: 1, speeches: [{ id: speech.id, title: speech.title }] });
      const { timeline } = (await get(shown.links.timeline)).json();
      expect(timeline.map(({ step }: { step: string }) => step)).toEqual(
        expect.arrayContaining(['accepted', 'parsed', 'indexed', 'announced']),
      );
      expect((await get(shown.links.removed)).json()).toMatchObject({ revision: 1, removals: expect.any(Array), gaps: expect.any(Array) });
    });

    it('names the revision that the removals are of when the newest cannot be parsed', async () => {
      const url = 'https://news.example.org/broken-later.html';
      const { id, links } = (await pushText(speechText('旧版市'), { url })).json();
      await api.settled(id);
      await post('/api/v1/documents', {
        url,
        bodyBase64: Buffer.from('%PDF-1.7 broken').toString('base64'),
        contentType: 'application/pdf',
      });
      expect(await api.settled(id)).toMatchObject({ revision: 2, state: 'dead' });
      expect((await get(links.removed)).json()).toMatchObject({ revision: 1 });
      expect((await get(`${links.removed}?revision=1`)).json()).toMatchObject({ revision: 1 });
      expect((await get(`${links.removed}?revision=2`)).statusCode).toBe(404);
    });

    it('pages through documents with a cursor', async () => {
      await pushText(speechText('页一'));
      await pushText(speechText('页二'));
      const first = (await get('/api/v1/documents?limit=1')).json();
      const second = (await get(`/api/v1/documents?limit=1&cursor=${first.nextCursor}`)).json();
      expect(first.documents).toHaveLength(1);
      expect(second.documents).toHaveLength(1);
      expect(second.documents[0].id).not.toBe(first.documents[0].id);
    });

    it('gives the exact bytes back, in a way that no browser runs', async () => {
      const hostile = '<!doctype html><script>alert(1)</script><p>讲话';
      const { id, links } = (
        await post('/api/v1/documents', {
          body: hostile,
          contentType: 'text/html; charset=utf-8',
          url: 'https://news.example.org/文 件.html',
        })
      ).json();
      const raw = await get(links.raw);
      expect(raw.body).toBe(hostile);
      expect(raw.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
      });
      expect(raw.headers['content-disposition']).toMatch(/^attachment; /);
      expect((await get(links.raw, { 'if-none-match': String(raw.headers.etag) })).statusCode).toBe(304);
      expect((await get(`/api/v1/documents/${id}/raw?revision=9`)).statusCode).toBe(404);
    });

    it('shows a speech as JSON, text and Markdown, and where each block stands in the capture', async () => {
      const { speech } = await aSpeechOf('石梁市');
      const json = (await get(`/api/v1/speeches/${speech.id}`)).json();
      expect(json).toMatchObject({ id: speech.id, title: speech.title, text: speech.text });
      expect(json.blocks.find(({ text }: { text: string }) => text.includes('今天我们'))).toMatchObject({ headingPath: expect.any(Array) });
      expect((await get(`/api/v1/speeches/${speech.id}?format=text`)).body).toBe(speech.text);
      const markdown = await get(`/api/v1/speeches/${speech.id}?format=markdown`);
      expect(markdown.headers['content-type']).toBe('text/markdown; charset=utf-8');
      expect(markdown.body).toContain(`# ${speech.title}`);
      const block = speech.blocks.findIndex(({ text }) => text.includes('今天我们'));
      const provenance = (await get(`/api/v1/speeches/${speech.id}/provenance?block=${block}`)).json();
      const raw = (await get(provenance.capture.raw)).rawPayload;
      const text = provenance.blocks[0].ranges.map(([from, to]: [number, number]) => raw.subarray(from, to).toString('utf8')).join('');
      expect(text.trim()).toBe(speech.blocks[block]?.text);
      expect((await get(`/api/v1/speeches/${speech.id}/provenance?block=999`)).statusCode).toBe(404);
    });
  });

  describe('searching', () => {
    it('finds a phrase with heading path, highlight and offsets that are true', async () => {
      const { speech } = await aSpeechOf('松岭县');
      const answer = (await get(`/api/v1/search?q=${encodeURIComponent('松岭县科技创新投入')}`)).json();
      expect(answer.total).toBe(1);
      const [hit] = answer.hits;
      expect(hit).toMatchObject({
        speechId: speech.id,
        title: speech.title,
        url: 'https://news.example.org/%E6%9D%BE%E5%B2%AD%E5%8E%BF.html',
      });
      expect(hit.headingPath[0]).toContain('认清形势');
      const { passage, start, marks } = hit.highlights.find(({ field }: { field: string }) => field === 'text');
      expect(speech.text.slice(start, start + passage.length)).toBe(passage);
      expect(passage.slice(...marks[0])).toBe('松岭县科技创新投入');
    });

    it('narrows by section, kind and facet, and pages with a cursor', async () => {
      await aSpeechOf('梅渡镇');
      await aSpeechOf('竹溪县');
      const within = (
        await get(
          `/api/v1/search?q=${encodeURIComponent('层层抓落实')}&under=${encodeURIComponent('加强领导')}&facets=site,kind&facets=year`,
        )
      ).json();
      expect(within.total).toBeGreaterThanOrEqual(2);
      expect(Object.keys(within.facets).sort()).toEqual(['kind', 'site', 'year']);
      expect((await get(`/api/v1/search?q=${encodeURIComponent('层层抓落实')}&under=${encodeURIComponent('认清形势')}`)).json().total).toBe(
        0,
      );
      const first = (await get('/api/v1/search?size=1')).json();
      const second = (await get(`/api/v1/search?size=1&cursor=${encodeURIComponent(first.nextCursor)}`)).json();
      expect(second.hits[0].speechId).not.toBe(first.hits[0].speechId);
    });

    it('answers a query that cannot be read with position and hint', async () => {
      const answer = await get(`/api/v1/search?q=${encodeURIComponent('科技 "创新')}`);
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({
        type: 'urn:rostra:problem:query-syntax',
        position: 3,
        hint: expect.any(String),
        errors: [{ field: 'q' }],
      });
    });

    it('completes titles', async () => {
      const { speech } = await aSpeechOf('柳湾区');
      const { suggestions } = (await get(`/api/v1/suggest?q=${encodeURIComponent('在柳湾')}`)).json();
      expect(suggestions).toContainEqual({ text: speech.title, field: 'title', speechId: speech.id });
    });
  });

  describe('parsing without storing', () => {
    it('answers the page result for a raw body, a form and JSON', async () => {
      const body = speechText('解析市');
      const raw = await api.app.inject({
        method: 'POST',
        url: '/api/v1/parse',
        payload: body,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      });
      expect(raw.statusCode).toBe(200);
      expect(raw.json()).toMatchObject({ parserVersion: expect.any(String), speeches: [{ title: '在解析市科技工作会议上的讲话' }] });
      const json = await post('/api/v1/parse', { body, contentType: 'text/plain; charset=utf-8' });
      expect(json.json().speeches).toEqual(raw.json().speeches);
      const form = new FormData();
      form.append('file', new Blob([body], { type: 'text/plain' }), 'a.txt');
      const formed = (await (await fetch(`${api.url}/api/v1/parse`, { method: 'POST', body: form })).json()) as { speeches: Json[] };
      expect(formed.speeches).toHaveLength(1);
    });
  });

  describe('queues and failures', () => {
    it('shows figures of every stage and of one', async () => {
      const { stages } = (await get('/api/v1/queues')).json();
      expect(stages.map(({ stage }: { stage: string }) => stage)).toEqual(['crawler', 'parser', 'indexer', 'announcer']);
      expect(stages.map(({ workers }: { workers: number }) => workers)).toEqual([1, 1, 1, 1]);
      expect((await get('/api/v1/queues/parser')).json()).toMatchObject({ stage: 'parser', queue: 'speech.parse', paused: false });
    });

    it('pauses a stage, so that documents wait, and resumes it', async () => {
      expect((await post('/api/v1/queues/parser/pause', {}, admin)).statusCode).toBe(204);
      const { id } = (await pushText(speechText('停城'))).json();
      expect((await get('/api/v1/queues/parser')).json()).toMatchObject({ paused: true });
      expect((await get(`/api/v1/documents/${id}`)).json().status).toBe('fetched');
      expect((await post('/api/v1/queues/parser/resume', {}, admin)).statusCode).toBe(204);
      expect((await api.settled(id)).state).toBe('active');
    });

    it('compares what is stored with the present parser, and says in which state a run cannot be applied', async () => {
      const begun = await post('/api/v1/reparses', { scope: 'all', mode: 'dry-run' }, admin);
      expect(begun.statusCode).toBe(202);
      const { id, links } = begun.json();
      expect(links).toEqual({
        self: `/api/v1/reparses/${id}`,
        apply: `/api/v1/reparses/${id}/apply`,
        rollback: `/api/v1/reparses/${id}/rollback`,
      });
      for (;;) {
        const { state, counts, done, total, examples } = (await get(links.self)).json();
        if (state === 'comparing') continue;
        expect({ state, changed: counts.changed, examples }).toEqual({ state: 'compared', changed: 0, examples: [] });
        expect(done).toBe(total);
        break;
      }
      const refused = await post(links.rollback, {}, admin);
      expect(refused.json()).toMatchObject({
        status: 409,
        type: 'urn:rostra:problem:wrong-state',
        detail: expect.stringContaining('not applied'),
      });
      expect((await get('/api/v1/reparses')).json().reparses[0]).toMatchObject({ id, state: 'compared' });
    });

    it('retries and discards a group of failures', async () => {
      const { id } = (await post('/api/v1/documents', { url: 'http://127.0.0.1:9/again.html' })).json();
      await api.settled(id);
      const { groups } = (await get('/api/v1/failures')).json();
      const { group } = groups.find(({ documentIds }: { documentIds: string[] }) => documentIds.includes(id));
      expect((await post(`/api/v1/failures/${group}/retry`, {}, admin)).json()).toMatchObject({ group, documents: expect.any(Number) });
      await api.settled(id);
      expect((await post(`/api/v1/failures/${group}/discard`, {}, admin)).statusCode).toBe(200);
      expect((await post(`/api/v1/failures/${group}/discard`, {}, admin)).statusCode).toBe(404);
      expect((await get(`/api/v1/documents/${id}`)).json()).toMatchObject({ status: 'discarded', reason: expect.any(String) });
    });
  });

  it('withdraws a document with a reason: it leaves search and content, and the log says so', async () => {
    const { document, speech } = await aSpeechOf('撤回镇');
    const silent = await api.app.inject({ method: 'DELETE', url: `/api/v1/documents/${document.id}`, headers: admin });
    expect(silent.statusCode).toBe(400);
    expect(silent.json().errors).toMatchObject([{ field: 'reason', message: 'is missing' }]);
    const answer = await api.app.inject({
      method: 'DELETE',
      url: `/api/v1/documents/${document.id}`,
      payload: { reason: '来源要求' },
      headers: admin,
    });
    expect(answer.json()).toMatchObject({ status: 'withdrawn', reason: '来源要求' });
    expect((await get(`/api/v1/documents/${document.id}/raw`)).statusCode).toBe(410);
    expect((await get(`/api/v1/speeches/${speech.id}`)).statusCode).toBe(404);
    await untilEvent(speech.id, 'rostra.speech.withdrawn');
    expect((await get(`/api/v1/search?q=${encodeURIComponent('撤回镇')}`)).json().total).toBe(0);
    const again = await pushText(speechText('撤回镇'), { url: document.url });
    expect(again.statusCode).toBe(409);
  });

  async function untilEvent(speechId: string, type: string) {
    for (;;) {
      const { events } = (await get('/api/v1/events?limit=1000')).json();
      if (events.some((event: { subject: string; type: string }) => event.subject === speechId && event.type === type)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  describe('without an admin key', () => {
    const pause = '/api/v1/queues/crawler/pause';
    const push = '/api/v1/documents';

    it.each([
      ['from this machine by its own name', { host: 'localhost:3000' }, '127.0.0.1', 401, 202],
      ['from this machine over IPv6', { host: '[::1]:3000' }, '::1', 401, 202],
      ['from elsewhere', { host: 'localhost:3000' }, '192.0.2.7', 401, 403],
      ['by a foreign name that resolves to this machine', { host: 'rebind.example' }, '127.0.0.1', 421, 421],
      ['through a proxy', { host: 'localhost', 'x-forwarded-for': '192.0.2.7' }, '127.0.0.1', 401, 403],
    ])('administers with the key alone and takes pushes of this machine: %s', async (who, headers, remoteAddress, administers, pushes) => {
      const ask = (url: string, more: object = {}) =>
        api.app.inject({ method: 'POST', url, headers: { ...headers, ...more }, remoteAddress, payload: { body: speechText(who) } });
      const [paused, pushed] = [await ask(pause), await ask(push)];
      expect([paused.statusCode, pushed.statusCode]).toEqual([administers, pushes]);
      if (administers === 401) expect(paused.json().detail).toContain('admin.key');
      if (pushes === 403)
        expect(pushed.json()).toMatchObject({
          type: 'urn:rostra:problem:push-from-elsewhere',
          detail: expect.stringContaining('ADMIN_KEY='),
        });
      const withKey = [await ask(pause, admin), await ask(push, admin)].map(({ statusCode }) => statusCode);
      expect(withKey).toEqual(administers === 421 ? [421, 421] : [204, pushes === 202 ? 200 : 202]);
    });

    it('is closed to a proxy on this machine that says nothing of itself', async () => {
      const spoken = await new Promise<string>((resolve, reject) => {
        const socket = connect(Number(new URL(api.url).port), '127.0.0.1', () =>
          socket.write('POST /upload HTTP/1.0\r\nHost: 127.0.0.1:3000\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}'),
        );
        let answer = '';
        socket.on('data', (chunk) => {
          answer += chunk.toString('utf8');
        });
        socket.on('close', () => resolve(answer)).on('error', reject);
      });
      expect(spoken).toMatch(/^HTTP\/1\.1 403 /);
    });

    it('reads and parses for other machines', async () => {
      const elsewhere = { remoteAddress: '192.0.2.7' };
      expect((await api.app.inject({ url: '/api/v1/search', ...elsewhere })).statusCode).toBe(200);
      const parsed = await api.app.inject({ method: 'POST', url: '/api/v1/parse', payload: { body: speechText('远市') }, ...elsewhere });
      expect(parsed.statusCode).toBe(200);
    });

    it.each(['/', '/api/v1/documents', '/api/v1/events/stream', '/metrics', '/nowhere', '/assets/base.css'])(
      'shows nothing of %s to a page whose name its owner points at this machine',
      async (url) => {
        const answer = await api.app.inject({ url, headers: { host: 'evil.example', 'sec-fetch-site': 'same-origin' } });
        expect(answer.statusCode).toBe(421);
        expect(answer.json()).toMatchObject({ type: 'urn:rostra:problem:other-host', detail: expect.stringContaining('ALLOWED_HOSTS') });
      },
    );

    it('tells probes of its health by whatever address they ask', async () => {
      for (const path of ['/health/live', '/health/ready']) expect((await get(path, { host: '10.0.0.7:3000' })).statusCode).toBe(200);
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

  describe('for those who run it', () => {
    it('says that it lives and is ready', async () => {
      expect((await get('/health/live')).json()).toEqual({ status: 'live' });
      expect((await get('/health/ready')).json()).toMatchObject({ status: 'ready', waitingFor: [], checks: { database: { ok: true } } });
    });

    it('gives metrics that Prometheus reads', async () => {
      const answer = await get('/metrics');
      expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
      expect(answer.body).toMatch(/^rostra_stage_documents\{stage="parser",state="waiting"\} \d+$/m);
      for (const line of answer.body.trim().split('\n'))
        expect(line).toMatch(/^(# (HELP|TYPE) rostra_\w+ .+|rostra_\w+(\{.+\})? [\d.e+-]+)$/);
    });

    /** After a change that is meant: `curl 127.0.0.1:3000/api/openapi.json > apps/api/openapi.json`, then `npm run format`. */
    it('describes itself as the file beside the sources says, so that no change of the API goes unnoticed', async () => {
      const known = JSON.parse(await readFile(new URL('../openapi.json', import.meta.url), 'utf8'));
      expect((await get('/api/openapi.json')).json()).toEqual(known);
    });

    it('asks for the figures of the queues once, however many programs look on', async () => {
      const { board } = api.engines;
      const overview = board.overview.bind(board);
      let asked = 0;
      board.overview = () => {
        asked += 1;
        return overview();
      };
      const looks = ['/api/v1/queues', '/api/v1/queues/parser', '/metrics', '/queues'].flatMap((url) =>
        Array.from({ length: 10 }, () => get(url)),
      );
      expect((await Promise.all(looks)).map(({ statusCode }) => statusCode)).toEqual(Array(40).fill(200));
      expect(asked).toBeLessThan(10);
      board.overview = overview;
    });

    it('describes every call in OpenAPI and shows it to people', async () => {
      const { paths } = (await get('/api/openapi.json')).json();
      expect(Object.keys(paths).sort()).toEqual([
        '/api/v1/documents',
        '/api/v1/documents/{id}',
        '/api/v1/documents/{id}/captures',
        '/api/v1/documents/{id}/raw',
        '/api/v1/documents/{id}/removed',
        '/api/v1/documents/{id}/timeline',
        '/api/v1/events',
        '/api/v1/events/stream',
        '/api/v1/failures',
        '/api/v1/failures/{group}/discard',
        '/api/v1/failures/{group}/retry',
        '/api/v1/parse',
        '/api/v1/queues',
        '/api/v1/queues/{stage}',
        '/api/v1/queues/{stage}/pause',
        '/api/v1/queues/{stage}/resume',
        '/api/v1/reparses',
        '/api/v1/reparses/{id}',
        '/api/v1/reparses/{id}/apply',
        '/api/v1/reparses/{id}/rollback',
        '/api/v1/search',
        '/api/v1/site-rules',
        '/api/v1/site-rules/learn',
        '/api/v1/site-rules/preview',
        '/api/v1/site-rules/{id}',
        '/api/v1/speeches/{id}',
        '/api/v1/speeches/{id}/provenance',
        '/api/v1/suggest',
      ]);
      expect(paths['/api/v1/search'].get.parameters.map(({ name }: { name: string }) => name)).toEqual(
        expect.arrayContaining(['q', 'from', 'to', 'site', 'under', 'cursor']),
      );
      expect((await get('/api/docs')).headers['content-type']).toContain('text/html');
    });
  });
});
