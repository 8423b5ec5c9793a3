import { availableParallelism } from 'node:os';
import { EXIT, type ExitCode } from '../../exit.js';
import type { Output } from '../../terminal/output.js';
import { tableLines } from '../../terminal/table.js';
import { startOwnServer } from '../own-server.js';
import { type FlowFigures, measureFlow, pagesOfSite, perThousand } from './measure-flow.js';
import { type OwnArchive, startOwnApps } from './own-apps.js';
import { OwnServices } from './own-services.js';
import { figuresOf, stagesShape, timedShape } from './parts.js';
import { type BareFigures, type Round, summaryOf } from './round.js';
import { type SiteRequest, startSite, wordsOf } from './site.js';

export interface ServersBench {
  readonly pages: number;
  readonly bytes: number;
  readonly rounds: number;
  readonly seed: number;
  /** Measures the one process on embedded engines beside. */
  readonly embedded: boolean;
  /** Folder of servers that run already; null starts some. */
  readonly services: string | null;
  readonly output: Output;
  readonly notes: Output;
}

/** The engines of one process of its own, whatever the environment names. */
const EMBEDDED = { DATABASE_URL: '', REDIS_URL: '', ELASTICSEARCH_URL: '', BLOBS_URL: '' };
const CRAWLS_LOOPBACK = { FETCH_PRIVATE: 'on' };

/**
 * Measures five processes on real servers beside a bare loop into the same Elasticsearch and each kind of work alone. Within a round both have
 * the same pages; which of them goes first alternates.
 */
export async function benchServers(bench: ServersBench): Promise<ExitCode> {
  const { pages, bytes, rounds, seed, output, notes } = bench;
  if (bench.services === null) await notes.line('Starting PostgreSQL, Redis, Elasticsearch and an S3 server');
  const services = await OwnServices.start(bench.services);
  const results: Round[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      await notes.line(`Round ${round + 1} of ${rounds}: ${pages} pages of ${bytes} bytes, seed ${seed + round}`);
      results.push(
        await measureRound({ pages, bytes, seed: seed + round }, services, { bareFirst: round % 2 === 0, embedded: bench.embedded }),
      );
    }
  } finally {
    await services.stop();
  }
  const { tables, medians } = summaryOf(results);
  for (const { columns, rows } of tables) {
    for (const line of tableLines(columns, rows)) await output.line(line);
    await output.line('');
  }
  const machine = { node: process.version, cores: availableParallelism() };
  await output.line(JSON.stringify({ bench: 'ingest', on: 'servers', pages, bytes, seed, rounds, ...machine, ...medians, each: results }));
  return EXIT.done;
}

async function measureRound(
  { pages, seed, bytes }: SiteRequest,
  services: OwnServices,
  { bareFirst, embedded }: { readonly bareFirst: boolean; readonly embedded: boolean },
): Promise<Round> {
  const site = await startSite({ pages: pagesOfSite(pages), seed, bytes });
  const request = { pages, seed, bytes, site: site.base };
  const words = ['--site', site.base, ...wordsOf({ pages, seed, bytes })];
  try {
    const before = bareFirst ? await bareLoop(services, words, pages) : null;
    const servers = await onEmptyArchive(services, (env) =>
      flowOf(startOwnApps({ ...env, ...CRAWLS_LOOPBACK }), (archive) =>
        measureFlow(archive, { ...request, serverSeconds: () => services.cpuSeconds() }),
      ),
    );
    const bare = before ?? (await bareLoop(services, words, pages));
    const alone = await onEmptyArchive(services, (env) => figuresOf(stagesShape, ['stages', ...words], env));
    const beside = embedded
      ? await flowOf(standalone(), (archive) => measureFlow(archive, { ...request, serverSeconds: async () => ({}) }))
      : null;
    return { bare, servers, alone, embedded: beside };
  } finally {
    await site.stop();
  }
}

function bareLoop(services: OwnServices, words: readonly string[], pages: number): Promise<BareFigures> {
  return onEmptyArchive(services, async (env) => {
    const before = await services.cpuSeconds();
    const figures = await figuresOf(timedShape, ['bare', ...words], env);
    return { ...figures, cpuByServer: perThousand(before, await services.cpuSeconds(), pages) };
  });
}

async function onEmptyArchive<Result>(services: OwnServices, work: (env: NodeJS.ProcessEnv) => Promise<Result>): Promise<Result> {
  const env = await services.emptyArchive();
  try {
    return await work(env);
  } finally {
    await services.forget(env);
  }
}

async function flowOf(starting: Promise<OwnArchive>, measure: (archive: OwnArchive) => Promise<FlowFigures>): Promise<FlowFigures> {
  const archive = await starting;
  try {
    return await measure(archive);
  } finally {
    await archive.stop();
  }
}

/** One process on engines of its own, as an archive of one. */
async function standalone(): Promise<OwnArchive> {
  const server = await startOwnServer({ ...EMBEDDED, ...CRAWLS_LOOPBACK });
  return { base: server.base, processes: new Map([['standalone', server]]), stop: () => server.stop() };
}
