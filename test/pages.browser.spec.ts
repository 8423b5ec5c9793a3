import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const root = new URL('..', import.meta.url).pathname;
const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const quiet = ['disable-gpu', 'disable-quic', 'no-first-run', 'disable-background-networking', 'disable-component-update', 'disable-sync'];

/** A plain text about an invented town, long enough to be a speech. */
const speech = (town: string) => `在${town}水利工作会议上的讲话
同志们：
今天我们在${town}召开水利工作会议，主要任务是总结去年工作，部署今年任务。下面，我讲两点意见。
一、充分肯定成绩，坚定做好水利工作的信心
过去一年，${town}新修渠道二十里，灌溉面积稳步扩大，群众用水条件持续改善。大家要看到成绩，也要看到不足。
二、突出重点，抓好今冬明春水利建设
要抓紧修复水毁工程，疏浚河道，加固堤防。要管好用好每一分资金，让群众看得见、摸得着。
谢谢大家。
`;

describe('the pages in a real browser', () => {
  let folder: string;
  let server: ChildProcess;
  let base: string;
  let browser: Browser;
  /** What the pages of the running test complained about. */
  let complaints: string[];

  beforeAll(async () => {
    execFileSync('npm', ['run', '--silent', 'build'], { cwd: root });
    folder = await mkdtemp(join(tmpdir(), 'rostra-pages-'));
    const env = { ...process.env, DATA_DIR: join(folder, 'data'), PORT: '0', HOST: '127.0.0.1', SAMPLES: 'off', ADMIN_KEY: '' };
    server = spawn(process.execPath, ['dist/apps/standalone/src/main.js'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
    base = await addressOf(server);
    await push('青禾市');
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', ...quiet.map((flag) => `--${flag}`)] });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    if (server?.exitCode === null) {
      server.kill('SIGTERM');
      await once(server, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  }, 30_000);

  beforeEach(() => {
    complaints = [];
  });

  function addressOf({ stdout }: ChildProcess): Promise<string> {
    return new Promise((resolve, reject) => {
      let said = '';
      stdout?.on('data', (chunk) => {
        said += chunk;
        const address = /ready at (http:\/\/[^\s/]+)\//.exec(said)?.[1];
        if (address) resolve(address);
      });
      stdout?.on('end', () => reject(new Error(`The program ended: ${said}`)));
    });
  }

  async function push(town: string): Promise<string> {
    const payload = {
      url: `https://news.example.org/${encodeURIComponent(town)}.html`,
      body: speech(town),
      contentType: 'text/plain; charset=utf-8',
    };
    const answer = await fetch(`${base}/api/v1/documents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    });
    const { id } = (await answer.json()) as { id: string };
    for (;;) {
      const { status } = (await (await fetch(`${base}/api/v1/documents/${id}`)).json()) as { status: string };
      if (status === 'announced') return id;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Types the admin key into the page that asks for it. */
  async function unlock(page: Page): Promise<void> {
    await page.getByLabel('Admin key').fill((await readFile(join(folder, 'data', 'admin.key'), 'utf8')).trim());
    await page.getByRole('button', { name: 'Unlock' }).click();
  }

  /** Opens a page in a window of its own and closes it after use; the console and the page must stay silent. */
  async function visit(options: BrowserContextOptions, look: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> {
    const context = await browser.newContext({ locale: 'en', baseURL: base, ...options });
    try {
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      await look(page, context);
    } finally {
      await context.close();
    }
    expect(complaints).toEqual([]);
  }

  it('find and show a speech without scripts', async () => {
    await visit({ javaScriptEnabled: false, locale: 'zh-CN' }, async (page) => {
      await page.goto('/');
      await page.getByLabel('检索讲话稿').fill('灌溉面积稳步扩大');
      await page.getByRole('button', { name: '检索' }).click();
      await page.getByRole('link', { name: '在青禾市水利工作会议上的讲话' }).click();
      expect(await page.locator('#match').textContent()).toBe('灌溉面积稳步扩大');
      expect(await page.getByRole('navigation', { name: '提纲' }).getByRole('link').allTextContents()).toEqual([
        '一、充分肯定成绩，坚定做好水利工作的信心',
        '二、突出重点，抓好今冬明春水利建设',
      ]);
      await page.getByRole('link', { name: '显示去除的部分' }).click();
      await page.getByRole('link', { name: '来源原文' }).click();
      expect(await page.locator('pre.source').textContent()).toContain('在青禾市水利工作会议上的讲话');
    });
  }, 30_000);

  it('take a file, follow it through the rooms and lead to its speech', async () => {
    const file = join(folder, '讲话稿.txt');
    await writeFile(file, speech('云溪县'));
    await visit({}, async (page) => {
      await page.goto('/');
      await page.getByLabel('Files').setInputFiles(file);
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.waitForURL(/\/documents\//);
      await page.locator('.status.announced').waitFor();
      expect(await page.locator('.life .done strong').allTextContents()).toEqual(['Accepted', 'Parsed', 'Indexed', 'Announced']);
      await page.getByRole('link', { name: '在云溪县水利工作会议上的讲话' }).first().click();
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('在云溪县水利工作会议上的讲话');
    });
  }, 30_000);

  it('say of several files what became of each, without leaving the page blank', async () => {
    await visit({}, async (page) => {
      await page.goto('/');
      const files = ['白沙镇', '石梁市'].map((town) => ({
        name: `${town}.txt`,
        mimeType: 'text/plain',
        buffer: Buffer.from(speech(town)),
      }));
      await page.getByLabel('Files').setInputFiles(files);
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.locator('.uploads li').nth(1).waitFor();
      expect(await page.locator('.uploads a').allTextContents()).toEqual(['白沙镇.txt', '石梁市.txt']);
    });
  }, 30_000);

  it('say beside the upload box what was wrong, and keep what was chosen', async () => {
    await visit({}, async (page) => {
      await page.goto('/');
      await page.getByLabel('Files').setInputFiles({ name: 'nothing.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) });
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByText('The file is empty.').waitFor();
      expect(await page.getByLabel('Files').evaluate((input: HTMLInputElement) => input.files?.[0]?.name)).toBe('nothing.txt');
      expect(new URL(page.url()).pathname).toBe('/');
      complaints = complaints.filter((complaint) => !complaint.includes('422'));
    });
  }, 30_000);

  it('discard a failure only after a question, without scripts', async () => {
    const body = { bodyBase64: Buffer.from([0, 1, 2, 255, 254, 0, 9]).toString('base64'), contentType: 'application/octet-stream' };
    const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const { id } = (await (await fetch(`${base}/api/v1/documents`, sent)).json()) as { id: string };
    await visit({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`/documents/${id}`);
      await page.locator('.titled .status.failed').waitFor();
      expect(await page.locator('.life .failed strong').textContent()).toBe('Parsing failed');
      await page.goto('/queues');
      await unlock(page);
      await page.getByRole('link', { name: 'Discard…' }).first().click();
      await page.getByRole('button', { name: 'Discard 1 document' }).click();
      await page.getByText('Discarded: 1 document. Nobody will try again.').waitFor();
      await page.goto(`/documents/${id}`);
      expect(await page.locator('.titled .status').textContent()).toBe('discarded');
    });
  }, 30_000);

  it('renew the queues’ figures by themselves', async () => {
    await visit({}, async (page) => {
      await page.goto('/queues');
      await page.getByText('live', { exact: true }).waitFor();
      const out = page.locator('[data-cell=announcer-rate]');
      const before = await out.textContent();
      await push('松岭县');
      await page.waitForFunction(
        ([cell, old]) => document.querySelector(String(cell))?.textContent !== old,
        ['[data-cell=announcer-rate]', before],
      );
      await unlock(page);
      await page.getByRole('button', { name: 'Pause the crawler' }).click();
      await page.getByRole('button', { name: 'Resume the crawler' }).click();
      await page.getByRole('button', { name: 'Pause the crawler' }).waitFor();
    });
  }, 30_000);

  it('remember the language a reader has chosen', async () => {
    await visit({}, async (page) => {
      await page.goto('/help');
      await page.getByRole('link', { name: '中文' }).click();
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('检索式写法');
      await page.goto('/documents');
      expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    });
  }, 30_000);

  it.each([
    ['en', 320],
    ['zh-CN', 320],
    ['en', 768],
    ['zh-CN', 1280],
  ])(
    'fit a window in %s that is %d wide',
    async (locale, width) => {
      const id = await push('梅渡镇');
      const { speeches } = (await (await fetch(`${base}/api/v1/documents/${id}`)).json()) as { speeches: { id: string }[] };
      const reading = `/speeches/${speeches[0]?.id}`;
      const paths = [
        '/',
        `/?q=${encodeURIComponent('水利')}`,
        reading,
        `${reading}?show=removed`,
        `${reading}?show=source`,
        '/documents',
        `/documents/${id}`,
        '/queues',
        '/events',
        '/help',
      ];
      await visit({ locale, viewport: { width, height: 700 } }, async (page) => {
        for (const path of paths) {
          await page.goto(path);
          const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
          expect({ path, content }).toEqual({ path, content: window });
          const hidden = await page.evaluate(() => {
            const { left, right } = (document.querySelector('.head ul') as HTMLElement).getBoundingClientRect();
            const places = [...document.querySelectorAll('.head nav a')].map((link) => link.getBoundingClientRect());
            return places.filter((place) => place.left < left || place.right > right + 1).length;
          });
          expect({ path, hidden }).toEqual({ path, hidden: 0 });
        }
      });
    },
    60_000,
  );

  it('can be used by keyboard alone', async () => {
    await visit({}, async (page) => {
      await page.goto('/documents');
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Skip to the content');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
    });
  }, 30_000);
});
