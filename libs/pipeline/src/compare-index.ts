import type { SearchIndex } from '#search';
import type { Speeches } from '#store';
import { toEntry } from './index-documents.js';

export interface IndexDifferences {
  readonly restored: number;
  readonly removed: number;
}

export interface Compared {
  readonly speeches: Pick<Speeches, 'versionsAfter' | 'indexed'>;
  readonly index: SearchIndex;
}

/**
 * Where index and store do not agree on one speech: `missing` and `stale` entries have to be given again, `extra` ones are not in the list of what
 * the index has to hold. `ahead` is newer than anything the store knows, as after the database was put back from a backup: no version that the
 * store has can take its place.
 */
export interface IndexDifference {
  readonly kind: 'missing' | 'stale' | 'extra' | 'ahead';
  readonly speechId: string;
  /** Versions; null where it has none. */
  readonly wanted: number | null;
  readonly found: number | null;
}

const PAGE = 500;
const BATCH = 50;

/**
 * Pages through store and index side by side, in id order, and mends what differs: entries that are missing or older are given again,
 * entries nobody knows are taken out. Safe while writes go on, for the index keeps the higher version. Ends after the page in hand once the
 * signal says so.
 */
export async function compareIndex(compared: Compared, signal: AbortSignal): Promise<IndexDifferences> {
  let restored = 0;
  let removed = 0;
  for await (const differences of indexDifferences(compared)) {
    if (signal.aborted) break;
    const mended = await mendIndex(differences, compared);
    restored += mended.restored;
    removed += mended.removed;
  }
  return { restored, removed };
}

/** Gives what is missing or stale, takes out extra entries whose speech the store does not know. A speech on its first way is known. */
export async function mendIndex(differences: readonly IndexDifference[], { speeches, index }: Compared): Promise<IndexDifferences> {
  const wanting = differences.filter(({ kind }) => kind === 'missing' || kind === 'stale').map(({ speechId }) => speechId);
  for (let from = 0; from < wanting.length; from += BATCH) {
    await index.upsert((await speeches.indexed(wanting.slice(from, from + BATCH))).map(toEntry));
  }
  const extra = differences.filter(({ kind }) => kind === 'extra');
  const known = new Set((await speeches.indexed(extra.map(({ speechId }) => speechId))).map(({ id }) => id));
  const unknown = extra.filter(({ speechId }) => !known.has(speechId)).map(({ speechId, found }) => ({ speechId, version: found ?? 0 }));
  await index.withdraw(unknown);
  return { restored: wanting.length, removed: unknown.length };
}

/** The differences of each page of ids, in id order. Changes nothing. */
export async function* indexDifferences({ speeches, index }: Compared): AsyncGenerator<IndexDifference[]> {
  for await (const { wanted, found } of pagesOf(speeches, index)) {
    const lacking = [...wanted].map(([speechId, version]) => differenceOf(speechId, version, found.get(speechId) ?? null));
    const extra = [...found]
      .filter(([speechId]) => !wanted.has(speechId))
      .map(([speechId, version]) => differenceOf(speechId, null, version));
    yield [...lacking, ...extra].filter((difference) => difference !== null);
  }
}

function differenceOf(speechId: string, wanted: number | null, found: number | null): IndexDifference | null {
  if (wanted === found) return null;
  const kind = wanted === null ? 'extra' : found === null ? 'missing' : found < wanted ? 'stale' : 'ahead';
  return { kind, speechId, wanted, found };
}

type Versions = ReadonlyMap<string, number>;
type Page = readonly { readonly speechId: string; readonly version: number }[];

/** Cuts both id-ordered lists at the same ids, so that each id is compared in exactly one page. */
async function* pagesOf(speeches: Compared['speeches'], index: SearchIndex): AsyncGenerator<{ wanted: Versions; found: Versions }> {
  let after: string | null = null;
  for (;;) {
    const [wanted, found]: readonly [Page, Page] = await Promise.all([speeches.versionsAfter(after, PAGE), index.entries(after, PAGE)]);
    const ends = [wanted, found].filter((page) => page.length === PAGE).map((page) => page.at(-1)?.speechId ?? '');
    const upTo: string | null = ends.toSorted()[0] ?? null;
    const within = (page: Page) =>
      new Map(page.filter(({ speechId }) => upTo === null || speechId <= upTo).map(({ speechId, version }) => [speechId, version]));
    yield { wanted: within(wanted), found: within(found) };
    if (upTo === null) return;
    after = upTo;
  }
}
