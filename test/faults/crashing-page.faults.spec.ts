import { setTimeout as sleep } from 'node:timers/promises';
import { generatePage } from '../../apps/cli/src/bench/generate-pages.js';
import { type OpenApi, openApi } from '../../apps/api/src/testing/open-api.js';
import { ArchiveClient } from '../support/archive-client.js';

/** A real page whose reading needs more memory than the parser of this archive may have, and more time than the other gives. */
const line = '同志们，栽下一棵树，就是给明天留一片荫凉，守住一条河，就是给子孙留一份家业，这两件事要年年做、月月做、天天做。\n';
const poison = line.repeat(200_000);
const NEIGHBOURS = 24;

describe('a page that crashes its parser', () => {
  let api: OpenApi;
  let client: ArchiveClient;

  beforeAll(async () => {
    api = await openApi({ PARSER_HEAP_MB: '24', PARSER_THREADS: '2', MAX_BODY_BYTES: String(100 * 1024 * 1024) });
    client = new ArchiveClient(api.url);
  }, 60_000);
  afterAll(() => api?.close(), 30_000);

  it('is a dead letter after three tries, and its neighbours arrive', async () => {
    const pages = Array.from({ length: NEIGHBOURS }, (_, number) => generatePage({ seed: 11, number, characters: 1_000 }));
    const [poisonId, ...ids] = await Promise.all([
      client.push('poison.txt', poison),
      ...pages.map(({ fileName, page }) => client.push(fileName, page)),
    ]);
    const ends = new Map((await client.settled()).map((document) => [document.id, document]));
    expect(ids.map((id) => ends.get(id)?.status)).toEqual(ids.map(() => 'announced'));
    expect(ends.get(poisonId)).toMatchObject({ status: 'failed', crashes: 3, reason: expect.stringMatching(/memory|thread ended/) });
  }, 120_000);

  it('shows each crash in the life of the document, and the group among the failures', async () => {
    const [document] = (await client.documents()).filter(({ status }) => status === 'failed');
    const { timeline } = await client.get<{ timeline: { step: string }[] }>(`/documents/${document?.id}/timeline`);
    expect(timeline.filter(({ step }) => step === 'crashed')).toHaveLength(3);
    const { groups } = await client.get<{ groups: { count: number }[] }>('/failures');
    expect(groups).toMatchObject([{ count: 1 }]);
  });
});

describe('pages that take longer than they may', () => {
  let api: OpenApi;
  let client: ArchiveClient;

  beforeAll(async () => {
    api = await openApi({ PARSER_DEADLINE_MS: '1500', PARSER_THREADS: '2', MAX_BODY_BYTES: String(100 * 1024 * 1024) });
    client = new ArchiveClient(api.url);
  }, 60_000);
  afterAll(() => api?.close(), 30_000);

  it('become dead letters, and pages that come later need not wait for all their tries', async () => {
    const hanging = Array.from({ length: 3 }, (_, at) => client.push(`hanging-${at}.txt`, `${at}\n${poison}`));
    const hangingIds = await Promise.all(hanging);
    const { fileName, page } = generatePage({ seed: 12, number: 0, characters: 1_000 });
    const id = await client.push(fileName, page);
    const status = async (one: string) => (await client.get<{ status: string }>(`/documents/${one}`)).status;
    while ((await status(id)) !== 'announced') await sleep(100);
    expect(await Promise.all(hangingIds.map(status))).not.toEqual(hangingIds.map(() => 'failed'));
    const ends = await client.settled();
    expect(
      ends
        .filter(({ status: end }) => end === 'failed')
        .map(({ id: one }) => one)
        .toSorted(),
    ).toEqual(hangingIds.toSorted());
  }, 180_000);
});
