import type { BlobStore } from '../blob-store.js';
import type { S3Connection } from './s3-objects.js';

/**
 * Keeps blobs in an S3 bucket, which any number of processes may share. The bucket has to exist: how to make one differs, and a typing error
 * should not become a bucket.
 * Rejects with TryLater while the server cannot be reached, and with an Error of one sentence when settings or rights have to change. Later every
 * method rejects with TryLater for both: the work waits.
 */
export async function openS3Blobs(connection: S3Connection, clock: () => Date = () => new Date()): Promise<BlobStore> {
  // The SDK takes 300 ms and 35 MB, which an archive on files can do without.
  const { S3Blobs } = await import('./s3-blobs.js');
  return S3Blobs.open(connection, clock);
}
