import type { SearchIndex } from '#search';
import type { Speeches } from '#store';
import { toEntry } from './index-documents.js';

export interface IndexDifferences {
  readonly restored: number;
  readonly removed: number;
}

const PAGE = 500;
const BATCH = 50;

/**
 * Pages through store and index side by side, in id order, and mends what differs: entries that are missing or older are given again,
 * entries nobody knows are taken out. Safe while writes go on, for the index keeps the higher version. Ends after the page in hand once the
 * signal says so.
 */
export async function compareIndex(
  { speeches, index }: { readonly speeches: Speeches; readonly index: SearchIndex },
  signal: AbortSignal,
): Promise<IndexDifferences> {
  let restored = 0;
  let removed = 0;
  for await (const { wanted, found } of pagesOf(speeches, index)) {
    if (signal.aborted) break;
    const stale = [...wanted].filter(([id, version]) => (found.get(id) ?? -1) < version).map(([id]) => id);
    const extra = [...found].filter(([id]) => !wanted.has(id));
    restored += await restore(stale, { speeches, index });
    if (extra.length > 0) removed += await remove(extra, { speeches, index });
  }
  return { restored, removed };
}

type Versions = ReadonlyMap<string, number>;
type Page = readonly { readonly speechId: string; readonly version: number }[];

/** Cuts both id-ordered lists at the same ids, so that each id is compared in exactly one page. */
async function* pagesOf(speeches: Speeches, index: SearchIndex): AsyncGenerator<{ wanted: Versions; found: Versions }> {
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

async function restore(ids: readonly string[], { speeches, index }: { speeches: Speeches; index: SearchIndex }): Promise<number> {
  for (let from = 0; from < ids.length; from += BATCH) {
    const batch = await speeches.many(ids.slice(from, from + BATCH));
    await index.upsert([...batch.values()].map(toEntry));
  }
  return ids.length;
}

/** A speech that was parsed but has not passed the indexer yet is in the store all the same: only ids it does not know go. */
async function remove(
  extra: readonly [string, number][],
  { speeches, index }: { speeches: Speeches; index: SearchIndex },
): Promise<number> {
  const known = await speeches.many(extra.map(([id]) => id));
  const unknown = extra.filter(([id]) => !known.has(id)).map(([speechId, version]) => ({ speechId, version }));
  await index.withdraw(unknown);
  return unknown.length;
}
