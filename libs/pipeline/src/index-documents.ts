import { done, skipped } from '#domain';
import type { Verdict } from '#queue';
import type { SearchEntry, SearchIndex } from '#search';
import { type DocumentJob, indexStage } from '#stages';
import type { Claim, IndexedSpeech } from '#store';
import { failpoint } from './failpoints.js';
import { type RoomDeps } from './take-on.js';
import { takeOnTogether } from './take-on-together.js';

export interface IndexDeps extends RoomDeps {
  readonly index: SearchIndex;
}

/** Indexer room: the speeches of these revisions become searchable, and those that vanished no longer are. One verdict per job, in order. */
export function indexDocuments(jobs: readonly DocumentJob[], deps: IndexDeps): Promise<readonly Verdict[]> {
  return takeOnTogether(indexStage, jobs, deps, (claims) => indexClaimed(claims, deps));
}

async function indexClaimed(claims: readonly Claim[], { documents, index }: IndexDeps): Promise<ReadonlyMap<string, Verdict>> {
  const startedAt = performance.now();
  for await (const part of documents.toIndex(claims)) {
    failpoint('indexer.before-engine');
    await index.upsert(part.flatMap(({ upsert }) => upsert.map(toEntry)));
    await index.withdraw(part.flatMap(({ withdraw }) => withdraw));
  }
  failpoint('indexer.after-engine-ack');
  const saved = new Set(await documents.saveIndexed(claims, performance.now() - startedAt));
  failpoint('indexer.after-commit');
  return new Map(claims.map(({ documentId }) => [documentId, saved.has(documentId) ? done() : skipped('superseded')]));
}

/** The part of a speech that the index keeps. */
export function toEntry(speech: IndexedSpeech): SearchEntry {
  const { id, documentId, version, title, text, outline, speaker, site, kind, year, date } = speech;
  return { speechId: id, documentId, version, title, text, outline, speaker, site, kind, year, date };
}
