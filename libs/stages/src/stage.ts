import { z } from 'zod';
import type { Stage } from '#domain';

/** Every job of the flow carries ids only: a retry a week later meets its revision or skips. */
export const documentJob = z.object({ documentId: z.uuid(), revision: z.int().nonnegative() });
export type DocumentJob = z.infer<typeof documentJob>;

export type RoomName = 'crawler' | 'parser' | 'indexer' | 'announcer';

/** The contract between the row that wants work done and the room that does it. */
export interface StageContract<Name extends RoomName = RoomName> {
  readonly room: Name;
  /** BullMQ queue name; BullMQ allows no colon in names or ids. */
  readonly queue: string;
  /** The stage a document must stand in for this room to take it, and the one it is left in. */
  readonly takes: Stage;
  readonly leaves: Stage;
  readonly payload: typeof documentJob;
  /** Removes duplicates while the job is kept; it saves work and is not what makes a handler safe. */
  jobId(job: DocumentJob): string;
  readonly retry: { readonly attempts: number; readonly firstDelayMs: number; readonly maxDelayMs: number };
  /** A worker that has not prolonged its hold on a document for this long counts as dead, in ms. */
  readonly leaseMs: number;
  /** A row that has stood this long without a lease gets its job added again, in ms. */
  readonly stuckAfterMs: number;
}

export function defineStage<const Name extends RoomName>(contract: Omit<StageContract<Name>, 'payload' | 'jobId'>): StageContract<Name> {
  return { ...contract, payload: documentJob, jobId: ({ documentId, revision }) => `${contract.room}-${documentId}-r${revision}` };
}
