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
  /** Pages of one lap: a small set is gone over several times, or a lap would be over before it can be measured. */
  readonly pagesPerLap: number;
  readonly first: LapFigures;
  readonly warm: LapFigures;
}

/** Pages per processor second of one lap, its garbage collected and its code compiled within. */
export interface LapFigures {
  /** Median of the rounds. */
  readonly pagesPerCpuSecond: number;
  readonly each: readonly number[];
}

/** Each round is a process of its own. Its first lap pays for compiling; its last, behind at least so many pages, hardly any more. */
const WARM_UP = 300;
const MIN_PAGES = 150;

/** Measures one extractor on one set. Texts do not change between rounds, so the first round's are scored. */
async function measureSet(extractor: string, { name, paths, truths }: PageSet, rounds: number): Promise<SetFigures> {
  const pagesPerLap = paths.length * Math.max(1, Math.ceil(MIN_PAGES / Math.max(1, paths.length)));
  const laps = 1 + Math.ceil(WARM_UP / pagesPerLap);
  const texts = new Map<string, string>();
  const first: number[] = [];
  const warm: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const spent: number[] = [0];
    for await (const { id, text, cpuMs } of extractPages(extractor, repeated(paths, laps * pagesPerLap))) {
      if (round === 0 && !texts.has(id)) texts.set(id, text);
      spent.push(cpuMs);
    }
    const rateOf = (lap: number): number =>
      (pagesPerLap * 1_000) / ((spent[lap * pagesPerLap] ?? 0) - (spent[(lap - 1) * pagesPerLap] ?? 0));
    first.push(rateOf(1));
    warm.push(rateOf(laps));
  }
  const textAt = (path: string): string => texts.get(path) ?? '';
  return {
    set: name,
    extractor,
    pages: paths.length,
    empty: paths.filter((path) => textAt(path).trim() === '').length,
    scores: truths && scoresOf([...truths].map(([path, truth]) => overlapOf(truth, textAt(path)))),
    pagesPerLap,
    first: lapFigures(first),
    warm: lapFigures(warm),
  };
}

const lapFigures = (each: readonly number[]): LapFigures => ({
  pagesPerCpuSecond: rounded(median(each), 1) ?? Number.NaN,
  each: each.map((rate) => rounded(rate, 1) ?? Number.NaN),
});

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

/** Resident memory of one process in MB. */
export interface MemoryFigures {
  readonly pages: number;
  /** At each quarter of the pages: the first is still warming up, from then on flat memory means equal sizes. */
  readonly quarters: readonly number[];
  /** The largest size after any page. */
  readonly peak: number;
}

/** Memory between two collections goes up and down: the median of so many pages is compared. */
const WINDOW = 501;

export async function measureMemory(paths: readonly string[], pages: number): Promise<MemoryFigures> {
  const sizes: number[] = [];
  for await (const { rss } of extractPages(OURS, repeated(paths, pages))) sizes.push(rss / 1_048_576);
  const around = (page: number): number => {
    const from = Math.max(0, Math.min(page - (WINDOW >> 1), sizes.length - WINDOW));
    return rounded(median(sizes.slice(from, from + WINDOW))) ?? Number.NaN;
  };
  return {
    pages,
    quarters: [1, 2, 3, 4].map((quarter) => around((pages * quarter) >> 2)),
    peak: rounded(sizes.reduce((a, b) => Math.max(a, b), 0)) ?? Number.NaN,
  };
}

export interface GrowthFigures {
  readonly megabytes: number;
  /** Median of the rounds, in processor seconds. */
  readonly cpuSeconds: number;
}

const LONG_PAGES = [1, 2.5, 5, 10];

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
