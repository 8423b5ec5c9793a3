import { skipped, TryLater, Unprocessable } from '#domain';
import type { Verdict } from '#queue';
import type { DocumentJob, StageContract } from '#stages';
import type { Claim, Documents } from '#store';
import type { Gate } from './gate.js';
import type { Leases } from './leases.js';

/** The thread that had this document died or overran its deadline; the process lives, so the blame is certain. Three of these make a dead letter. */
export class WorkerCrashed extends Error {
  override readonly name = 'WorkerCrashed';
}

export interface RoomDeps {
  readonly documents: Documents;
  /** Who holds the leases, for people who read them. */
  readonly worker: string;
  readonly gate: Gate;
  readonly leases: Leases;
}

/**
 * Claims one document, runs the room's work on it and writes what comes of it into its row, so that every way out is covered:
 * done or superseded, patience, a dead letter, a crash, a fault. A document that was in hand when a process died runs alone,
 * unless the work can take suspects.
 */
export async function takeOn(
  stage: StageContract,
  job: DocumentJob,
  deps: RoomDeps,
  work: (claim: Claim) => Promise<Verdict>,
  suspects: 'take' | 'leave' = 'leave',
): Promise<Verdict> {
  const { documents, worker, gate } = deps;
  const first = await gate.shared(async () => {
    const { claims, skipped: left } = await documents.claim(stage, [job], worker, { suspects });
    const claim = claims[0];
    return claim ? guarded(claim, deps, work) : skipped(left[0]?.reason ?? 'superseded');
  });
  if (first.kind !== 'skipped' || first.reason !== 'suspect') return first;
  return gate.alone(async () => {
    const { claims, skipped: left } = await documents.claim(stage, [job], worker);
    const claim = claims[0];
    return claim ? guarded(claim, deps, work) : skipped(left[0]?.reason ?? 'superseded');
  });
}

/** Runs the work under its claim; whatever it throws becomes the row's state and a verdict. A claim that cannot be settled is given back later. */
export async function guarded(
  claim: Claim,
  { documents, leases }: Pick<RoomDeps, 'documents' | 'leases'>,
  work: (claim: Claim) => Promise<Verdict>,
): Promise<Verdict> {
  try {
    return await leases.during([claim], () => work(claim));
  } catch (error) {
    return settle(claim, { documents, leases }, error);
  }
}

/** Writes what an error means for the document. While the database is away, the claim is given back as soon as it answers. */
export async function settle(
  claim: Claim,
  { documents, leases }: Pick<RoomDeps, 'documents' | 'leases'>,
  error: unknown,
): Promise<Verdict> {
  try {
    return await written(claim, documents, error);
  } catch (trouble) {
    leases.giveBack(claim);
    if (trouble instanceof TryLater) return { kind: 'later', delayMs: trouble.delayMs, reason: trouble.message };
    throw trouble;
  }
}

async function written(claim: Claim, documents: Documents, error: unknown): Promise<Verdict> {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof TryLater) {
    await documents.release(claim, error.delayMs);
    return { kind: 'later', delayMs: error.delayMs, reason: message };
  }
  if (error instanceof Unprocessable) {
    await documents.bury(claim, { code: error.code, message });
    return skipped(error.code);
  }
  const delayMs = backoff(claim);
  const fate =
    error instanceof WorkerCrashed ? await documents.crashed(claim, { message }) : await documents.fault(claim, { message }, delayMs);
  return fate === 'dead' ? skipped('dead letter') : { kind: 'later', delayMs, reason: message };
}

/** Doubles with each attempt, within the stage's bounds. */
function backoff({ stage, attempts }: Claim): number {
  return Math.min(stage.retry.maxDelayMs, stage.retry.firstDelayMs * 2 ** Math.max(0, attempts - 1));
}
