import type { BlobStore } from '#blobs';
import { done, TryLater } from '#domain';
import type { Verdict } from '#queue';
import type { SearchIndex } from '#search';
import { announceStage, type DocumentJob } from '#stages';
import type { Claim } from '#store';
import { dropBlob } from './drop-blob.js';
import { failpoint } from './failpoints.js';
import { toEntry } from './index-documents.js';
import type { RoomDeps } from './take-on.js';
import { takeOnTogether } from './take-on-together.js';

export interface AnnounceDeps extends RoomDeps {
  readonly index: SearchIndex;
  readonly blobs: BlobStore;
}

/** Announcer room: writes the event log, once the index answers for the speeches. One verdict per job, in order. */
export function announceDocuments(jobs: readonly DocumentJob[], deps: AnnounceDeps): Promise<readonly Verdict[]> {
  return takeOnTogether(announceStage, jobs, deps, (claims) => announceClaimed(claims, deps));
}

async function announceClaimed(claims: readonly Claim[], { documents, index, blobs }: AnnounceDeps): Promise<ReadonlyMap<string, Verdict>> {
  const startedAt = performance.now();
  await assertSearchable(claims, documents, index);
  // Before the commit that ends the flow: a crash in between deletes once more instead of leaving the bytes for ever.
  for (const { documentId, document } of claims) {
    if (document.state !== 'withdrawn') continue;
    for (const sha256 of await documents.hashesOf(documentId)) await dropBlob(sha256, { documents, blobs });
  }
  failpoint('announcer.before-commit');
  await documents.announce(claims, performance.now() - startedAt);
  failpoint('announcer.after-commit');
  return new Map(claims.map(({ documentId }) => [documentId, done()]));
}

/** An index that has lost what the indexer gave it gets it once more; the event waits until a search would find the speech. */
async function assertSearchable(claims: readonly Claim[], documents: AnnounceDeps['documents'], index: SearchIndex): Promise<void> {
  const { present, absent } = await documents.expectedVersions(claims);
  const found = await index.versions([...present, ...absent].map(({ speechId }) => speechId));
  const missing = new Set(present.filter(({ speechId, version }) => (found.get(speechId) ?? -1) < version).map(({ speechId }) => speechId));
  const lingering = absent.filter(({ speechId, version }) => (found.get(speechId) ?? Number.POSITIVE_INFINITY) <= version);
  if (missing.size === 0 && lingering.length === 0) return;
  for await (const part of documents.toIndex(claims)) {
    await index.upsert(
      part
        .flatMap(({ upsert }) => upsert)
        .filter(({ id }) => missing.has(id))
        .map(toEntry),
    );
  }
  await index.withdraw(lingering);
  throw new TryLater(500, 'The search index does not answer for every speech yet; it was given them again.');
}
