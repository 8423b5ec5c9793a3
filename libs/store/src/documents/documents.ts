import type { CaptureRecord, DocumentRecord, PageResult, SpeechEvent, TimelineEntry } from '#domain';
import type { DocumentJob, StageContract } from '#stages';
import type { Database } from '../database.js';
import type { Sources } from '../sources.js';
import { type Accepted, acceptCapture, acceptUrl, type UrlRequest } from './accept.js';
import { announce } from './announce.js';
import { bringBack } from './bring-back.js';
import { type Claim, type ClaimOptions, type Claimed, claim, renew } from './claim.js';
import { type StageRowFigures, stageFigures } from './figures.js';
import { bury, crashed, type Fate, fault, release } from './give-up.js';
import { type ExpectedVersions, expectedVersions, saveIndexed, type ToIndex, toIndex } from './index-rows.js';
import type { NewCapture } from './new-capture.js';
import {
  type DocumentFilter,
  type DocumentPage,
  listDocuments,
  readByKey,
  readCapture,
  readCaptures,
  readDocument,
  readFileNames,
  readPageResult,
  readTimeline,
} from './read.js';
import { releaseAbandoned, stuck } from './recover.js';
import { saveFetched } from './save-fetched.js';
import { saveParsed } from './save-parsed.js';
import { capturesOn, type DescribedCapture, hashesOf, standsOn, withdraw } from './withdraw.js';

/**
 * Documents on their way through the rooms. Each verb is one commit; what is done with a claim changes nothing when the claim no longer holds
 * (another worker has the document, a newer capture came, it was withdrawn). The functions behind the verbs say more.
 */
export class Documents {
  constructor(
    private readonly database: Database,
    private readonly sources: Sources,
  ) {}

  /** When it resolves, the capture is in the archive and the parser will be woken. Throws IdempotencyConflict. */
  acceptCapture(capture: NewCapture): Promise<Accepted> {
    return acceptCapture(this.database, this.sources, capture);
  }

  /** When it resolves, the crawler will be woken. Throws IdempotencyConflict. */
  acceptUrl(request: UrlRequest): Promise<Accepted> {
    return acceptUrl(this.database, this.sources, request);
  }

  claim(stage: StageContract, jobs: readonly DocumentJob[], worker: string, options?: ClaimOptions): Promise<Claimed> {
    return claim(this.database, stage, jobs, worker, options);
  }

  saveFetched(claim: Claim, capture: NewCapture, durationMs: number): Promise<'saved' | 'unchanged' | 'superseded'> {
    return saveFetched(this.database, claim, capture, durationMs);
  }

  saveParsed(claim: Claim, page: PageResult, durationMs: number): Promise<'saved' | 'superseded'> {
    return saveParsed(this.database, claim, page, durationMs);
  }

  expectedVersions(claims: readonly Claim[]): Promise<ExpectedVersions> {
    return expectedVersions(this.database, claims);
  }

  /** In parts of at most `partBytes` of text, in UTF-8. */
  toIndex(claims: readonly Claim[], partBytes?: number): AsyncGenerator<ToIndex[]> {
    return toIndex(this.database, claims, partBytes);
  }

  saveIndexed(claims: readonly Claim[], durationMs: number): Promise<string[]> {
    return saveIndexed(this.database, claims, durationMs);
  }

  /** The caller has made sure that the search index answers for the speeches. Resolves with the new lines of the log. */
  announce(claims: readonly Claim[], durationMs: number): Promise<SpeechEvent[]> {
    return announce(this.database, claims, durationMs);
  }

  release(claim: Claim, retryInMs?: number): Promise<void> {
    return release(this.database, claim, retryInMs);
  }

  fault(claim: Claim, error: { readonly message: string }, retryInMs: number): Promise<Fate> {
    return fault(this.database, claim, error, retryInMs);
  }

  crashed(claim: Claim, error: { readonly message: string }): Promise<Fate> {
    return crashed(this.database, claim, error);
  }

  bury(claim: Claim, error: { readonly code: string; readonly message: string }): Promise<void> {
    return bury(this.database, claim, error);
  }

  withdraw(documentId: string, reason: string): Promise<DocumentRecord | null> {
    return withdraw(this.database, documentId, reason);
  }

  hashesOf(documentId: string): Promise<string[]> {
    return hashesOf(this.database, documentId);
  }

  standsOn(sha256: string): Promise<boolean> {
    return standsOn(this.database, sha256);
  }

  capturesOn(sha256: string): Promise<DescribedCapture[]> {
    return capturesOn(this.database, sha256);
  }

  /** `forMs` default: what the stage says. */
  stuck(stage: StageContract, limit: number, skip = 0, forMs: number = stage.stuckAfterMs): Promise<DocumentJob[]> {
    return stuck(this.database, stage, limit, skip, forMs);
  }

  bringBack(): Promise<void> {
    return bringBack(this.database);
  }

  /** Prolongs these claims by their stage's lease; a claim that was lost stays lost. */
  renew(claims: readonly Claim[]): Promise<void> {
    return renew(this.database, claims);
  }

  releaseAbandoned(): Promise<number> {
    return releaseAbandoned(this.database);
  }

  get(id: string): Promise<DocumentRecord | null> {
    return readDocument(this.database, id);
  }

  byKey(key: string): Promise<DocumentRecord | null> {
    return readByKey(this.database, key);
  }

  list(filter: DocumentFilter = {}): Promise<DocumentPage> {
    return listDocuments(this.database, filter);
  }

  captureOf(documentId: string, revision: number): Promise<CaptureRecord | null> {
    return readCapture(this.database, documentId, revision);
  }

  captures(documentId: string): Promise<CaptureRecord[]> {
    return readCaptures(this.database, documentId);
  }

  fileNames(documentIds: readonly string[]): Promise<Map<string, string>> {
    return readFileNames(this.database, documentIds);
  }

  timeline(documentId: string): Promise<TimelineEntry[]> {
    return readTimeline(this.database, documentId);
  }

  pageResult(documentId: string, revision?: number): Promise<PageResult | null> {
    return readPageResult(this.database, documentId, revision);
  }

  stageFigures(now: Date | null = null): Promise<StageRowFigures[]> {
    return stageFigures(this.database, now);
  }
}
