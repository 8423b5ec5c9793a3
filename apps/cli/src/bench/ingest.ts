import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT, type ExitCode } from '../exit.js';
import { Server } from '../server/server.js';
import { searchShape } from '../server/shapes.js';
import type { Output } from '../terminal/output.js';
import { tableLines } from '../terminal/table.js';
import { median, percentile, rounded } from './figures.js';
import { type GeneratedPage, generatePage } from './generate-pages.js';
import { Arrivals, pushPages, queryFrom, searchSteadily } from './load.js';
import { type OwnServer, startOwnServer } from './own-server.js';
import { randomFrom } from './random.js';

const PUSH_AT_ONCE = 4;
const SEARCH_PAUSE_MS = 100;
/** Single pushes after the flood: what one person waits for. */
const SINGLES = 20;
const PROOFS = 25;

export interface BenchOptions {
  readonly pages: number;
  readonly rounds: number;
  readonly seed: number;
  readonly characters: number;
  readonly output: Output;
  readonly notes: Output;
}

/** Figures of one round; times in ms, memory in MB. */
interface Round {
  readonly docsPerSecond: number;
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

/**
 * Pushes generated pages through the whole flow of a server of its own, as fast as it takes them, while another client searches steadily.
 * Prints a table and one line of JSON. Throws when a page does not arrive or a search does not find what arrived.
 */
export async function benchIngest(options: BenchOptions): Promise<ExitCode> {
  const { pages, rounds, seed, characters, output, notes } = options;
  const results: Round[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    await notes.line(`Round ${round} of ${rounds}: ${pages} pages of ${characters} characters, seed ${seed + round - 1}`);
    const server = await startOwnServer();
    try {
      results.push(await measure(server, { ...options, seed: seed + round - 1 }));
    } finally {
      await server.stop();
    }
  }
  for (const line of tableLines(COLUMNS, results.map(cells))) await output.line(line);
  const figures = Object.fromEntries(FIGURES.map((name) => [name, median(results.map((round) => round[name]))]));
  const machine = { node: process.version, cores: availableParallelism() };
  await output.line(JSON.stringify({ bench: 'ingest', pages, characters, seed, rounds, ...machine, ...figures, each: results }));
  return EXIT.done;
}

async function measure(own: OwnServer, { pages, seed, characters }: BenchOptions): Promise<Round> {
  const server = new Server(own.base);
  const pageAt = (number: number) => generatePage({ seed, number, characters });
  const arrivals = new Arrivals(server);
  await arrivals.start();
  try {
    const flood = await measureFlood(server, arrivals, pageAt, pages, seed);
    await prove(server, pageAt, pages);
    const singles = await measureSingles(
      server,
      arrivals,
      Array.from({ length: SINGLES }, (_, index) => pageAt(pages + index)),
    );
    return {
      ...flood,
      singleP50: at(0.5, singles),
      singleP99: at(0.99, singles),
      peakMemory: megabytes(await own.peakMemory()),
      startMemory: megabytes(own.startMemory),
    };
  } finally {
    arrivals.stop();
  }
}

async function measureFlood(server: Server, arrivals: Arrivals, pageAt: (number: number) => GeneratedPage, count: number, seed: number) {
  const random = randomFrom(seed);
  const stop = new AbortController();
  const searching = searchSteadily(server, () => queryFrom(pageAt(random.whole(count)), random), SEARCH_PAUSE_MS, stop.signal);
  searching.catch(() => undefined);
  const begin = performance.now();
  const pushed = await pushPages(server, numbered(count, pageAt), PUSH_AT_ONCE);
  const times = await arrivals.of([...pushed.keys()]);
  stop.abort();
  const waits = [...pushed.values()].map((pushedAt, index) => (times[index] ?? Number.NaN) - pushedAt);
  const searches = await searching;
  return {
    docsPerSecond: rounded((count * 1_000) / (Math.max(...times) - begin), 1) ?? Number.NaN,
    searchableP50: at(0.5, waits),
    searchableP99: at(0.99, waits),
    searchP50: at(0.5, searches, 1),
    searchP95: at(0.95, searches, 1),
    searches: searches.length,
  };
}

/** One page at a time, the next when the one before has arrived. */
async function measureSingles(server: Server, arrivals: Arrivals, pages: readonly GeneratedPage[]): Promise<number[]> {
  const waits: number[] = [];
  for (const page of pages) {
    for (const [id, pushedAt] of await pushPages(server, [page], 1)) waits.push(Math.max(...(await arrivals.of([id]))) - pushedAt);
    await sleep(50);
  }
  return waits;
}

/** What has arrived is found by the phrase that only this page has. */
async function prove(server: Server, pageAt: (number: number) => GeneratedPage, count: number): Promise<void> {
  for (let proof = 0; proof < Math.min(PROOFS, count); proof += 1) {
    const { phrase, title } = pageAt(Math.floor((proof * count) / Math.min(PROOFS, count)));
    const { total, hits } = await server.get(searchShape, '/api/v1/search', { q: phrase });
    if (total !== 1 || hits[0]?.title !== title)
      throw new Error(`A search for ${phrase} found ${total} speeches instead of the one ${title}`);
  }
}

function* numbered(count: number, pageAt: (number: number) => GeneratedPage): Generator<GeneratedPage> {
  for (let number = 0; number < count; number += 1) yield pageAt(number);
}

const at = (share: number, values: readonly number[], digits = 0): number => rounded(percentile(values, share), digits) ?? Number.NaN;

const megabytes = (bytes: number): number => Math.round(bytes / 1_048_576);

const FIGURES = [
  'docsPerSecond',
  'searchableP50',
  'searchableP99',
  'singleP50',
  'singleP99',
  'searchP50',
  'searchP95',
  'searches',
  'peakMemory',
  'startMemory',
] as const;

const COLUMNS = ['docs/s', 'searchable p50', 'p99', 'single p50', 'p99', 'search p50', 'p95', 'searches', 'peak memory', 'at start'].map(
  (head) => ({
    head,
    align: 'right' as const,
  }),
);

const UNITS: Readonly<Record<(typeof FIGURES)[number], string>> = {
  docsPerSecond: '',
  searchableP50: ' ms',
  searchableP99: ' ms',
  singleP50: ' ms',
  singleP99: ' ms',
  searchP50: ' ms',
  searchP95: ' ms',
  searches: '',
  peakMemory: ' MB',
  startMemory: ' MB',
};

const cells = (round: Round): string[] => FIGURES.map((name) => `${round[name]}${UNITS[name]}`);
