import { defineStage } from './stage.js';

/** Added with the committed page result. The indexer makes its speeches searchable. */
export const indexStage = defineStage({
  room: 'indexer',
  queue: 'speech.index',
  takes: 'parsed',
  leaves: 'indexed',
  retry: { attempts: 8, firstDelayMs: 1_000, maxDelayMs: 60_000 },
  leaseMs: 15_000,
  stuckAfterMs: 10_000,
});
