import type { PageResult } from '#domain';
import { openGuardedClient } from '#fetching';
import { ParserPool } from '#pipeline';
import { loadConfig } from '#platform';
import { openS3Blobs } from '#blobs';
import { openElasticIndex, type SearchEntry } from '#search';
import { announceStage, fetchStage, indexStage, parseStage, type StageContract } from '#stages';
import { type Claim, type NewCapture, openStore, type Store } from '#store';
import { inParallel } from '../../inputs/in-parallel.js';
import { htmlPage } from './html-page.js';
import { addressAt, type SiteRequest } from './site.js';
import { type StageTimes, Stopwatch, type Timed } from './stopwatch.js';

export interface StagesRequest extends SiteRequest {
  readonly site: string;
}

const FETCHES = 8;
const BATCH = 32;

/** Each kind of work alone, one after the other, with the code the rooms run and none of the others at work; engines are those of the settings. */
export async function runStages(request: StagesRequest): Promise<StageTimes> {
  const numbers = Array.from({ length: request.pages }, (_, number) => number);
  const pages = numbers.map((number) => Buffer.from(htmlPage({ ...request, number }).html));
  const captures = numbers.map((number) => captureOf(addressAt(request.site, number)));
  const fetch = await fetchAll(request);
  const kept = await keepAll(pages, captures);
  const parsed = await parseAll(pages, captures);
  const stored = await storeAll(captures, kept.names, pages, parsed.results);
  if (stored.entries.length === 0) throw new Error('The parser found no speech in the pages.');
  const index = await indexAll(stored.entries);
  return { fetch, keep: kept.times, parse: parsed.times, database: stored.times, index };
}

const captureOf = (url: string) => ({
  source: 'push',
  key: url,
  url,
  finalUrl: url,
  fileName: null,
  contentType: 'text/html; charset=utf-8',
  headers: { 'content-type': 'text/html; charset=utf-8' },
});
type Known = ReturnType<typeof captureOf>;

async function fetchAll({ site, pages }: StagesRequest): Promise<Timed> {
  const client = openGuardedClient({ allowPrivate: true });
  const stopwatch = new Stopwatch();
  await inParallel(Array(pages).keys(), FETCHES, async (number) => {
    await client.get(addressAt(site, number));
  });
  const times = stopwatch.stop(pages);
  await client.close();
  return times;
}

async function keepAll(pages: readonly Buffer[], captures: readonly Known[]) {
  const { blobs } = loadConfig();
  if (blobs.kind !== 'server') throw new Error('BLOBS_URL: name the bucket of the bench.');
  const store = await openS3Blobs({ place: blobs.place, region: blobs.region, ca: null });
  const names = new Map<number, string>();
  const stopwatch = new Stopwatch();
  await inParallel(pages.entries(), FETCHES, async ([number, page]) => {
    const now = new Date().toISOString();
    const { sha256 } = await store.put(page, { ...(captures[number] as Known), capturedAt: now, receivedAt: now });
    names.set(number, sha256);
  });
  const times = stopwatch.stop(pages.length);
  await store.close();
  return { times, names };
}

async function parseAll(pages: readonly Buffer[], captures: readonly Known[]) {
  const { parser } = loadConfig();
  const pool = new ParserPool(parser);
  const results = new Map<number, PageResult>();
  const stopwatch = new Stopwatch();
  await inParallel(pages.entries(), parser.threads * 2, async ([number, page]) => {
    results.set(number, await pool.parse(page, captures[number] as Known));
  });
  const times = stopwatch.stop(pages.length);
  await pool.close();
  return { times, results };
}

/** Every statement that the rooms send, with their batches; wake-ups are taken and ticked off as if there were a queue. */
async function storeAll(
  captures: readonly Known[],
  names: ReadonlyMap<number, string>,
  pages: readonly Buffer[],
  results: ReadonlyMap<number, PageResult>,
) {
  const store = await openStore(loadConfig().database);
  const ids = new Map<string, number>();
  const entries: SearchEntry[] = [];
  const stopwatch = new Stopwatch();
  await inParallel(captures.entries(), FETCHES, async ([number, { source, key, url }]) => {
    const { document } = await store.documents.acceptUrl({ source, key, url });
    ids.set(document.id, number);
  });
  const capture = (number: number): NewCapture => ({
    ...(captures[number] as Known),
    sha256: names.get(number) ?? '',
    size: pages[number]?.byteLength ?? 0,
    capturedAt: new Date(),
  });
  const rooms: readonly Room[] = [
    {
      stage: fetchStage,
      size: 1,
      work: async ([claim]) => {
        if (claim) await store.documents.saveFetched(claim, capture(ids.get(claim.documentId) ?? 0), 1);
      },
    },
    {
      stage: parseStage,
      size: 1,
      work: async ([claim]) => {
        if (!claim) return;
        const kept = await store.documents.captureOf(claim.documentId, claim.revision);
        await store.siteRules.setOf(kept?.site ?? null);
        await store.documents.saveParsed(claim, results.get(ids.get(claim.documentId) ?? 0) as PageResult, 1);
      },
    },
    {
      stage: indexStage,
      size: BATCH,
      work: async (claims) => {
        for await (const part of store.documents.toIndex(claims))
          entries.push(...part.flatMap(({ upsert }) => upsert.map(({ id, ...speech }) => ({ speechId: id, ...speech }))));
        await store.documents.saveIndexed(claims, 1);
      },
    },
    {
      stage: announceStage,
      size: BATCH,
      work: async (claims) => {
        await store.documents.expectedVersions(claims);
        await store.documents.announce(claims, 1);
      },
    },
  ];
  await untilQuiet(store, rooms);
  const times = stopwatch.stop(captures.length);
  await store.close();
  return { times, entries };
}

interface Room {
  readonly stage: StageContract;
  /** Documents of one batch. */
  readonly size: number;
  work(claims: readonly Claim[]): Promise<void>;
}

/** Until no wake-up is left. */
async function untilQuiet(store: Store, rooms: readonly Room[]): Promise<void> {
  for (;;) {
    const rows = await store.outbox.take(200);
    if (rows.length === 0) return;
    for (const { stage, size, work } of rooms) {
      const jobs = rows.filter(({ room }) => room === stage.room).map(({ job }) => job);
      const batches = Array.from({ length: Math.ceil(jobs.length / size) }, (_, at) => jobs.slice(at * size, (at + 1) * size));
      await inParallel(batches, size === 1 ? FETCHES : 1, async (batch) => {
        const { claims } = await store.documents.claim(stage, batch, 'bench');
        await work(claims);
      });
    }
    await store.outbox.sent(rows.map(({ id }) => id));
  }
}

async function indexAll(entries: readonly SearchEntry[]): Promise<Timed> {
  const { search } = loadConfig();
  if (search.kind !== 'server') throw new Error('ELASTICSEARCH_URL: name the server of the bench.');
  const index = await openElasticIndex({ nodes: search.nodes, prefix: search.prefix });
  const stopwatch = new Stopwatch();
  for (let from = 0; from < entries.length; from += BATCH) await index.upsert(entries.slice(from, from + BATCH));
  const times = stopwatch.stop(entries.length);
  await index.close();
  return times;
}
