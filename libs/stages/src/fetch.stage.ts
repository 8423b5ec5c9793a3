import { defineStage } from './stage.js';

/** Added when a URL was accepted. The crawler fetches it and leaves a capture behind. */
export const fetchStage = defineStage({
  room: 'crawler',
  queue: 'speech.fetch',
  takes: 'accepted',
  leaves: 'fetched',
  retry: { attempts: 5, firstDelayMs: 5_000, maxDelayMs: 300_000 },
  leaseMs: 15_000,
  stuckAfterMs: 15_000,
});
