/**
 * Holds the truth: documents and their way through the rooms, captures, page results, speeches, the outbox, the event log, dead letters.
 * May import stages and domain; nobody else writes SQL. Start reading at `store.ts`, then `documents/documents.ts`; the embedded
 * PostgreSQL is in `embedded/`.
 */
export { AlreadyRunning } from './alone.js';
export { type AppliedChange, appliedChanges, backOut, CannotBackOut } from './back-out.js';
export { type DeadLetterGroup, DeadLetters } from './dead-letters.js';
export { type Accepted, type AcceptOutcome, IdempotencyConflict, type UrlRequest } from './documents/accept.js';
export type { Claim, Claimed, ClaimOptions, SkipReason } from './documents/claim.js';
export { Documents } from './documents/documents.js';
export type { Percentiles, StageRowFigures } from './documents/figures.js';
export type { Fate } from './documents/give-up.js';
export type { ToIndex } from './documents/index-rows.js';
export type { NewCapture } from './documents/new-capture.js';
export { BadCursor, type DocumentFilter, type DocumentPage } from './documents/read.js';
export { DataDirInUse, type DataDirLock, type LockHolder, lockDataDir } from './embedded/data-dir-lock.js';
export type { SourceRecord } from './entities/source.entity.js';
export type { DescribedCapture } from './documents/withdraw.js';
export { type BodyStanding, Examination, type RowCounts } from './examination/examination.js';
export { ROW_FAULT_KINDS, type RowFault, type RowFaultKind } from './examination/faults.js';
export { EventLog } from './event-log.js';
export { Markers } from './markers.js';
export { Outbox, type OutboxRow } from './outbox.js';
export type { Reparsed, ReparseTask } from './reparses/comparing.js';
export type { HeldRun } from './reparses/holding.js';
export { Reparses } from './reparses/reparses.js';
export { WrongReparseState } from './reparses/runs.js';
export { Signals, type Topic } from './signals.js';
export { KnownRule, ruleSet, type SiteCapture, type SiteRuleFilter, SiteRules, TooManyRules } from './site-rules.js';
export { Sources } from './sources.js';
export type { IndexedSpeech } from './rows.js';
export { Speeches, type SpeechStanding } from './speeches.js';
export { ARCHIVE_ID } from './markers.js';
export { MOVE_MARKER } from './tables/move-marker.js';
export { type Snapshot, Tables, type TableSum } from './tables/tables.js';
export { type DatabaseConfig, openStore, Store } from './store.js';
