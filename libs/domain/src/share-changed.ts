/**
 * Which share of a text is not the same in another, 0 to 1 of the longer one. Text that only moved counts as the same. Equal lines are set
 * against each other first, what is left by pairs of neighbouring characters: linear in time, and as large as the distinct pairs in memory.
 */
export function shareChanged(before: string, after: string): number {
  const lines = [before.split('\n'), after.split('\n')] as const;
  const longest = Math.max(...lines.map(unitsOf));
  if (longest === 0 || before === after) return 0;
  const [left, right] = withoutEqualLines(...lines);
  const changed = Math.max(unitsOf(left), unitsOf(right)) - commonUnits(left, right);
  return Math.min(1, Math.max(0, changed / longest));
}

function withoutEqualLines(before: readonly string[], after: readonly string[]): [string[], string[]] {
  const counts = new Map<string, number>();
  for (const line of before) counts.set(line, (counts.get(line) ?? 0) + 1);
  const right = after.filter((line) => !taken(counts, line));
  const left = [...counts].flatMap(([line, count]) => Array.from({ length: count }, () => line));
  return [left, right];
}

const unitsOf = (lines: readonly string[]): number => lines.reduce((sum, { length }) => sum + length, 0);

/** Pairs of both, each as often as in the one that has fewer. A line of n units has n pairs: its last unit pairs with the line's end. */
function commonUnits(left: readonly string[], right: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const pair of pairsOf(left)) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  let common = 0;
  for (const pair of pairsOf(right)) if (taken(counts, pair)) common += 1;
  return common;
}

function* pairsOf(lines: readonly string[]): Generator<string> {
  for (const line of lines) for (let at = 0; at < line.length; at += 1) yield line.slice(at, at + 2);
}

/** Takes one of them when there is one left. */
function taken(counts: Map<string, number>, key: string): boolean {
  const count = counts.get(key);
  if (count === undefined) return false;
  if (count === 1) counts.delete(key);
  else counts.set(key, count - 1);
  return true;
}
