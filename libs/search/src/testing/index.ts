/** What every search index must keep, and what specs need to say it. For specs only. */
export { anEntry, idOf, outlined } from './builders.js';
export { corpus } from './corpus.js';
export { searchIndexContract } from './search-index.contract.js';
