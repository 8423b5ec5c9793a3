import { skipped, TryLater } from '#domain';
import type { Verdict } from '#queue';
import type { DocumentJob, StageContract } from '#stages';
import type { Claim } from '#store';
import { guarded, type RoomDeps, settle, takeOn } from './take-on.js';

type Work = (claims: readonly Claim[]) => Promise<ReadonlyMap<string, Verdict>>;

/**
 * Claims many documents in one go and works on them as one batch. When the batch fails, each is tried by itself, so that a single bad
 * document cannot hold its neighbours; documents that were in hand when a process died always run by themselves.
 */
export async function takeOnTogether(
  stage: StageContract,
  jobs: readonly DocumentJob[],
  deps: RoomDeps,
  work: Work,
): Promise<readonly Verdict[]> {
  const verdicts = await deps.gate.shared(() => bulk(stage, jobs, deps, work));
  const settled: Verdict[] = [];
  for (const job of jobs) {
    const verdict = verdicts.get(job.documentId) ?? skipped('superseded');
    const suspect = verdict.kind === 'skipped' && verdict.reason === 'suspect';
    settled.push(suspect ? await takeOn(stage, job, deps, (claim) => single(claim, work)) : verdict);
  }
  return settled;
}

async function bulk(stage: StageContract, jobs: readonly DocumentJob[], deps: RoomDeps, work: Work): Promise<Map<string, Verdict>> {
  const { claims, skipped: left } = await deps.documents.claim(stage, jobs, deps.worker, { suspects: 'leave' });
  const verdicts = new Map<string, Verdict>(left.map(({ job, reason }) => [job.documentId, skipped(reason)]));
  if (claims.length === 0) return verdicts;
  try {
    for (const [documentId, verdict] of await deps.leases.during(claims, () => work(claims))) verdicts.set(documentId, verdict);
  } catch (error) {
    if (error instanceof TryLater) {
      // None of them is to blame, and each by itself would meet the same.
      for (const claim of claims) verdicts.set(claim.documentId, await settle(claim, deps, error));
      return verdicts;
    }
    // Which of them is to blame shows when each runs by itself.
    await deps.leases.during(claims, async () => {
      for (const claim of claims) verdicts.set(claim.documentId, await guarded(claim, deps, (one) => single(one, work)));
    });
  }
  return verdicts;
}

async function single(claim: Claim, work: Work): Promise<Verdict> {
  return (await work([claim])).get(claim.documentId) ?? skipped('superseded');
}
