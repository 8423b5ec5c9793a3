import { availableParallelism } from 'node:os';
import { EXIT, type ExitCode } from '../exit.js';
import type { Output } from '../terminal/output.js';
import { tableLines } from '../terminal/table.js';
import { median } from './figures.js';
import { measureRound, type Round, type RoundRequest } from './measure-round.js';
import { startOwnServer } from './own-server.js';

export interface BenchOptions extends RoundRequest {
  readonly rounds: number;
  readonly output: Output;
  readonly notes: Output;
}

const FIGURES: readonly { readonly name: keyof Round; readonly head: string; readonly unit: string }[] = [
  { name: 'docsPerSecond', head: 'docs/s', unit: '' },
  { name: 'cpuPerPage', head: 'cpu/page', unit: ' ms' },
  { name: 'searchableP50', head: 'searchable p50', unit: ' ms' },
  { name: 'searchableP99', head: 'p99', unit: ' ms' },
  { name: 'singleP50', head: 'single p50', unit: ' ms' },
  { name: 'singleP99', head: 'p99', unit: ' ms' },
  { name: 'searchP50', head: 'search p50', unit: ' ms' },
  { name: 'searchP95', head: 'p95', unit: ' ms' },
  { name: 'searches', head: 'searches', unit: '' },
  { name: 'peakMemory', head: 'peak memory', unit: ' MB' },
  { name: 'startMemory', head: 'at start', unit: ' MB' },
];

/**
 * Pushes generated pages through the whole flow of a server of its own while another client searches steadily. Each round has an empty
 * archive and a seed of its own. Prints a table and one line of JSON with the medians.
 */
export async function benchIngest({ pages, rounds, seed, characters, output, notes }: BenchOptions): Promise<ExitCode> {
  const results: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await notes.line(`Round ${round + 1} of ${rounds}: ${pages} pages of ${characters} characters, seed ${seed + round}`);
    const server = await startOwnServer();
    try {
      results.push(await measureRound(server, { pages, characters, seed: seed + round }));
    } finally {
      await server.stop();
    }
  }
  const columns = FIGURES.map(({ head }) => ({ head, align: 'right' as const }));
  const rows = results.map((round) => FIGURES.map(({ name, unit }) => `${round[name]}${unit}`));
  for (const line of tableLines(columns, rows)) await output.line(line);
  const medians = Object.fromEntries(FIGURES.map(({ name }) => [name, median(results.map((round) => round[name]))]));
  const machine = { node: process.version, cores: availableParallelism() };
  await output.line(JSON.stringify({ bench: 'ingest', pages, characters, seed, rounds, ...machine, ...medians, each: results }));
  return EXIT.done;
}
