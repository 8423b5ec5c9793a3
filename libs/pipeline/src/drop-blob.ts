import { type BlobDescription, BlobDamaged, BlobMissing, type BlobStore } from '#blobs';
import type { DescribedCapture, Documents } from '#store';

interface Deps {
  readonly documents: Pick<Documents, 'standsOn' | 'capturesOn'>;
  readonly blobs: BlobStore;
}

/**
 * Deletes bytes that no document stands on any more, damaged ones too. A push of the same bytes may commit at the same moment: whoever stands on them
 * after the deletion gets them back, with the descriptions of those who do, and the pusher looks for itself as well (`keptBlob`).
 */
export async function dropBlob(sha256: string, { documents, blobs }: Deps): Promise<void> {
  if (await documents.standsOn(sha256)) return;
  const known = await blobs.describe(sha256).catch(unreadable<readonly BlobDescription[]>([]));
  const body = await blobs.read(sha256).catch(unreadable(null));
  await blobs.delete(sha256);
  if (body === null) return;
  const standing = await documents.capturesOn(sha256);
  // The description that a pusher wrote in between may have gone with the others; its row knows what it said.
  const theirs = known.filter(({ key }) => standing.some((capture) => capture.key === key));
  const lost = standing.filter(({ key }) => !theirs.some((description) => description.key === key));
  for (const description of [...theirs, ...lost.map(descriptionOf)]) await blobs.put(body, description);
}

/** Called once a row stands on the bytes: puts them again when a deletion that had begun before took them away. */
export async function keptBlob(sha256: string, body: Uint8Array, description: BlobDescription, blobs: BlobStore): Promise<void> {
  if (!(await blobs.has(sha256))) await blobs.put(body, description);
}

/** What is written beside the bytes of a capture. */
export function descriptionOf(capture: DescribedCapture): BlobDescription {
  const { url, finalUrl, key, source, fileName, contentType, headers, capturedAt, receivedAt } = capture;
  const instants = { capturedAt: capturedAt.toISOString(), receivedAt: receivedAt.toISOString() };
  return { url, finalUrl, key, source, fileName, contentType, headers, ...instants };
}

const unreadable =
  <Instead>(instead: Instead) =>
  (error: unknown): Instead => {
    if (error instanceof BlobMissing || error instanceof BlobDamaged) return instead;
    throw error;
  };
