import { readFileSync } from 'node:fs';
import { ArchiveClient } from '../support/archive-client.js';
import { OwnServices } from '../support/own-services.js';
import { RunningApps } from '../support/running-apps.js';
import { type RunningServer, startServer } from '../support/running-server.js';

const page = readFileSync(new URL('../../../shared/samples/000_84cd3a58cfc529e6.txt', import.meta.url));
const KEY = 'a-key-of-the-suite-alone';

/** An answer without what is made anew in each archive: ids, scores and times. */
function lasting(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(lasting);
  if (typeof answer !== 'object' || answer === null) return answer;
  const passing = new Set(['speechId', 'documentId', 'id', 'score', 'tookMs', 'nextCursor', 'links']);
  return Object.fromEntries(Object.entries(answer).flatMap(([name, value]) => (passing.has(name) ? [] : [[name, lasting(value)]])));
}

describe('the real page in one process on embedded engines, and in five on servers', () => {
  let services: OwnServices;
  let five: RunningApps;
  let one: RunningServer;
  let clients: readonly [embedded: ArchiveClient, servers: ArchiveClient];

  beforeAll(async () => {
    services = await OwnServices.start();
    [five, one] = await Promise.all([RunningApps.start({ ...services.env, ADMIN_KEY: KEY }), startServer({ ADMIN_KEY: KEY })]);
    clients = [new ArchiveClient(one.base, KEY), new ArchiveClient(five.base, KEY)];
    for (const client of clients) await client.push('page.txt', page.toString('utf8'));
    for (const client of clients) await client.settled();
  }, 180_000);

  afterAll(async () => {
    await Promise.all([five?.stop(), one?.stop()]);
    await services?.stop();
  }, 60_000);

  it.each([
    '继续保持全省第一',
    '人均公园绿地面积达',
    '"科技 创新"',
    'under:"二、" 企业',
    'title:党课',
    '科',
    'year:2021 -党课',
    '"科技 企业"~5',
    '不在其中的话',
  ])('gives the same answer to %s', async (query) => {
    const [embedded, servers] = await Promise.all(
      clients.map((client) => client.get<{ total: number }>(`/search?q=${encodeURIComponent(query)}&facets=kind,year,site`)),
    );
    expect(lasting(servers)).toEqual(lasting(embedded));
    expect(embedded?.total).toBe({ 不在其中的话: 0, 科: 2 }[query] ?? embedded?.total);
  });

  it('finds each of its two speeches by what stands across a cut', async () => {
    for (const client of clients) {
      expect(await client.titlesFor('继续保持全省第一')).toEqual(['2021年全市科技工作会议讲话范文稿']);
      expect(await client.titlesFor('人均公园绿地面积达')).toEqual(['2021年共享全国文明城党课范文稿']);
    }
  });

  it('keeps the exact bytes in both', async () => {
    for (const client of clients) {
      const [document] = await client.documents();
      expect(await client.raw(document?.id ?? '')).toBe(page.toString('utf8'));
    }
  });
});
