/**
 * Looking after an archive from outside its flow: building its index anew, comparing all its parts, moving it to other engines.
 * No Nest; engines are handed in. May import pipeline, store, search, blobs, stages and domain. Start reading at `reindex.ts`,
 * `fsck/fsck.ts` and `move/move.ts`.
 */
export type { Difference, DifferenceKind } from './fsck/difference.js';
export { fsck, type FsckReport } from './fsck/fsck.js';
export { move, type MoveReport } from './move/move.js';
export { CannotMove } from './move/target.js';
export { reindex, type ReindexReport, StillDiffers } from './reindex.js';
export type { Progress, Tell } from './telling.js';
