import type { BlobStore } from '#blobs';
import { done, skipped, Unprocessable } from '#domain';
import type { GuardedClient } from '#fetching';
import type { Verdict } from '#queue';
import { type DocumentJob, fetchStage } from '#stages';
import type { Claim } from '#store';
import { dropBlob, keptBlob } from './drop-blob.js';
import { failpoint } from './failpoints.js';
import { type RoomDeps, takeOn } from './take-on.js';

export interface FetchDeps extends RoomDeps {
  readonly blobs: BlobStore;
  readonly client: GuardedClient;
  readonly clock: () => Date;
}

/** Crawler room: one accepted URL becomes a capture, safely stored before the row says so. */
export function fetchDocument(job: DocumentJob, deps: FetchDeps): Promise<Verdict> {
  return takeOn(fetchStage, job, deps, (claim) => fetchClaimed(claim, deps));
}

async function fetchClaimed(claim: Claim, { documents, blobs, client, clock }: FetchDeps): Promise<Verdict> {
  const startedAt = performance.now();
  const { url, key } = claim.document;
  if (!url) throw new Unprocessable('no-url', 'The document has no URL to fetch; push its body instead.');
  const fetched = await client.get(url);
  const now = clock();
  const about = {
    key,
    url,
    source: claim.source,
    finalUrl: fetched.finalUrl,
    fileName: null,
    contentType: fetched.contentType,
    headers: fetched.headers,
  };
  const description = { ...about, capturedAt: now.toISOString(), receivedAt: now.toISOString() };
  const blob = await blobs.put(fetched.body, description);
  failpoint('crawler.before-commit');
  const outcome = await documents.saveFetched(claim, { ...about, ...blob, capturedAt: now }, performance.now() - startedAt);
  failpoint('crawler.after-commit');
  if (outcome === 'superseded') {
    await dropBlob(blob.sha256, { documents, blobs });
    return skipped('superseded');
  }
  await keptBlob(blob.sha256, fetched.body, description, blobs);
  return done();
}
