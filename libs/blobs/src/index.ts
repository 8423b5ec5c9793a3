/**
 * Bodies of captures, named by the SHA-256 of their bytes, each with its own description beside it.
 * May import stages and domain. Start reading at `blob-store.ts` (the promise), then `files/file-blobs.ts` (how files keep it).
 */
export { type BlobDescription, BlobStore } from './blob-store.js';
export { BlobDamaged, BlobMissing } from './errors.js';
export { openFileBlobs } from './files/file-blobs.js';
