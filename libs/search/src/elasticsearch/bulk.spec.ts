import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Client } from '@elastic/elasticsearch';
import { TryLater, Unprocessable } from '#domain';
import { writeInBulk } from './bulk.js';

type Verdict = { readonly status: number; readonly error?: { readonly type: string; readonly reason: string } };

/** A far side that answers each document by a script: the verdicts of its first, second … time. */
describe('writing in bulk', () => {
  let server: Server;
  let client: Client;
  let script: Readonly<Record<string, readonly Verdict[]>>;
  let requests: string[][];

  beforeEach(async () => {
    script = {};
    requests = [];
    const times = new Map<string, number>();
    server = createServer(async (request, response) => {
      response.setHeader('x-elastic-product', 'Elasticsearch');
      response.setHeader('content-type', 'application/json');
      if (!request.url?.startsWith('/_bulk')) return response.end('{}');
      const lines = (await text(request)).trimEnd().split('\n');
      const ids = lines.filter((_, at) => at % 2 === 0).map((line) => String(JSON.parse(line).index._id));
      requests.push(ids);
      const items = ids.map((id) => {
        const time = times.get(id) ?? 0;
        times.set(id, time + 1);
        const verdicts = script[id] ?? [{ status: 201 }];
        return { index: { _id: id, ...(verdicts[time] ?? verdicts.at(-1)) } };
      });
      return response.end(JSON.stringify({ took: 1, errors: true, items }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    client = new Client({ node: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, maxRetries: 0 });
  });

  afterEach(async () => {
    await client.close();
    server.close();
  });

  const write = (ids: readonly string[], options = {}) =>
    writeInBulk(
      client,
      ids.map((id) => ({ id, version: 2, document: { text: 'x'.repeat(50) } })),
      { index: 'speeches-write', pausesMs: [1, 1], ...options },
    );
  const overload: Verdict = { status: 429, error: { type: 'es_rejected_execution_exception', reason: 'queue is full' } };

  it('takes a newer version that is there already for done', async () => {
    script = { b: [{ status: 409, error: { type: 'version_conflict_engine_exception', reason: 'newer' } }] };
    await expect(write(['a', 'b'])).resolves.toBeUndefined();
    expect(requests).toEqual([['a', 'b']]);
  });

  it('gives again what was put off, and only that', async () => {
    script = { b: [overload, overload, { status: 200 }] };
    await write(['a', 'b', 'c']);
    expect(requests).toEqual([['a', 'b', 'c'], ['b'], ['b']]);
  });

  it('refuses a document that is larger than all the engine may have in hand, and tries its neighbours each alone', async () => {
    const reason = 'rejected execution of primary operation [primary_operation_bytes=139812544, max_primary_bytes=53687091]';
    const tooLarge: Verdict = { status: 429, error: { type: 'es_rejected_execution_exception', reason } };
    script = { a: [tooLarge], b: [tooLarge, tooLarge] };
    await expect(write(['a', 'b'])).rejects.toMatchObject({ name: 'Unprocessable', code: 'index-refused' });
    expect(requests).toEqual([['a', 'b'], ['a'], ['b']]);
  });

  it('asks for patience when the overload lasts', async () => {
    script = { a: [overload] };
    await expect(write(['a'])).rejects.toThrow(TryLater);
  });

  it('names a write block with its remedy', async () => {
    script = { a: [{ status: 403, error: { type: 'cluster_block_exception', reason: 'disk usage exceeded flood-stage watermark' } }] };
    await expect(write(['a'])).rejects.toThrow(/takes no writes.*disk/);
  });

  it('refuses one document for good with the engine’s reason, after the others are through', async () => {
    script = {
      b: [{ status: 400, error: { type: 'document_parsing_exception', reason: 'failed to parse field [year]' } }],
      c: [overload, { status: 200 }],
    };
    const refused = write(['a', 'b', 'c']);
    await expect(refused).rejects.toThrow(Unprocessable);
    await expect(refused).rejects.toThrow(/failed to parse field/);
    expect(requests).toEqual([['a', 'b', 'c'], ['c']]);
  });

  it('splits by bytes, and lets a single large document go alone', async () => {
    await write(['a', 'b', 'c'], { maxBytes: 400 });
    expect(requests).toEqual([['a', 'b'], ['c']]);
    requests.length = 0;
    await write(['a', 'b'], { maxBytes: 10 });
    expect(requests).toEqual([['a'], ['b']]);
  });

  it('asks for patience while nobody answers', async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await expect(write(['a'])).rejects.toThrow(/cannot be reached/);
  });
});
