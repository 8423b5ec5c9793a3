import type { BlobStore } from '#blobs';
import type { SearchIndex } from '#search';
import type { Store } from '#store';
import type { Tell } from '../telling.js';
import { Bodies } from './bodies.js';
import type { Area, Difference } from './difference.js';
import { Entries } from './entries.js';
import { Rows } from './rows.js';

export interface FsckDeps {
  readonly store: Pick<Store, 'examination' | 'documents' | 'speeches'>;
  readonly blobs: BlobStore;
  readonly index: SearchIndex;
  readonly fast: boolean;
  readonly repair: boolean;
  readonly tell: Tell;
  readonly settle: () => Promise<void>;
}

export interface FsckReport {
  /** How many of each were looked at. */
  readonly checked: { readonly captures: number; readonly documents: number; readonly speeches: number; readonly events: number };
  readonly differences: readonly (Difference & { readonly isMended: boolean })[];
  /** Names of blobs older than what stands of their document; harmless. */
  readonly superseded: readonly string[];
}

/**
 * Compares blobs, rows, event log and index, in this order, and lists each difference. With `repair` it mends what can be mended without loss;
 * documents that were set back are on their way afterwards and no difference any more.
 */
export async function fsck({ store, blobs, index, fast, repair, tell, settle }: FsckDeps): Promise<FsckReport> {
  const { examination, documents, speeches } = store;
  const counts = await examination.counts();
  const bodies = new Bodies({ examination, documents, blobs, fast, total: counts.captures, tell, settle });
  const areas: readonly (readonly [string, Area])[] = [
    ['captures', bodies],
    ['database and event log', new Rows(examination, documents, bodies.unreadable)],
    ['search index', new Entries({ speeches, index, tell, settle })],
  ];
  const differences: (Difference & { isMended: boolean })[] = [];
  for (const [name, area] of areas) {
    const found = await area.find();
    tell({ step: `${name}: differences`, done: found.length, total: null });
    const mended = new Set(repair ? await area.mend(found.filter(({ isMendable }) => isMendable)) : []);
    differences.push(...found.map((difference) => outcome(difference, repair, mended.has(difference))));
  }
  const { documents: documentCount, speeches: speechCount, events } = counts;
  return {
    checked: { captures: bodies.checked, documents: documentCount, speeches: speechCount, events },
    differences,
    superseded: bodies.superseded,
  };
}

/** What the index did not take holds a newer version than the database knows: giving it again changes nothing. */
function outcome(difference: Difference, repair: boolean, isMended: boolean): Difference & { isMended: boolean } {
  if (!repair || isMended || !difference.isMendable) return { ...difference, isMended };
  const remedy = difference.kind.startsWith('index-')
    ? 'the index keeps a newer version or withdrawal of it: rostra reindex builds it anew from the database'
    : 'it was in hand or has changed meanwhile: run rostra fsck again';
  return { ...difference, remedy, isMendable: false, isMended };
}
