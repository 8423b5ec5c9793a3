import type { RowFaultKind } from '#store';
import type { Tell } from '../telling.js';

export type DifferenceKind =
  | RowFaultKind
  | 'blob-missing'
  | 'blob-damaged'
  | 'blob-undescribed'
  | 'blob-unknown'
  | 'blob-withdrawn'
  | 'index-missing'
  | 'index-stale'
  | 'index-ahead'
  | 'index-withdrawn'
  | 'index-unknown';

/** One thing that two parts of the archive do not agree on. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** Of the document, speech, blob, event or row. */
  readonly id: string;
  /** How they differ, in a few words. */
  readonly what: string;
  /** What repairs it; for a mendable one what `--repair` does. */
  readonly remedy: string;
  readonly isMendable: boolean;
}

/** One part of the archive that is compared with another. */
export interface Area {
  /** Finds what differs, and differs still when it is looked at again. Changes nothing. */
  find(): Promise<readonly Difference[]>;
  /** Mends what can be mended without loss and answers those that agree now. */
  mend(differences: readonly Difference[]): Promise<readonly Difference[]>;
}

export interface AreaDeps {
  readonly tell: Tell;
  /** Resolves when what was on its way has had time to arrive; at once when nobody else works on the archive. */
  readonly settle: () => Promise<void>;
}
