import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BlobStore, openFileBlobs } from '#blobs';
import { type CaptureHints, type PageResult, type ReparseReport, TryLater, Unprocessable } from '#domain';
import { parsePage } from '#parsing';
import { openEmbeddedIndex, parseQuery, type SearchIndex } from '#search';
import type { Reparses, Store } from '#store';
import { openTestStore } from '#store/testing';
import { acceptPush } from './accept.js';
import { announceDocuments } from './announce-documents.js';
import { Gate } from './gate.js';
import { indexDocuments } from './index-documents.js';
import { Leases } from './leases.js';
import { parseDocument } from './parse-document.js';
import { type ReparseDeps, reparseStep } from './reparse.js';

const text = (town: string): string =>
  ['在', town, '会议上的讲话\n同志们：\n一、', town, '的产业\n茶园增加了三成。\n二、', town, '的水渠\n水渠修到了田头。\n'].join('');

/** The present parser with one rule changed: titles end with a mark, and one town's page is refused. */
const parserOf = (version: string, mark: string): ReparseDeps['parser'] => ({
  version,
  inBackground: 2,
  async parse(bytes: Uint8Array, hints: CaptureHints): Promise<PageResult> {
    const page = await parsePage(bytes, hints);
    if (mark !== '' && page.title?.includes('石桥')) throw new Unprocessable('unsupported-format', 'Not this one.');
    return { ...page, parserVersion: version, speeches: page.speeches.map((speech) => ({ ...speech, title: speech.title + mark })) };
  },
});

