/**
 * BullMQ on either backend: queues, the worker base, the outbox relay, the reconciler and a board to look at it all.
 * May import stages and domain; rows reach it through the small interfaces it declares. Start reading at `queues.ts`, then `stage-worker.ts`.
 */
export { Batcher } from './batcher.js';
export { checkRedis, claimRedis, type QueueConfig } from './connection.js';
export { Loop } from './loop.js';
export { Pauses } from './pauses.js';
export { QueueBoard, type StageFigures, type StageRowFigures } from './queue-board.js';
export { type JobToAdd, Queues } from './queues.js';
export { Reconciler } from './reconciler.js';
export { readRedisUrl, redisForms } from './redis-target.js';
export { Relay } from './relay.js';
export { type Handler, StageWorker, type Verdict } from './stage-worker.js';
export { WorkerRoll } from './worker-roll.js';
