import { setTimeout as sleep } from 'node:timers/promises';
import { Server } from '../server/server.js';
import { searchShape } from '../server/shapes.js';
import { percentile, rounded } from './figures.js';
import { type GeneratedPage, generatePage } from './generate-pages.js';
import { Arrivals, pushPages, queryFrom, searchSteadily } from './load.js';
import type { OwnServer } from './own-server.js';
import { randomFrom } from './random.js';

const PUSH_AT_ONCE = 4;
const SEARCH_PAUSE_MS = 100;
/** Single pushes after the flood: what one person waits for. */
const SINGLES = 20;
const PROOFS = 25;

export interface RoundRequest {
  readonly pages: number;
  readonly seed: number;
  readonly characters: number;
}

/** Figures of one round; times in ms, memory in MB. */
export interface Round {
  readonly docsPerSecond: number;
  /** Processor time of the server, which a busy machine disturbs least. */
  readonly cpuPerPage: number;
  readonly searchableP50: number;
  readonly searchableP99: number;
  readonly singleP50: number;
  readonly singleP99: number;
  readonly searchP50: number;
  readonly searchP95: number;
  readonly searches: number;
  readonly peakMemory: number;
  readonly startMemory: number;
}

interface Run extends RoundRequest {
  readonly own: OwnServer;
  readonly server: Server;
  readonly arrivals: Arrivals;
  pageAt(number: number): GeneratedPage;
}

/** Pushes the pages as fast as the server takes them, then single ones. Throws when one does not arrive or is not found. */
export async function measureRound(own: OwnServer, { pages, seed, characters }: RoundRequest): Promise<Round> {
  const server = new Server(own.base);
  const arrivals = new Arrivals(server);
  const pageAt = (number: number) => generatePage({ seed, number, characters });
  const run: Run = { own, server, arrivals, pages, seed, characters, pageAt };
  await arrivals.start();
  try {
    const flood = await measureFlood(run);
    await prove(run);
    const singles = await measureSingles(run);
    const memory = { peakMemory: megabytes(await own.peakMemory()), startMemory: megabytes(own.startMemory) };
    return { ...flood, singleP50: at(0.5, singles), singleP99: at(0.99, singles), ...memory };
  } finally {
    arrivals.stop();
  }
}

async function measureFlood(run: Run) {
  const { own, server, arrivals, pages, seed, pageAt } = run;
  const random = randomFrom(seed);
  const stop = new AbortController();
  const searching = searchSteadily(server, () => queryFrom(pageAt(random.whole(pages)), random), SEARCH_PAUSE_MS, stop.signal);
  searching.catch(() => undefined);
  const cpuBefore = await own.cpuSeconds();
  const begin = performance.now();
  const pushed = await pushPages(server, numbered(run), PUSH_AT_ONCE);
  const times = await arrivals.of([...pushed.keys()]);
  stop.abort();
  const searches = await searching;
  const waits = [...pushed.values()].map((pushedAt, index) => (times[index] ?? Number.NaN) - pushedAt);
  return {
    docsPerSecond: Number(((pages * 1_000) / (times.reduce((a, b) => Math.max(a, b)) - begin)).toFixed(1)),
    cpuPerPage: Number((((await own.cpuSeconds()) - cpuBefore) * (1_000 / pages)).toFixed(1)),
    searchableP50: at(0.5, waits),
    searchableP99: at(0.99, waits),
    searchP50: at(0.5, searches, 1),
    searchP95: at(0.95, searches, 1),
    searches: searches.length,
  };
}

/** One page at a time, the next when the one before has arrived. */
async function measureSingles({ server, arrivals, pages, pageAt }: Run): Promise<number[]> {
  const waits: number[] = [];
  for (let single = 0; single < SINGLES; single += 1) {
    for (const [id, pushedAt] of await pushPages(server, [pageAt(pages + single)], 1)) {
      const [arrivedAt = Number.NaN] = await arrivals.of([id]);
      waits.push(arrivedAt - pushedAt);
    }
    await sleep(50);
  }
  return waits;
}

/** What has arrived is found by the phrase that only this page has. */
async function prove({ server, pages, pageAt }: Run): Promise<void> {
  const proofs = Math.min(PROOFS, pages);
  for (let proof = 0; proof < proofs; proof += 1) {
    const { phrase, title } = pageAt(Math.floor((proof * pages) / proofs));
    const { total, hits } = await server.get(searchShape, '/api/v1/search', { q: phrase });
    if (total !== 1 || hits[0]?.title !== title)
      throw new Error(`A search for ${phrase} found ${total} speeches instead of the one ${title}`);
  }
}

function* numbered({ pages, pageAt }: Run): Generator<GeneratedPage> {
  for (let number = 0; number < pages; number += 1) yield pageAt(number);
}

const at = (share: number, values: readonly number[], digits = 0): number => rounded(percentile(values, share), digits) ?? Number.NaN;
const megabytes = (bytes: number): number => Math.round(bytes / 1_048_576);