describe('reparsing', () => {
  let opened: Awaited<ReturnType<typeof openTestStore>>;
  let store: Store;
  let blobs: BlobStore;
  let index: SearchIndex;
  let folder: string;

  beforeAll(async () => {
    opened = await openTestStore();
    store = opened.store;
    folder = await mkdtemp(join(tmpdir(), 'rostra-reparse-'));
    blobs = await openFileBlobs(join(folder, 'blobs'));
    index = await openEmbeddedIndex({ dataDir: folder });
  }, 60_000);
  afterAll(async () => {
    await index.close();
    await blobs.close();
    await opened.close();
    await rm(folder, { recursive: true, force: true });
  });

  const leases = () =>
    new Leases(store.documents, (error) => {
      throw error;
    });
  const room = () => ({ documents: store.documents, worker: 'spec', gate: new Gate(), leases: leases() });

  async function push(town: string): Promise<string> {
    const body = Buffer.from(text(town));
    const capture = { url: `https://${town}.example/`, body, fileName: null, contentType: 'text/plain', headers: {}, capturedAt: null };
    const { document } = await acceptPush(
      { ...capture, source: 'push', idempotencyKey: null },
      { documents: store.documents, blobs, clock: () => new Date() },
    );
    const job = { documentId: document.id, revision: document.revision };
    const parser = parserOf('1', '');
    await parseDocument(job, {
      ...room(),
      blobs,
      siteRules: store.siteRules,
      parser: { parse: parser.parse, parseAgain: parser.parse, parseApart: parser.parse },
    });
    await flow();
    return document.id;
  }

  /** Indexer and announcer take what waits for them. */
  async function flow(): Promise<void> {
    for (let rows = await store.outbox.take(500); rows.length > 0; rows = await store.outbox.take(500)) {
      await store.outbox.sent(rows.map(({ id }) => id));
      const jobs = (name: string) => rows.filter((row) => row.room === name).map(({ job }) => job);
      await indexDocuments(jobs('indexer'), { ...room(), index });
      await announceDocuments(jobs('announcer'), { ...room(), index, blobs });
    }
  }

  /** Steps until the run is in this state; a step that throws is a process that died: another one takes over. */
  async function through(id: string, state: string, parser: ReparseDeps['parser'], reparses: () => Reparses): Promise<ReparseReport> {
    let process = 0;
    for (;;) {
      const report = await store.reparses.report(id);
      if (report?.state === state || report?.state === 'closed') return report;
      const token = `00000000-0000-4000-8000-${String(process).padStart(12, '0')}`;
      await reparseStep({ reparses: reparses(), blobs, siteRules: store.siteRules, parser, token }).catch(() => {
        process += 1;
        return store.reparses.releaseAbandoned();
      });
      await flow();
    }
  }

  /** The store's verbs, of which each dies once before it is done and once after: TryLater leaves a step as a death would. */
  function dying(): () => Reparses {
    const calls = new Map<string | symbol, number>();
    const mortal = new Set(['toCompare', 'saveCandidate', 'comparedTo', 'switchSome', 'switched']);
    const verb =
      (name: string | symbol, work: (...given: unknown[]) => Promise<unknown>) =>
      async (...given: unknown[]) => {
        const call = (calls.get(name) ?? 0) + 1;
        calls.set(name, call);
        if (call === 1) throw new TryLater(1, 'killed before');
        const answer = await work(...given);
        if (call === 2) throw new TryLater(1, 'killed after');
        return answer;
      };
    const proxy = new Proxy(store.reparses, {
      get(target, name) {
        const work = Reflect.get(target, name);
        if (typeof work !== 'function') return work;
        return mortal.has(String(name)) ? verb(name, work.bind(target)) : work.bind(target);
      },
    });
    return () => proxy;
  }

  const events = async (ids: readonly string[]) =>
    (await store.events.after(0, 1_000))
      .filter(({ data }) => ids.includes(data.documentId))
      .map(({ type, data }) => `${type.replace('rostra.speech.', '')} ${data.title}`);
  const found = async (query: string) => (await index.search({ query: parseQuery(query) })).hits.length;

  it('comes to the same end however often its process dies, and back', async () => {
    const ids = [await push('青禾镇'), await push('霁川县'), await push('石桥镇')];
    const before = await events(ids);
    const newer = parserOf('2', '（新）');
    const { id } = await store.reparses.start('outdated', '2');
    const dryRun = await through(id, 'compared', newer, dying());
    expect(dryRun.counts).toMatchObject({ same: 0, changed: 2, failing: 1, newSpeeches: 0, vanishedSpeeches: 0 });
    expect(dryRun).toMatchObject({ kinds: { title: 2 }, failures: [{ documentId: ids[2], message: 'Not this one.' }] });
    expect(await events(ids)).toEqual(before);

    await store.reparses.apply(id, '2');
    expect((await through(id, 'applied', newer, dying())).counts).toMatchObject({ applied: 2, overtaken: 0 });
    const after = (await events(ids)).slice(before.length);
    expect(after.toSorted()).toEqual(['青禾镇', '霁川县'].map((town) => `reparsed 在${town}会议上的讲话（新）`).toSorted());
    expect(await found('title:（新）')).toBe(2);

    await store.reparses.rollBack(id);
    expect((await through(id, 'rolledBack', newer, dying())).counts).toMatchObject({ applied: 0, rolledBack: 2 });
    expect((await events(ids)).slice(before.length + after.length)).toHaveLength(2);
    expect(await found('title:（新）')).toBe(0);
  }, 60_000);

  it('gives up a dry run that another parser version began, and sweeps away what closed runs have left', async () => {
    await push('砚溪镇');
    const { id } = await store.reparses.start('outdated', '3');
    expect(await through(id, 'compared', parserOf('4', ''), () => store.reparses)).toMatchObject({ state: 'closed' });
    const token = '00000000-0000-4000-8000-000000000000';
    let steps = 0;
    while (await reparseStep({ reparses: store.reparses, blobs, siteRules: store.siteRules, parser: parserOf('4', ''), token })) steps += 1;
    expect(steps).toBeLessThan(10);
  }, 60_000);

  it('calls a document failing when the process has died three times with it alone, and goes on', async () => {
    const id = await push('澄江镇');
    const run = await store.reparses.start('all', '5');
    const parser = parserOf('5', '');
    const deadly: ReparseDeps['parser'] = {
      ...parser,
      parse(bytes, hints) {
        if (Buffer.from(bytes).includes('澄江')) throw new TryLater(1, 'died');
        return parser.parse(bytes, hints);
      },
    };
    const { counts, failures } = await through(run.id, 'compared', deadly, () => store.reparses);
    expect(counts.failing).toBe(1);
    expect(failures[0]?.message).toContain('died 3 times');
    expect((await store.documents.get(id))?.parserVersion).toBe('1');
  }, 60_000);
});
