/** Length of the runs of words that are compared. */
const RUN = 4;
const WORD = /[\p{L}\p{N}_]+/gu;

/** How a page's extracted text covers its true one: shares of matched, surplus and missing runs of words, which add up to one. */
export interface Overlap {
  readonly matched: number;
  readonly surplus: number;
  readonly missing: number;
}

export interface Scores {
  readonly f1: number;
  readonly precision: number;
  readonly recall: number;
}

/** Compares the multisets of all runs of four words, as the article extraction benchmark defines its metric. */
export function overlapOf(truth: string, extracted: string): Overlap {
  const wanted = runsOf(truth);
  const found = runsOf(extracted);
  let matched = 0;
  for (const [run, count] of found) matched += Math.min(count, wanted.get(run) ?? 0);
  const surplus = sizeOf(found) - matched;
  const missing = sizeOf(wanted) - matched;
  const all = matched + surplus + missing;
  return all === 0 ? { matched: 0, surplus: 0, missing: 0 } : { matched: matched / all, surplus: surplus / all, missing: missing / all };
}

/** Precision and recall are means over the pages that have some; F1 comes from these means. */
export function scoresOf(overlaps: readonly Overlap[]): Scores {
  const precision = mean(
    overlaps.filter(({ matched, surplus }) => matched + surplus > 0).map((page) => page.matched / (page.matched + page.surplus)),
  );
  const recall = mean(
    overlaps.filter(({ matched, missing }) => matched + missing > 0).map((page) => page.matched / (page.matched + page.missing)),
  );
  return { f1: precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0, precision, recall };
}

/** A text of fewer than four words is one run of all it has. */
function runsOf(text: string): Map<string, number> {
  const words = text.match(WORD) ?? [];
  const runs = new Map<string, number>();
  if (words.length === 0) return runs;
  for (let at = 0; at < Math.max(1, words.length - RUN + 1); at += 1) {
    const run = words.slice(at, at + RUN).join(' ');
    runs.set(run, (runs.get(run) ?? 0) + 1);
  }
  return runs;
}

const sizeOf = (runs: ReadonlyMap<string, number>): number => runs.values().reduce((sum, count) => sum + count, 0);
const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
