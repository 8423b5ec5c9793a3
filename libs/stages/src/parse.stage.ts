import { defineStage } from './stage.js';

/** Added once the raw bytes are safely stored. The parser turns the capture into a page result. */
export const parseStage = defineStage({
  room: 'parser',
  queue: 'speech.parse',
  takes: 'fetched',
  leaves: 'parsed',
  retry: { attempts: 5, firstDelayMs: 1_000, maxDelayMs: 60_000 },
  leaseMs: 15_000,
  stuckAfterMs: 10_000,
});
