import { type BlobDescription, BlobMissing, type BlobStore } from '#blobs';
import type { Documents } from '#store';

interface Deps {
  readonly documents: Pick<Documents, 'standsOn'>;
  readonly blobs: BlobStore;
}

/**
 * Deletes bytes that no document stands on any more. A push of the same bytes may commit at the same moment: whoever stands on them after the
 * deletion gets them back, and the pusher looks for itself as well (`keptBlob`).
 */
export async function dropBlob(sha256: string, { documents, blobs }: Deps): Promise<void> {
  if (await documents.standsOn(sha256)) return;
  const descriptions = await blobs.describe(sha256);
  const body = await blobs.read(sha256).catch(missing);
  await blobs.delete(sha256);
  if (body === null || !(await documents.standsOn(sha256))) return;
  for (const description of descriptions) await blobs.put(body, description);
}

/** Called once a row stands on the bytes: puts them again when a deletion that had begun before took them away. */
export async function keptBlob(sha256: string, body: Uint8Array, description: BlobDescription, blobs: BlobStore): Promise<void> {
  if (!(await blobs.has(sha256))) await blobs.put(body, description);
}

function missing(error: unknown): null {
  if (error instanceof BlobMissing) return null;
  throw error;
}
