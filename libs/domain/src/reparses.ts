import type { ChangeKind } from './page-changes.js';

/** `outdated`: documents whose result is another parser version's, or was made with other rules of its site than are in force. `all`: every document, also to prove that nothing would change. */
export const REPARSE_SCOPES = ['outdated', 'all'] as const;
export type ReparseScope = (typeof REPARSE_SCOPES)[number];

/**
 * `comparing` and `compared` are the dry run; `applying` and `applied` switch the documents to its results; `rollingBack` and `rolledBack` put
 * back what they had. `closed` has given up what it kept: a later run took its place, its time was over, or it met another parser version.
 */
export const REPARSE_STATES = ['comparing', 'compared', 'applying', 'applied', 'rollingBack', 'rolledBack', 'closed'] as const;
export type ReparseState = (typeof REPARSE_STATES)[number];

/** A way of the present parser version through the stored captures. */
export interface ReparseRecord {
  readonly id: string;
  readonly scope: ReparseScope;
  /** Whose documents; null for those of all sites. */
  readonly site: string | null;
  /** The version whose results are compared and applied. */
  readonly parserVersion: string;
  readonly state: ReparseState;
  /** Documents to look at, counted when the dry run began. */
  readonly total: number;
  readonly createdAt: Date;
  readonly stateSince: Date;
}

/** Counts of documents, but for the two that say speeches. */
export interface ReparseCounts {
  readonly same: number;
  readonly changed: number;
  /** The present parser refuses the capture or gives up on it: the document keeps what it has. */
  readonly failing: number;
  /** Those of the changed that had speeches and would have none. */
  readonly nowEmpty: number;
  readonly newSpeeches: number;
  readonly vanishedSpeeches: number;
  /** A newer capture, a newer result or a withdrawal came before this one: the document keeps it. */
  readonly overtaken: number;
  /** Stand on the result of this run. */
  readonly applied: number;
  /** Stand on the result from before this run again. */
  readonly rolledBack: number;
}

/** What one document would become or became. */
export interface ReparseExample {
  readonly documentId: string;
  readonly title: string | null;
  readonly fromVersion: string;
  /** Share of the text that is not the same, 0 to 1. */
  readonly share: number;
  readonly kinds: readonly ChangeKind[];
  readonly speeches: { readonly before: number; readonly after: number };
  /** UTF-16 units of all speeches. */
  readonly characters: { readonly before: number; readonly after: number };
  /** Why the present parser fails; null when it does not. */
  readonly message: string | null;
}

export interface ReparseReport extends ReparseRecord {
  readonly counts: ReparseCounts;
  /** Changed documents by what changed; one document may count several times. */
  readonly kinds: Readonly<Partial<Record<ChangeKind, number>>>;
  /** The worst first; empty once the run is closed. */
  readonly examples: readonly ReparseExample[];
  /** Some of the failing. */
  readonly failures: readonly ReparseExample[];
}
