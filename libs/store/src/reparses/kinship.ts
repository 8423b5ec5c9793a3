/** Windows of so many characters: long enough that two works on one subject hardly share any, short enough to survive mended lines. */
const WINDOW = 6;
/** A window that stands in more texts than this is a phrase that all of them use. */
const MOST_HOLDERS = 12;
/** About so many windows of one document are kept, however long its texts are. */
const MOST = 100_000;

/** How much of their text speeches have in common; `share` is of the shorter of the two. */
export interface Kinship {
  readonly one: number;
  readonly other: number;
  readonly common: number;
  readonly share: number;
}

/** Pairs of texts that have something in common, white space left aside. Linear in the texts; long ones are compared by a sample. */
export function kinships(ones: readonly string[], others: readonly string[]): Kinship[] {
  const total = [...ones, ...others].reduce((sum, { length }) => sum + length, 0);
  const oneIn = 2 ** Math.max(0, Math.ceil(Math.log2(total / MOST)));
  const all = others.map((text) => windowsOf(text, oneIn));
  const holders = holdersOf(all);
  const phrases = new Set([...holders].filter(([, those]) => those.length > MOST_HOLDERS).map(([window]) => window));
  for (const phrase of phrases) holders.delete(phrase);
  const left = ones.map((text) => without(windowsOf(text, oneIn), phrases));
  const right = all.map((windows) => without(windows, phrases));
  return left.flatMap((windows, one) => {
    const common = new Map<number, number>();
    for (const window of windows) for (const at of holders.get(window) ?? []) common.set(at, (common.get(at) ?? 0) + 1);
    return [...common].map(([other, count]) => {
      const shorter = Math.min(windows.size, right[other]?.size ?? 0);
      return { one, other, common: count, share: count / shorter };
    });
  });
}

const without = (windows: ReadonlySet<number>, others: ReadonlySet<number>): Set<number> =>
  new Set([...windows].filter((window) => !others.has(window)));

function holdersOf(texts: readonly ReadonlySet<number>[]): Map<number, readonly number[]> {
  const holders = new Map<number, number[]>();
  for (const [at, windows] of texts.entries()) {
    for (const window of windows) {
      const those = holders.get(window);
      if (!those) holders.set(window, [at]);
      else if (those.length <= MOST_HOLDERS) those.push(at);
    }
  }
  return holders;
}

/** Numbers that stand for the windows of a text: one of `oneIn`, the same ones in every text. */
function windowsOf(text: string, oneIn: number): Set<number> {
  const bare = text.replace(/\s+/g, '');
  const windows = new Set<number>();
  let smallest = Number.POSITIVE_INFINITY;
  for (let at = 0; at === 0 || at + WINDOW <= bare.length; at += 1) {
    const window = hashOf(bare, at);
    smallest = Math.min(smallest, window);
    if (window % oneIn === 0) windows.add(window);
  }
  // A short text in a long document would else be sampled away.
  if (windows.size === 0 && bare !== '') windows.add(smallest);
  return windows;
}

const { imul } = Math;

/** FNV-1a over the UTF-16 units, mixed once more so that its low bits are good for sampling. */
function hashOf(text: string, from: number): number {
  let hash = 0x811c9dc5;
  const to = Math.min(text.length, from + WINDOW);
  for (let at = from; at < to; at += 1) hash = imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
