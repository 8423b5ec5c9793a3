/**
 * Bodies of captures, named by the SHA-256 of their bytes, each with its own description beside it.
 * May import stages and domain. Start reading at `blob-store.ts` (the promise), then `files/file-blobs.ts` and `s3/s3-blobs.ts`
 * (how files and objects keep it).
 */
export { type BlobDescription, BlobStore } from './blob-store.js';
export { BlobDamaged, BlobMissing } from './errors.js';
export { openFileBlobs } from './files/file-blobs.js';
export { openS3Blobs } from './s3/open-s3-blobs.js';
export type { S3Connection } from './s3/s3-objects.js';
export { addressOf, type S3Place, s3PlaceOf } from './s3/s3-place.js';
