/**
 * What each room does, as functions over stores and ports: accept, fetch, parse, index, announce, reparsing, rules of sites, and
 * comparing the index with the store.
 * No Nest. May import every lib but platform. Start reading at `accept.ts`, then `take-on.ts`.
 */
export { type AcceptDeps, acceptPush, acceptUrl, type Push } from './accept.js';
export { type AnnounceDeps, announceDocuments } from './announce-documents.js';
export { type Compared, compareIndex, type IndexDifference, indexDifferences, mendIndex } from './compare-index.js';
export { descriptionOf, dropBlob, keptBlob } from './drop-blob.js';
export { armFailpoints, type Failpoints, readFailpoints } from './failpoints.js';
export { type FetchDeps, fetchDocument } from './fetch-document.js';
export { Gate } from './gate.js';
export { Leases } from './leases.js';
export { type IndexDeps, indexDocuments, toEntry } from './index-documents.js';
export { IndexKeeper } from './index-keeper.js';
export { type ParseDeps, parseDocument } from './parse-document.js';
export { ParserPool, type ParserPoolOptions } from './parser-pool.js';
export { type ReparseDeps, reparseStep } from './reparse.js';
export { SiteLearner } from './site-learner.js';
export { learnSite, type PreviewedPage, previewRule, type SiteRuleDeps } from './site-rules.js';
export { type RoomDeps, WorkerCrashed } from './take-on.js';
