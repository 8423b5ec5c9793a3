import { randomUUID } from 'node:crypto';
import { Client } from '@elastic/elasticsearch';
import { TryLater } from '#domain';
import { anEntry, idOf } from '../testing/builders.js';
import { found } from '../testing/found.js';
import { indexRebuildContract } from '../testing/index-rebuild.contract.js';
import { searchIndexContract } from '../testing/search-index.contract.js';
import { openElasticIndex } from './open-elastic-index.js';
import { rebuildElasticIndex } from './rebuild-elastic-index.js';

const url = process.env.TEST_ELASTICSEARCH_URL;
if (!url) throw new Error('TEST_ELASTICSEARCH_URL is not set: start the servers with scripts/services.sh.');

const optionsAt = (place: string) => ({ nodes: [url], prefix: `rostra-spec-${place}` });

searchIndexContract('Elasticsearch', (place) => openElasticIndex(optionsAt(place)));
indexRebuildContract('Elasticsearch', (place) => ({
  open: () => openElasticIndex(optionsAt(place)),
  rebuild: () => rebuildElasticIndex(optionsAt(place)),
}));

describe('rebuilding the index in Elasticsearch beside other processes', () => {
  let client: Client;
  beforeAll(() => {
    client = new Client({ node: url });
  });
  afterAll(() => client.close());

  /** An index of this make behind both names, or of somebody else's. */
  async function indexOfSchema(prefix: string, schema: number | null): Promise<void> {
    const mappings = { dynamic: false, ...(schema !== null && { _meta: { rostra: { schema } } }) } as const;
    await client.indices.create({ index: `${prefix}-v0-000007`, mappings, aliases: { [`${prefix}-read`]: {}, [`${prefix}-write`]: {} } });
  }

  it('lets an index that is open in another process write to the new one once it has taken over', async () => {
    const options = optionsAt(randomUUID());
    const other = await openElasticIndex(options);
    await other.upsert([anEntry({ speechId: idOf(1) })]);
    const rebuild = await rebuildElasticIndex(options);
    await other.upsert([anEntry({ speechId: idOf(2) })]);
    expect(await found(rebuild.index, '')).toEqual([]);
    await rebuild.takeOver(false);
    await other.upsert([anEntry({ speechId: idOf(3) })]);
    expect(await found(rebuild.index, '')).toEqual([3]);
    expect((await rebuild.removeReplaced()).removed).toEqual([`${options.prefix}-v1-000001`]);
    expect(await found(other, '')).toEqual([3]);
    await rebuild.close();
    await other.close();
  });

  it('tells by its name that it was made anew, to a process that had no part in that', async () => {
    const options = optionsAt(randomUUID());
    const [one, other] = [await openElasticIndex(options), await openElasticIndex(options)];
    const before = await other.identity();
    expect([before, await one.identity()]).toEqual([expect.stringMatching(/\S/), before]);
    await client.indices.delete({ index: `${options.prefix}-v1-000001` });
    await expect(one.ping()).rejects.toThrow(TryLater);
    await one.ping();
    await one.close();
    expect(await other.identity()).not.toBe(before);
    await other.close();
  });

  it('is refused to another archive, and marked by the first that names itself', async () => {
    const options = optionsAt(randomUUID());
    await (await openElasticIndex(options)).close();
    for (let time = 0; time < 2; time += 1) await (await openElasticIndex({ ...options, archiveId: 'one' })).close();
    const other = { ...options, archiveId: 'other' };
    await expect(openElasticIndex(other)).rejects.toThrow(/that of another archive.* Set ELASTICSEARCH_PREFIX/);
    await expect(rebuildElasticIndex(other)).rejects.toThrow(/that of another archive/);
    const rebuild = await rebuildElasticIndex({ ...options, archiveId: 'one' });
    await rebuild.takeOver(false);
    await rebuild.close();
    await expect(openElasticIndex(other)).rejects.toThrow(/that of another archive/);
  });

  it('does not count as answering while it takes no writes, and goes on being searched', async () => {
    const options = optionsAt(randomUUID());
    const index = await openElasticIndex(options);
    await index.upsert([anEntry({ speechId: idOf(1) })]);
    const blocks = (on: boolean) =>
      client.indices.putSettings({ index: `${options.prefix}-write`, settings: { index: { blocks: { read_only_allow_delete: on } } } });
    await blocks(true);
    await expect(index.ping()).rejects.toThrow(/takes no writes for now: the index has index.blocks.read_only_allow_delete/);
    expect(await found(index, '')).toEqual([1]);
    await blocks(false);
    await index.ping();
    await index.close();
  });

  it('names an index of an older make with its remedy, and is that remedy', async () => {
    const options = optionsAt(randomUUID());
    await indexOfSchema(options.prefix, 0);
    await expect(openElasticIndex(options)).rejects.toThrow(
      /-v0-000007 .+ is of schema 0, and this Rostra writes \d+\. .+: rostra reindex$/,
    );
    const rebuild = await rebuildElasticIndex(options);
    expect(rebuild.name).toMatch(/-000008$/);
    await rebuild.index.upsert([anEntry()]);
    await rebuild.takeOver(false);
    await rebuild.removeReplaced();
    await rebuild.close();
    const opened = await openElasticIndex(options);
    expect(await found(opened, '')).toEqual([1]);
    await opened.close();
  });

  it.each([
    [99, 'a newer make', /Run the newer version/],
    [null, 'somebody else', /was not made by Rostra/],
  ])('takes the place of no index of schema %p, of %s', async (schema, _whose, sentence) => {
    const options = optionsAt(randomUUID());
    await indexOfSchema(options.prefix, schema);
    await expect(openElasticIndex(options)).rejects.toThrow(sentence);
    await expect(rebuildElasticIndex(options)).rejects.toThrow(sentence);
  });

  it('removes what an interrupted one has left, also after the take-over', async () => {
    const options = optionsAt(randomUUID());
    const first = await rebuildElasticIndex(options);
    await first.takeOver(false);
    const second = await rebuildElasticIndex(options);
    await second.takeOver(false);
    await second.close();
    const third = await rebuildElasticIndex(options);
    const left = Object.keys(await client.indices.getAlias({ index: `${options.prefix}-v*` }));
    expect(left.toSorted()).toEqual([second.name, third.name]);
    await third.close();
    await first.close();
  });
});
