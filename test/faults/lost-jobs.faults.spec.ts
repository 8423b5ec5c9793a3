import pg from 'pg';
import { generatePage } from '../../apps/cli/src/bench/generate-pages.js';
import { type OpenApi, openApi } from '../../apps/api/src/testing/open-api.js';
import { ArchiveClient } from '../support/archive-client.js';

const DOCUMENTS = 100;

describe('queues whose jobs are deleted by hand', () => {
  let api: OpenApi;
  let client: ArchiveClient;

  beforeAll(async () => {
    api = await openApi();
    client = new ArchiveClient(api.url);
  }, 60_000);
  afterAll(() => api?.close(), 30_000);

  it(`still bring ${DOCUMENTS} documents to their end`, async () => {
    const pages = Array.from({ length: DOCUMENTS }, (_, number) => generatePage({ seed: 7, number, characters: 2_000 }));
    const pushing = Promise.all(pages.map(({ fileName, page }) => client.push(fileName, page)));
    const hand = new pg.Client(api.engines.store.connectionUrl);
    await hand.connect();
    const ids = await pushing;
    let deleted = 0;
    while (deleted < DOCUMENTS / 4) deleted += (await hand.query('delete from bullmq.job')).rowCount ?? 0;
    await hand.end();
    const ends = new Map((await client.settled()).map(({ id, status }) => [id, status]));
    expect(ids.filter((id) => ends.get(id) !== 'announced')).toEqual([]);
    for (const { phrase, title } of pages) expect(await client.titlesFor(phrase)).toEqual([title]);
  }, 120_000);
});
