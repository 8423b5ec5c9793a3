import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT, type ExitCode } from '../../exit.js';
import type { Output } from '../../terminal/output.js';
import { tableLines } from '../../terminal/table.js';
import { type GrowthFigures, measureGrowth, measureMemory, measureSets, type MemoryFigures, type SetFigures } from './measures.js';
import { benchmarkPages, familyPages, goldenPages } from './page-sets.js';

export interface BenchParseOptions {
  /** A clone of the article extraction benchmark; null leaves that set out. */
  readonly data: string | null;
  readonly rounds: number;
  /** Pages that one process reads for the figures of memory. */
  readonly pages: number;
  readonly seed: number;
  /** One line of JSON in place of the tables. */
  readonly json: boolean;
  readonly output: Output;
  readonly notes: Output;
}

interface Figures {
  readonly sets: readonly SetFigures[];
  readonly memory: MemoryFigures;
  readonly growth: readonly GrowthFigures[];
}

/** Measures the parser beside its JavaScript peers: quality where somebody else's truth is given, speed, memory over many pages, one long page. */
export async function benchParse(options: BenchParseOptions): Promise<ExitCode> {
  const scratch = await mkdtemp(join(tmpdir(), 'rostra-bench-'));
  try {
    const figures = await measureAll(options, scratch);
    const { rounds, seed, json, output } = options;
    if (json)
      await output.line(JSON.stringify({ bench: 'parse', rounds, seed, node: process.version, cores: availableParallelism(), ...figures }));
    else for (const line of told(figures, rounds)) await output.line(line);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return EXIT.done;
}

async function measureAll({ data, rounds, pages, seed, notes }: BenchParseOptions, scratch: string): Promise<Figures> {
  const golden = goldenPages();
  const family = await familyPages(scratch, seed);
  const benchmark = data === null ? [] : [await benchmarkPages(data, scratch)];
  const sets = await measureSets([...benchmark, golden, family], rounds, (what) => notes.line(what));
  await notes.line(`memory over ${pages} pages`);
  const memory = await measureMemory([...golden.paths, ...family.paths], pages);
  await notes.line('long pages');
  return { sets, memory, growth: await measureGrowth(scratch, seed, rounds) };
}

function told({ sets, memory, growth }: Figures, rounds: number): string[] {
  const right = (head: string) => ({ head, align: 'right' as const });
  const per = (value: number | undefined): string => value?.toFixed(4) ?? '';
  const heads = [
    { head: 'pages' },
    { head: 'extractor' },
    ...['count', 'F1', 'precision', 'recall', 'empty', 'first lap', 'warm'].map(right),
  ];
  const rows = sets.map(({ set, extractor, pages, scores, empty, first, warm }) => [
    ...[set, extractor, `${pages}`, per(scores?.f1), per(scores?.precision), per(scores?.recall), `${empty}`],
    ...[first, warm].map(({ pagesPerCpuSecond }) => pagesPerCpuSecond.toFixed(1)),
  ]);
  const quarters = [1, 2, 3, 4].map((quarter) => right(`page ${(memory.pages * quarter) >> 2}`));
  return [
    ...tableLines(heads, rows),
    '',
    ...tableLines(
      [{ head: 'one process' }, ...quarters, right('peak')],
      [['memory', ...[...memory.quarters, memory.peak].map((size) => `${size} MB`)]],
    ),
    '',
    ...tableLines(
      [{ head: 'long page' }, right('CPU')],
      growth.map(({ megabytes, cpuSeconds }) => [`${megabytes} MB`, `${cpuSeconds.toFixed(2)} s`]),
    ),
    '',
    `Speeds are pages per processor second, medians of ${rounds} ${rounds === 1 ? 'round' : 'rounds'}, each in a process of its own that goes over the`,
    'set several times: the first lap includes compiling, the last is warm. Reading the files and collecting garbage are included in both.',
  ];
}
