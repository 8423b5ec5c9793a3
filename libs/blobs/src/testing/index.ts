/** What every blob store must keep, and what specs need to say it. For specs only. */
export { aDescription, blobStoreContract } from './blob-store.contract.js';
