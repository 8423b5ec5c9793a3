import type { BlobStore } from '#blobs';
import type { SearchIndex } from '#search';
import { MOVE_MARKER, type Store, type TableSum } from '#store';
import { compareUntil, fillIndex } from '../fill-index.js';
import type { Tell } from '../telling.js';
import { type BlobsCopied, copyBlobs, removeStrays, strays } from './copy-blobs.js';
import { countNames } from './names.js';
import { CannotMove, isContinued, isSame, markerFor } from './target.js';

export interface MoveDeps {
  readonly source: { readonly store: Store; readonly blobs: BlobStore };
  /** Blobs and index are null where source and target name the same: they are left as they are. */
  readonly target: { readonly store: Store; readonly blobs: BlobStore | null; readonly index: SearchIndex | null };
  /** Moves although somebody may write: what comes after the moment of the copy is not in it. */
  readonly whileRunning: boolean;
  readonly tell: Tell;
}

export interface MoveReport {
  /** Whether an earlier move to this target was gone on with. */
  readonly continued: boolean;
  readonly tables: readonly (TableSum & { readonly isProved: boolean })[];
  /** Null when source and target share them. `absent`: bodies of the target's rows that the target does not have. */
  readonly blobs: {
    readonly total: number;
    readonly copied: number;
    readonly bytes: number;
    readonly failed: Readonly<Record<string, string>>;
    readonly absent: readonly string[];
  } | null;
  readonly index: { readonly speeches: number; readonly stubs: number; readonly differences: number } | null;
  readonly isProved: boolean;
}

const COMPARISONS = 5;
const PAGE = 500;

/**
 * Copies a whole archive: captures, every table as it stands at one moment with ids, numbers and sequences, and an index filled from the copied
 * rows. Then it proves the copy: sums over the rows of each table read back from the target, captures by name, the index by versions. The source is
 * only read. Interrupted at any point it may be begun again: captures that are there stay, the tables come in one commit.
 * @throws CannotMove before anything is changed.
 */
export async function move({ source, target, whileRunning, tell }: MoveDeps): Promise<MoveReport> {
  if (!whileRunning) await refuseBusySource(source.store);
  await refuseBusyTarget(target.store);
  return target.store.alone('a move', () => moveAlone({ source, target, whileRunning, tell }));
}

async function moveAlone({ source, target, tell }: MoveDeps): Promise<MoveReport> {
  const identity = await source.store.tables.identity();
  const continued = await isContinued(target.store, identity);
  await refuseForeign(source, target);
  if (!continued) await target.store.markers.set(MOVE_MARKER, markerFor(identity, null));
  const progress: BlobsCopied = { copied: 0, bytes: 0, failed: new Map() };
  const ends = target.blobs && { from: source.blobs, to: target.blobs };
  if (ends) await copyBlobs(ends, progress, tell);
  const written = await copyTables(source.store, target.store, identity, tell);
  if (ends) {
    // Captures that came between the first look and the moment of the tables.
    await copyBlobs(ends, progress, tell);
    await removeStrays(ends, source.store.examination);
  }
  const index = target.index && (await filledIndex(target.store, target.index, tell));
  const read = await target.store.tables.sums((table, rows) => tell({ step: `reading ${table} back`, done: rows, total: null }));
  const tables = written.map((sum) => ({ ...sum, isProved: read.some((other) => isSame(sum, other)) }));
  const blobs = target.blobs && (await provedBlobs(target.store, target.blobs, progress));
  const isProved =
    tables.every((table) => table.isProved) &&
    (index?.differences ?? 0) === 0 &&
    (blobs?.absent.length ?? 0) === 0 &&
    progress.failed.size === 0;
  return { continued, tables, blobs, index, isProved };
}

async function refuseBusySource(store: Store): Promise<void> {
  const [apps, holds] = [await store.connectedApps(), await store.liveHolds()];
  if (apps + holds === 0) return;
  const who = apps > 0 ? `${apps} connections of running apps` : `${holds} documents in somebody's hands`;
  throw new CannotMove(
    `The source is at work (${who}), and what it writes would be missing in the target. Stop its apps, wait half a minute, and move again; or rehearse with --while-running, which copies one moment.`,
  );
}

async function refuseBusyTarget(store: Store): Promise<void> {
  const apps = await store.connectedApps();
  if (apps > 0) throw new CannotMove(`Apps are running on the target database (${apps} connections). Stop them first.`);
}

/** What captures and index of the target hold has to be the source's: an earlier move's, and nobody else's. */
async function refuseForeign({ store, blobs: from }: MoveDeps['source'], { blobs, index }: MoveDeps['target']): Promise<void> {
  if (blobs) {
    for await (const { name } of strays({ from, to: blobs }, store.examination)) {
      throw new CannotMove(`The target's captures hold what the source does not know, ${name} for one. Name an empty folder or bucket.`);
    }
  }
  if (!index) return;
  const ids = (await index.entries(null, PAGE)).map(({ speechId }) => speechId);
  const known = await store.speeches.standing(ids);
  if (ids.some((id) => !known.has(id))) {
    throw new CannotMove(
      'The target index holds speeches that the source does not know. Set another ELASTICSEARCH_PREFIX for the target, or remove that index.',
    );
  }
}

function copyTables(source: Store, target: Store, identity: string | null, tell: Tell): Promise<TableSum[]> {
  return source.tables.snapshot((snapshot) =>
    target.tables.replaceAll(
      snapshot,
      (sums) => markerFor(identity, sums),
      (table, rows) => tell({ step: `copying ${table}`, done: rows, total: null }),
    ),
  );
}

async function filledIndex({ speeches }: Store, index: SearchIndex, tell: Tell): Promise<NonNullable<MoveReport['index']>> {
  const { stubs } = await fillIndex({ speeches, index, tell });
  const differences = await compareUntil(0, { speeches, index, tell }, COMPARISONS, 200);
  return { speeches: await speeches.countToIndex(), stubs, differences: differences.at(-1) ?? 0 };
}

/** Every body that the copied rows stand on has to be there. */
async function provedBlobs({ examination }: Store, blobs: BlobStore, progress: BlobsCopied): Promise<NonNullable<MoveReport['blobs']>> {
  const absent: string[] = [];
  for (let after: string | null = null; ; ) {
    const page = await examination.bodiesAfter(after, PAGE);
    for (const { sha256, fate } of page) if (fate === 'kept' && !(await blobs.has(sha256))) absent.push(sha256);
    if (page.length < PAGE) break;
    after = page.at(-1)?.sha256 ?? null;
  }
  const { copied, bytes, failed } = progress;
  return { total: await countNames(blobs), copied, bytes, failed: Object.fromEntries(failed), absent };
}
