import { median, rounded } from '../figures.js';
import { extractPages } from './extractor-process.js';
import { EXTRACTORS, OURS } from './extractors.js';
import { longPage, type PageSet } from './page-sets.js';
import { overlapOf, type Scores, scoresOf } from './shingles.js';

/** What one extractor makes of one set. */
export interface SetFigures {
  readonly set: string;
  readonly extractor: string;
  readonly pages: number;
  readonly empty: number;
  readonly scores: Scores | null;
  /** Median of the rounds; each round is a process of its own that goes over the set `passes` times. */
  readonly pagesPerCpuSecond: number;
  readonly each: readonly number[];
  readonly passes: number;
}

/** Small sets are gone over several times, so that a round is more than the compiler's first minutes. */
const MIN_PAGES = 150;

/** Measures one extractor on one set. Texts do not change between rounds, so the first round's are scored. */
async function measureSet(extractor: string, { name, paths, truths }: PageSet, rounds: number): Promise<SetFigures> {
  const passes = Math.max(1, Math.ceil(MIN_PAGES / Math.max(1, paths.length)));
  const texts = new Map<string, string>();
  const each: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    let spent = 0;
    for await (const { id, text, cpuMs } of extractPages(extractor, repeated(paths, passes * paths.length))) {
      if (round === 0) texts.set(id, text);
      spent = cpuMs;
    }
    each.push((passes * paths.length * 1_000) / spent);
  }
  const textAt = (path: string): string => texts.get(path) ?? '';
  return {
    set: name,
    extractor,
    pages: paths.length,
    empty: paths.filter((path) => textAt(path).trim() === '').length,
    scores: truths && scoresOf([...truths].map(([path, truth]) => overlapOf(truth, textAt(path)))),
    pagesPerCpuSecond: rounded(median(each), 1) ?? Number.NaN,
    each: each.map((rate) => rounded(rate, 1) ?? Number.NaN),
    passes,
  };
}

/** Every extractor on every set; peers read pages only, so sets of text are ours alone. */
export async function measureSets(sets: readonly PageSet[], rounds: number, tell: (what: string) => Promise<void>): Promise<SetFigures[]> {
  const figures: SetFigures[] = [];
  for (const set of sets) {
    const isText = set.paths.every((path) => path.endsWith('.txt'));
    for (const extractor of isText ? [OURS] : EXTRACTORS) {
      await tell(`${set.name}: ${extractor}`);
      figures.push(await measureSet(extractor, set, rounds));
    }
  }
  return figures;
}

/** Resident memory of one process in MB, after warming up, half-way and at the end. */
export interface MemoryFigures {
  readonly pages: number;
  readonly start: number;
  readonly middle: number;
  readonly end: number;
  /** The largest size of all pages, those of the warm-up included. */
  readonly peak: number;
}

/** The engine lets its heap grow to a working size during the first thousands of pages; only growth after that is a leak. */
const WARM_UP = 5_000;
/** Memory between two collections goes up and down: the median of so many pages is compared. */
const WINDOW = 501;

export async function measureMemory(paths: readonly string[], pages: number): Promise<MemoryFigures> {
  const sizes: number[] = [];
  for await (const { rss } of extractPages(OURS, repeated(paths, pages + WARM_UP))) sizes.push(rss / 1_048_576);
  const around = (page: number): number => {
    const from = Math.max(0, Math.min(page - (WINDOW >> 1), sizes.length - WINDOW));
    return rounded(median(sizes.slice(from, from + WINDOW))) ?? Number.NaN;
  };
  return {
    pages,
    start: around(WARM_UP),
    middle: around(WARM_UP + (pages >> 1)),
    end: around(sizes.length),
    peak: rounded(sizes.reduce((a, b) => Math.max(a, b), 0)) ?? Number.NaN,
  };
}

export interface GrowthFigures {
  readonly megabytes: number;
  /** Median of the rounds, in processor seconds. */
  readonly cpuSeconds: number;
}

const LONG_PAGES = [2.5, 5, 10];

/** Processor seconds for ever longer pages, each in a process of its own. */
export async function measureGrowth(scratch: string, seed: number, rounds: number): Promise<GrowthFigures[]> {
  const figures: GrowthFigures[] = [];
  for (const megabytes of LONG_PAGES) {
    const path = await longPage(scratch, seed, megabytes * 1_048_576);
    const seconds: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for await (const { cpuMs } of extractPages(OURS, [path])) seconds.push(cpuMs / 1_000);
    }
    figures.push({ megabytes, cpuSeconds: rounded(median(seconds), 2) ?? Number.NaN });
  }
  return figures;
}

/** The paths in turn, over and over, until there are `count`. */
function* repeated(paths: readonly string[], count: number): Generator<string> {
  for (let at = 0; at < count; at += 1) yield paths[at % paths.length] ?? '';
}
