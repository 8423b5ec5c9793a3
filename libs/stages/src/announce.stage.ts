import { defineStage } from './stage.js';

/** Added once the index has taken the speeches. The announcer writes the event log. */
export const announceStage = defineStage({
  room: 'announcer',
  queue: 'speech.announce',
  takes: 'indexed',
  leaves: 'announced',
  retry: { attempts: 8, firstDelayMs: 1_000, maxDelayMs: 60_000 },
  leaseMs: 15_000,
  stuckAfterMs: 10_000,
});
