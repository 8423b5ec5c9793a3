/**
 * The contracts between rooms, one file per stage: queue name, payload, job id, retry policy, lease.
 * Producer and worker import the same constant. May import domain and zod only. Start reading at `stage.ts`.
 */
import { announceStage } from './announce.stage.js';
import { fetchStage } from './fetch.stage.js';
import { indexStage } from './index-speeches.stage.js';
import { parseStage } from './parse.stage.js';
import type { StageContract } from './stage.js';

export { announceStage, fetchStage, indexStage, parseStage };
export { type DocumentJob, documentJob, type RoomName, type StageContract } from './stage.js';

/** All stages in the order of the flow. */
export const stages: readonly StageContract[] = [fetchStage, parseStage, indexStage, announceStage];

/** The stage that takes documents left in this one, or null at the end of the flow. */
export const stageAfter = (leaves: string): StageContract | null => stages.find((stage) => stage.takes === leaves) ?? null;
