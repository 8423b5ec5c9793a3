import { readFile } from 'node:fs/promises';
import { parseHTML } from 'linkedom';
import { sitePage, siteUrl, titleOf } from '../../../libs/parsing/src/testing/invented-site.js';
import { type OpenApi, openApi } from './testing/open-api.js';

const RULES = '/api/v1/site-rules';
const SITE = 'wanbao.example';

describe('rules of sites', () => {
  let api: OpenApi;
  let key: string;
  let admin: { authorization: string };

  beforeAll(async () => {
    api = await openApi();
    key = (await readFile(api.engines.config.api.adminKeyFile, 'utf8')).trim();
    admin = { authorization: `Bearer ${key}` };
    for (const number of [1, 2, 3, 4, 5]) await pushed(number);
  }, 60_000);
  afterAll(() => api.close());

  const send = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object, headers: Record<string, string> = admin) =>
    api.app.inject({ method, url, headers, ...(payload && { payload }) });

  async function pushed(number: number) {
    const payload = { url: siteUrl(number), body: sitePage({ number }), contentType: 'text/html; charset=utf-8' };
    const { id } = (await send('POST', '/api/v1/documents', payload)).json();
    await api.settled(id);
    return id as string;
  }

  const added = async (fields: object = {}) =>
    (await send('POST', RULES, { site: SITE, selector: `.x${Math.random().toString(36).slice(2)}`, ...fields })).json();

  describe('by the API', () => {
    it('are added, listed, changed and removed by who has the key', async () => {
      const answer = await send('POST', RULES, { site: siteUrl(1), selector: ' .made > p ', note: '页脚' });
      expect(answer.statusCode).toBe(201);
      const rule = answer.json();
      expect(rule).toMatchObject({
        site: SITE,
        selector: '.made > p',
        effect: 'remove',
        status: 'offered',
        origin: 'person',
        note: '页脚',
        evidence: null,
      });
      expect((await send('GET', rule.links.self, undefined, {})).json()).toEqual(rule);
      const listed = (await send('GET', `${RULES}?site=www.${SITE}&status=offered`, undefined, {})).json().rules;
      expect(listed).toEqual(expect.arrayContaining([rule]));
      const changed = await send('PATCH', rule.links.self, { status: 'off', note: null });
      expect(changed.json()).toMatchObject({ id: rule.id, status: 'off', note: null });
      expect((await send('DELETE', rule.links.self)).statusCode).toBe(204);
      for (const method of ['GET', 'DELETE'] as const) expect((await send(method, rule.links.self)).statusCode).toBe(404);
      expect((await send('PATCH', rule.links.self, { status: 'off' })).statusCode).toBe(404);
    });

    it('need the key for everything but reading', async () => {
      const { id } = await added();
      for (const [method, url] of [
        ['POST', RULES],
        ['POST', `${RULES}/preview`],
        ['POST', `${RULES}/learn`],
        ['PATCH', `${RULES}/${id}`],
        ['DELETE', `${RULES}/${id}`],
      ] as const)
        expect((await send(method, url, {}, {})).statusCode).toBe(401);
    });

    it('are refused with the place of the fault and what to write instead', async () => {
      const answer = await send('POST', RULES, { site: SITE, selector: '.card:has(p)' });
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({
        type: 'urn:rostra:problem:selector-syntax',
        position: 5,
        hint: expect.stringContaining('.classes'),
        errors: [{ field: 'selector', message: ':has is not known here.' }],
      });
      expect(answer.json().detail).toMatch(/character 6, “:has\(p\)”/);
      const preview = await send('POST', `${RULES}/preview`, { site: SITE, selector: 'p >' });
      expect(preview.json()).toMatchObject({ status: 400, position: 3 });
    });

    it('are previewed by an id that is one', async () => {
      const preview = await send('POST', `${RULES}/preview`, { id: 'r1' });
      expect(preview.json().detail).toMatch(/^id is not an id; a rule has an id like [\da-f-]{36}\.$/);
    });

    it.each([
      [{ selector: '.a' }, /site is missing/],
      [{ site: 'a b', selector: '.a' }, /site is not a host/],
      [{ site: '', selector: '.a' }, /site is not a host/],
      [{ site: SITE }, /selector is missing/],
      [{ site: SITE, selector: '.a', effect: 'hide' }, /effect is not valid/],
      [{ site: SITE, selector: '.a', status: 'on' }, /status is not valid/],
      [{ site: SITE, selector: '.a', colour: 'red' }, /colour is not known here/],
    ])('are refused for %j with the name of the field', async (body, detail) => {
      const answer = await send('POST', RULES, body);
      expect(answer.statusCode).toBe(400);
      expect(answer.json().detail).toMatch(detail);
    });

    it('are there once', async () => {
      const rule = await added();
      const again = await send('POST', RULES, { site: SITE, selector: rule.selector });
      expect(again.json()).toMatchObject({ status: 409, type: 'urn:rostra:problem:known-rule', detail: expect.stringContaining(rule.id) });
    });

    it('are previewed on stored pages, stored or not, and nothing is kept of it', async () => {
      const before = await api.engines.store.speeches.latest(10);
      const { pages, site } = (await send('POST', `${RULES}/preview`, { site: SITE, selector: '.writer-box', limit: 3 })).json();
      expect(site).toBe(SITE);
      expect(pages).toHaveLength(3);
      expect(pages[0]).toMatchObject({
        matches: 1,
        changed: true,
        emptied: false,
        speeches: { before: 1, after: 1 },
        gained: { characters: 0 },
      });
      expect(pages[0].lost.text).toContain('青岭晚报是青岭市民自己的报纸');
      expect(pages[0].lost.characters).toBeGreaterThan(40);
      const rule = await added({ selector: 'body > *' });
      const emptied = (await send('POST', `${RULES}/preview`, { id: rule.id })).json();
      expect(emptied.pages).toHaveLength(5);
      expect(emptied.pages.every((page: { emptied: boolean }) => page.emptied)).toBe(true);
      expect((await send('POST', `${RULES}/preview`, { site: 'nobody.example', selector: 'p' })).json().pages).toEqual([]);
      expect((await send('POST', `${RULES}/preview`, { site: SITE })).json()).toMatchObject({
        status: 400,
        detail: expect.stringContaining('selector'),
      });
      expect((await send('POST', `${RULES}/preview`, { id: crypto.randomUUID() })).statusCode).toBe(404);
      expect(await api.engines.store.speeches.latest(10)).toEqual(before);
    });

    it('are learned from stored pages, offered, and applied by nobody', async () => {
      const { read, offered } = (await send('POST', `${RULES}/learn`, { site: SITE })).json();
      expect(read).toBe(5);
      expect(offered).toMatchObject([{ selector: '.writer-box', status: 'offered', origin: 'learned', evidence: { pages: 5, of: 5 } }]);
      expect((await send('POST', `${RULES}/learn`, { site: 'nobody.example' })).json()).toEqual({
        site: 'nobody.example',
        read: 0,
        offered: [],
      });
      const parsed = await send('POST', '/api/v1/parse', { url: siteUrl(9), body: sitePage({ number: 9 }), contentType: 'text/html' });
      expect(parsed.json().speeches[0].text).toContain('欢迎读者来信');
      expect(parsed.json()).not.toHaveProperty('siteRules');
    });

    it('in force are applied to pages that come, and to those of their site alone', async () => {
      const [learned] = (await send('POST', `${RULES}/learn`, { site: SITE })).json().offered;
      await send('PATCH', learned.links.self, { status: 'active' });
      const id = await pushed(6);
      const page = await api.engines.store.documents.pageResult(id);
      expect(page?.speeches[0]?.text).not.toContain('欢迎读者来信');
      expect(page?.siteRules?.rules).toEqual([{ effect: 'remove', selector: '.writer-box', matches: 1 }]);
      const removed = (await send('GET', `/api/v1/documents/${id}/removed`)).json().removals;
      expect(removed).toEqual(
        expect.arrayContaining([expect.objectContaining({ rule: 'site-rule', text: expect.stringContaining('欢迎读者来信') })]),
      );
      const facts = (await api.app.inject({ url: `/documents/${id}`, headers: { accept: 'text/html', 'accept-language': 'en' } })).body;
      expect(facts).toMatch(/Site rules applied.*\.writer-box.*× 1/);
      const elsewhere = { url: 'https://other.example/1', body: sitePage({ number: 8 }), contentType: 'text/html' };
      expect((await send('POST', '/api/v1/parse', elsewhere)).json().speeches[0].text).toContain('欢迎读者来信');
      const here = { ...elsewhere, url: siteUrl(8) };
      expect((await send('POST', '/api/v1/parse', here)).json()).toMatchObject({ siteRules: { set: page?.siteRules?.set } });
      await send('PATCH', learned.links.self, { status: 'offered' });
    });
  });

  describe('on their pages', () => {
    const html = { accept: 'text/html', 'accept-language': 'en' };
    const open = async (url: string, headers: Record<string, string> = {}) => {
      const answer = await api.app.inject({ url, headers: { ...html, ...headers } });
      expect(answer.statusCode).toBe(200);
      return parseHTML(answer.body).document;
    };
    const sendForm = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      api.app.inject({
        method: 'POST',
        url,
        payload: new URLSearchParams(fields).toString(),
        headers: { ...html, 'content-type': 'application/x-www-form-urlencoded', ...headers },
      });
    const unlocked = async () => {
      const answer = await sendForm('/key', { key, to: '/site-rules' });
      expect(answer.headers.location).toBe('/site-rules');
      return { cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' };
    };

    it('are learned, looked at, put in force and off by plain forms', async () => {
      expect((await open('/site-rules')).querySelector('.unlock input[name=key]')).not.toBeNull();
      const headers = await unlocked();
      const learned = await sendForm('/site-rules/learn', { site: SITE }, headers);
      expect(learned.statusCode).toBe(303);
      const list = await open(String(learned.headers.location), headers);
      expect(list.querySelector('.notice')?.textContent).toMatch(/6 pages compared: 1 rule waits for you/);
      const link =
        [...list.querySelectorAll('.name a')].find((each) => each.textContent?.includes('.writer-box'))?.getAttribute('href') ?? '';
      const closed = await open(link);
      expect(closed.body.textContent).not.toContain(titleOf(3));
      const page = await open(link, headers);
      expect(page.body.textContent).toContain('6 of 6 pages would change');
      expect(page.body.textContent).toContain(titleOf(3));
      const accepted = await sendForm(link, { do: 'active' }, headers);
      expect(accepted.headers.location).toBe(`${link}?did=active`);
      const after = await open(`${link}?did=active`, headers);
      expect(after.querySelector('.notice')?.textContent).toContain(`rostra reparse --dry-run --site ${SITE}`);
      expect(after.querySelector('.status.active')).not.toBeNull();
      expect((await sendForm(link, { do: 'remove' }, headers)).headers.location).toBe('/site-rules?did=remove');
    });

    it('are written by hand, and refuse a wrong selector in words', async () => {
      const headers = await unlocked();
      const made = await sendForm('/site-rules', { site: `m.${SITE}`, selector: '.hand', effect: 'content', note: '' }, headers);
      expect(made.headers.location).toMatch(/^\/site-rules\/[\da-f-]{36}\?did=add$/);
      const wrong = await sendForm('/site-rules', { site: SITE, selector: '.a:has(b)', effect: 'remove', note: '' }, headers);
      expect(wrong.statusCode).toBe(400);
      expect(wrong.body).toContain('This selector cannot be used');
      expect(wrong.body).toContain('from character 3');
      expect((await sendForm('/site-rules', { site: SITE, selector: '.z' })).statusCode).toBe(401);
      expect((await sendForm('/site-rules/learn', { site: SITE })).statusCode).toBe(401);
    });

    it('are shown again with what was typed, and what is wrong beside it', async () => {
      const headers = { ...(await unlocked()), 'accept-language': 'zh-CN' };
      const refused = async (url: string, fields: Record<string, string>, status: number) => {
        const answer = await sendForm(url, fields, headers);
        expect(answer.statusCode).toBe(status);
        const { document } = parseHTML(answer.body);
        const form = document.querySelector(`form[action="${url}"]`);
        for (const [name, value] of Object.entries(fields))
          expect((form?.querySelector(`input[name=${name}]`) ?? form?.querySelector('option[selected]'))?.getAttribute('value')).toBe(
            value,
          );
        expect(document.querySelector('h1')?.textContent).toBe('网站规则');
        expect(document.querySelectorAll('.fault')).toHaveLength(1);
        return form?.querySelector('.fault');
      };
      const typed = { site: SITE, selector: '.twice', effect: 'title', note: '手写' };
      expect((await refused('/site-rules', { ...typed, site: 'not a site' }, 400))?.textContent).toMatch(/^这不是网站/);
      expect((await refused('/site-rules/learn', { site: 'not a site' }, 400))?.textContent).toMatch(/^这不是网站/);
      expect((await refused('/site-rules', { ...typed, selector: '.a >' }, 400))?.textContent).toMatch(/选择器不能使用.*从第 \d+ 个字符/);
      const made = await sendForm('/site-rules', typed, headers);
      const twice = await refused('/site-rules', typed, 409);
      expect(`${twice?.querySelector('a')?.getAttribute('href')}?did=add`).toBe(made.headers.location);
    });

    it('speak Chinese where that is wanted, without words of the other language', async () => {
      const headers = await unlocked();
      const { id } = await added({ selector: '.writer-box' });
      for (const path of ['/site-rules', '/site-rules?status=off', `/site-rules/${id}`]) {
        const page = await open(path, { ...headers, 'accept-language': 'zh-CN' });
        expect(page.documentElement.getAttribute('lang')).toBe('zh-CN');
        expect(page.querySelector('h1')?.textContent).toMatch(/规则/);
        const english = await open(path, headers);
        for (const foreign of english.querySelectorAll('[lang="zh-CN"]')) foreign.remove();
        expect(english.body.textContent).not.toMatch(/\p{Script=Han}|undefined|NaN/u);
      }
    });
  });
});
