import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PageResult, ParsedSpeech } from '#domain';
import { PARSER_VERSION } from '#parsing';
import { generatePage } from '../../apps/cli/src/bench/generate-pages.js';
import { OLDER, type OlderPage, olderArchive } from '../support/older-archive.js';
import { runCommand } from '../support/run-command.js';
import { type RunningServer, root, startServer } from '../support/running-server.js';

const rostra = join(root, 'bin/rostra.mjs');

/** The older parser left the file's ending in titles and lost the last paragraph. */
function cutShort(speech: ParsedSpeech): ParsedSpeech {
  const end = speech.text.lastIndexOf('\n');
  const text = speech.text.slice(0, end);
  return { ...speech, title: `${speech.title}.docx`, text, blocks: speech.blocks.filter(({ start }) => start < end) };
}

/** The older parser did not see where the second speech begins. */
function glued(page: PageResult): PageResult {
  const [first, second, ...rest] = page.speeches;
  if (!first || !second) throw new Error('The page has to hold two speeches');
  const offset = first.text.length + 1;
  const moved = second.blocks.map((block) => ({ ...block, start: block.start + offset }));
  return { ...page, speeches: [{ ...first, text: `${first.text}\n${second.text}`, blocks: [...first.blocks, ...moved] }, ...rest] };
}

/** The older parser took a site's furniture for a speech. */
const furniture = (page: PageResult): PageResult => ({
  ...page,
  speeches: [
    {
      ...{ title: '网站首页', kind: 'other', salutation: null, date: null, year: null, occasion: null, speaker: null },
      ...{ text: '首页导航登录注册', blocks: [], outline: [], redactions: [], confidence: 0.4 },
    },
  ],
});

const plain = (number: number): string => generatePage({ seed: 5, number, characters: 900 }).page;
const older = (pages: readonly (readonly [body: string, older: OlderPage['older']])[]): OlderPage[] =>
  pages.map(([body, make], at) => ({ url: `https://wenku.example/${at}`, body, older: make }));

interface LogLine {
  readonly sequence: string;
  readonly type: string;
  readonly subject: string;
}

class Client {
  constructor(readonly server: RunningServer) {}

  async get(path: string) {
    return (await fetch(this.server.base + path)).json();
  }

