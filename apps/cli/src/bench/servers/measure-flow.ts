import { setTimeout as sleep } from 'node:timers/promises';
import { Server } from '../../server/server.js';
import { acceptedShape, searchShape } from '../../server/shapes.js';
import { inParallel } from '../../inputs/in-parallel.js';
import { percentile, rounded } from '../figures.js';
import { Arrivals } from '../load.js';
import { htmlPage } from './html-page.js';
import type { Measured, OwnArchive } from './own-apps.js';
import { addressAt, type SiteRequest } from './site.js';
import { timed } from './stopwatch.js';

const GIVEN_AT_ONCE = 8;
const PROOFS = 25;

/** Of the pages of a round, so many more are given at half load. */
const HALF_LOAD_SHARE = 4;

/** Figures of one flow; times in ms, memory in MB, processor time in seconds per 1,000 pages. */
export interface FlowFigures {
  readonly docsPerSecond: number;
  /** Over all its processes. */
  readonly cpuPerThousand: number;
  readonly cpuByProcess: Readonly<Record<string, number>>;
  readonly peakByProcess: Readonly<Record<string, number>>;
  readonly cpuByServer: Readonly<Record<string, number>>;
  readonly halfLoadP50: number;
  readonly halfLoadP95: number;
}

export interface FlowRequest extends SiteRequest {
  readonly site: string;
  /** Processor time of the servers beneath so far, in seconds. */
  serverSeconds(): Promise<Readonly<Record<string, number>>>;
}

/**
 * Gives all pages by their addresses as fast as they are taken, until the event log has told of each, then more at half the rate that this had.
 * Throws when a page does not arrive or a search does not find it.
 */
export async function measureFlow(archive: OwnArchive, request: FlowRequest): Promise<FlowFigures> {
  const server = new Server(archive.base);
  const arrivals = new Arrivals(server);
  await arrivals.start();
  try {
    const before = await secondsBy(archive.processes);
    const serversBefore = await request.serverSeconds();
    const begin = performance.now();
    const given = new Map<string, number>();
    await inParallel(Array(request.pages).keys(), GIVEN_AT_ONCE, async (number) => {
      given.set(await give(server, request, number), performance.now());
    });
    const arrived = await arrivals.of([...given.keys()]);
    const seconds = (arrived.reduce((a, b) => Math.max(a, b)) - begin) / 1_000;
    const cpuByProcess = perThousand(before, await secondsBy(archive.processes), request.pages);
    const cpuByServer = perThousand(serversBefore, await request.serverSeconds(), request.pages);
    await prove(server, request);
    const cpu = Object.values(cpuByProcess).reduce((sum, one) => sum + one, 0);
    const { docsPerSecond } = timed(request.pages, seconds, 0);
    const waits = await atHalfLoad(server, arrivals, request, docsPerSecond / 2);
    return {
      docsPerSecond,
      cpuPerThousand: Number(cpu.toFixed(2)),
      cpuByProcess,
      cpuByServer,
      peakByProcess: await peaksOf(archive.processes),
      halfLoadP50: rounded(percentile(waits, 0.5)) ?? Number.NaN,
      halfLoadP95: rounded(percentile(waits, 0.95)) ?? Number.NaN,
    };
  } finally {
    arrivals.stop();
  }
}

async function give(server: Server, { site }: FlowRequest, number: number): Promise<string> {
  const { id } = await server.post(acceptedShape, '/api/v1/documents', { url: addressAt(site, number) });
  return id;
}

/** Answers how long each page took from being given to being told of, in ms. */
async function atHalfLoad(server: Server, arrivals: Arrivals, request: FlowRequest, perSecond: number): Promise<number[]> {
  const given = new Map<string, number>();
  const begin = performance.now();
  const giving: Promise<void>[] = [];
  for (let number = request.pages; number < pagesOfSite(request.pages); number += 1) {
    await sleep(Math.max(0, begin + ((number - request.pages) * 1_000) / perSecond - performance.now()));
    const at = performance.now();
    giving.push(give(server, request, number).then((id) => void given.set(id, at)));
  }
  await Promise.all(giving);
  const arrived = await arrivals.of([...given.keys()]);
  return [...given.values()].map((at, place) => (arrived[place] ?? Number.NaN) - at);
}

export const pagesOfSite = (pages: number): number => pages + Math.ceil(pages / HALF_LOAD_SHARE);

/** What has arrived is found by the phrase that only this page has. */
async function prove(server: Server, { pages, seed, bytes }: FlowRequest): Promise<void> {
  const proofs = Math.min(PROOFS, pages);
  for (let proof = 0; proof < proofs; proof += 1) {
    const { phrase, title } = htmlPage({ seed, bytes, number: Math.floor((proof * pages) / proofs) });
    const { total, hits } = await server.get(searchShape, '/api/v1/search', { q: phrase });
    if (total !== 1 || hits[0]?.title !== title)
      throw new Error(`A search for ${phrase} found ${total} speeches instead of the one ${title}`);
  }
}

const byName = async (processes: ReadonlyMap<string, Measured>, read: (one: Measured) => Promise<number>) =>
  Object.fromEntries(await Promise.all([...processes].map(async ([name, one]) => [name, await read(one)] as const)));

const secondsBy = (processes: ReadonlyMap<string, Measured>) => byName(processes, (one) => one.cpuSeconds());
const peaksOf = (processes: ReadonlyMap<string, Measured>) =>
  byName(processes, async (one) => Math.round((await one.peakMemory()) / 1_048_576));

/** What each has spent since, in seconds per 1,000 pages. */
export const perThousand = (before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>, pages: number) =>
  Object.fromEntries(Object.entries(after).map(([name, seconds]) => [name, timed(pages, 1, seconds - (before[name] ?? 0)).cpuPerThousand]));