  async post(path: string, body: object = {}): Promise<Response> {
    const key = await readFile(join(this.server.dataDir, 'admin.key'), 'utf8');
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${key.trim()}` };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    return fetch(this.server.base + path, init);
  }

  async events(): Promise<{ type: string; speech: string }[]> {
    const { events } = await this.get('/api/v1/events?after=0&limit=1000');
    const numbers = events.map(({ sequence }: LogLine) => Number(sequence));
    expect(numbers).toEqual(numbers.map((_: number, at: number) => at + 1));
    return events.map(({ type, subject }: LogLine) => ({ type: type.replace('rostra.speech.', ''), speech: subject }));
  }

  async found(query: string): Promise<string[]> {
    const { hits } = await this.get(`/api/v1/search?q=${encodeURIComponent(query)}`);
    return hits.map(({ title }: { title: string }) => title);
  }

  /** Throws when it does not come about in time. */
  async until(what: () => Promise<boolean>): Promise<void> {
    const start = performance.now();
    while (!(await what())) {
      if (performance.now() - start > 90_000) throw new Error(`It does not come about: ${what}`);
      await sleep(20);
    }
  }

  /** Waits until so many documents are announced. */
  announced(count: number): Promise<void> {
    return this.until(async () => {
      const { documents } = await this.get('/api/v1/documents?limit=200');
      return documents.filter(({ stage }: { stage: string }) => stage === 'announced').length >= count;
    });
  }

  async rostra(...args: string[]) {
    const { code, stdout, stderr } = await runCommand(process.execPath, [rostra, ...args], {
      env: { ROSTRA_SERVER: this.server.base, DATA_DIR: this.server.dataDir },
    });
    return { code, stderr, report: args.includes('--json') ? JSON.parse(stdout || 'null') : stdout };
  }
}

describe('a new parser version', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rostra-reparse-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));
  const start = async () => new Client(await startServer({ DATA_DIR: dataDir }));

  it('is looked at, applied and taken back by command, and log, search and life lines follow', async () => {
    const book = await readFile(join(root, 'samples/compilation-of-three.txt'), 'utf8');
    const [short, , , noise] = await olderArchive(
      dataDir,
      older([
        [plain(1), (page) => ({ ...page, speeches: page.speeches.map(cutShort) })],
        [book, glued],
        [plain(2), (page) => page],
        ['<!doctype html><title>首页</title><body><script>let a = 1;</script></body>', furniture],
      ]),
    );
    const client = await start();
    try {
      await client.announced(4);
      const before = await client.events();
      expect(before.map(({ type }) => type)).toEqual(Array(5).fill('published'));
      const { speeches: old } = await client.get(`/api/v1/documents/${short}`);

      const dryRun = await client.rostra('reparse', '--dry-run', '--json');
      expect(dryRun).toMatchObject({
        code: 0,
        stderr: '',
        report: { state: 'compared', total: 4, done: 4, parserVersion: PARSER_VERSION },
      });
      expect(dryRun.report.counts).toMatchObject({ same: 1, changed: 3, failing: 0, nowEmpty: 1, newSpeeches: 1, vanishedSpeeches: 1 });
      expect(dryRun.report.kinds).toMatchObject({ title: 1, 'speech-added': 1, 'speech-removed': 1 });
      expect(dryRun.report.examples[0]).toMatchObject({
        documentId: noise,
        share: 1,
        fromVersion: OLDER,
        speeches: { before: 1, after: 0 },
      });
      expect(await client.events()).toEqual(before);
      expect(await client.found('title:docx')).toEqual([old[0].title]);
      expect((await client.rostra('reparse', '--rollback')).stderr).toContain('was not applied');

      const { code, report } = await client.rostra('reparse', '--apply');
      expect({ code, report }).toEqual({ code: 0, report: expect.stringContaining(`Parser ${PARSER_VERSION} applied: 4 of 4`) });
      const after = (await client.events()).slice(before.length);
      expect(after.map(({ type }) => type).toSorted()).toEqual(['published', 'reparsed', 'reparsed', 'withdrawn']);
      const known = new Set(before.map(({ speech }) => speech));
      expect(after.filter(({ type }) => type === 'published').some(({ speech }) => known.has(speech))).toBe(false);
      expect(after.filter(({ type }) => type !== 'published').every(({ speech }) => known.has(speech))).toBe(true);
      expect(await client.found('title:docx')).toEqual([]);
      expect((await client.get(`/api/v1/documents/${short}`)).speeches).toMatchObject([
        { id: old[0].id, title: old[0].title.replace('.docx', '') },
      ]);
      const { timeline } = await client.get(`/api/v1/documents/${short}/timeline`);
      expect(timeline).toContainEqual(
        expect.objectContaining({ step: 'reparsed', parserVersion: PARSER_VERSION, reason: `${OLDER} → ${PARSER_VERSION}` }),
      );
      const page = (language: string) =>
        fetch(`${client.server.base}/documents/${short}`, { headers: { 'accept-language': language } }).then((answer) => answer.text());
      expect([await page('zh-CN'), await page('en')]).toEqual([
        expect.stringContaining('重新解析'),
        expect.stringContaining('Parsed anew'),
      ]);

      expect(await client.rostra('reparse', '--rollback', '--json')).toMatchObject({ code: 0, report: { state: 'rolledBack' } });
      const back = (await client.events()).slice(before.length + after.length);
      expect(back.map(({ type }) => type).toSorted()).toEqual(['reparsed', 'reparsed', 'reparsed', 'withdrawn']);
      expect(await client.found('title:docx')).toEqual([old[0].title]);
      expect((await client.get(`/api/v1/documents/${short}`)).speeches).toEqual(old);
      expect((await client.rostra('reparse', '--apply')).code).toBe(65);
    } finally {
      await client.server.stop();
    }
  }, 300_000);

  it('loses nothing and doubles nothing when the server is killed in each of the three', async () => {
    const count = 16;
    const pages = Array.from(
      { length: count },
      (_, at) => [plain(10 + at), (page: PageResult) => ({ ...page, speeches: page.speeches.map(cutShort) })] as const,
    );
    await olderArchive(dataDir, older(pages));
    let client = await start();
    await client.announced(count);
    const { id } = await (await client.post('/api/v1/reparses', { mode: 'dry-run' })).json();
    const run = () => client.get(`/api/v1/reparses/${id}`);
    /** Kills the server as soon as some documents are through, and waits until the next one is through with all. */
    const killedUntil = async (state: string, through: (counts: Record<string, number>) => number) => {
      await client.until(async () => through((await run()).counts) >= 2);
      await client.server.kill();
      client = await start();
      await client.until(async () => (await run()).state === state);
    };
    try {
      await killedUntil('compared', ({ changed = 0 }) => changed);
      expect((await run()).counts).toMatchObject({ changed: count, same: 0, failing: 0 });
      expect((await client.post(`/api/v1/reparses/${id}/apply`)).status).toBe(202);
      await killedUntil('applied', ({ applied = 0 }) => applied);
      const applied = await client.events();
      expect((await client.post(`/api/v1/reparses/${id}/rollback`)).status).toBe(202);
      await killedUntil('rolledBack', ({ rolledBack = 0 }) => rolledBack);
      const all = await client.events();
      const perSpeech = (events: typeof all) =>
        Map.groupBy(events, ({ speech }) => speech)
          .values()
          .map((lines) => lines.map(({ type }) => type))
          .toArray();
      expect(perSpeech(applied)).toEqual(Array(count).fill(['published', 'reparsed']));
      expect(perSpeech(all)).toEqual(Array(count).fill(['published', 'reparsed', 'reparsed']));
      expect(await client.found('title:docx')).toHaveLength(10);
    } finally {
      await client.server.stop();
    }
  }, 300_000);
});
