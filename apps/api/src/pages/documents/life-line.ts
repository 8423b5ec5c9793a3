import { type DocumentRecord, STAGES, type TimelineEntry } from '#domain';

export type RoomStep = (typeof STAGES)[number];

export interface LifeStep {
  readonly step: RoomStep;
  /** `unreached`: nothing will come of it any more, unless somebody tries the document again. */
  readonly state: 'done' | 'current' | 'failed' | 'ahead' | 'unreached';
  readonly at: Date | null;
  readonly durationMs: number | null;
  /** Time since the step before, in ms. */
  readonly sinceMs: number | null;
  readonly attempts: number;
  readonly reason: string | null;
  /** A retry waits until then. */
  readonly nextTryAt: Date | null;
}

/** The rooms of one revision as steps. A pushed body needs no crawler, so its life line has no such step. */
export function lifeLine(document: DocumentRecord, timeline: readonly TimelineEntry[], now: Date): LifeStep[] {
  const entries = timeline.filter(({ revision, step }) => revision === document.revision || step === 'accepted');
  const reached = STAGES.indexOf(document.stage);
  const steps = STAGES.map((step, place) => stepOf(document, step, place - reached, entries, now)).filter(
    ({ step, state, at }) => !(step === 'fetched' && state === 'done' && at === null),
  );
  return steps.map((each, index) => ({ ...each, sinceMs: since(each, steps.slice(0, index)) }));
}

/** `ahead`: how many rooms lie between the one the document has passed last and this one; 0 or less is behind it. */
function stepOf(document: DocumentRecord, step: RoomStep, ahead: number, entries: readonly TimelineEntry[], now: Date): LifeStep {
  const blank = { step, durationMs: null, sinceMs: null, at: null, attempts: 0, reason: null, nextTryAt: null };
  if (ahead <= 0) {
    const entry = entries.findLast((each) => each.step === step);
    const { at = null, durationMs = null, attempt, reason = null } = entry ?? {};
    return { ...blank, state: 'done', at, durationMs, attempts: attempt ?? 0, reason };
  }
  if (document.state === 'withdrawn') return { ...blank, state: 'unreached' };
  const isActive = document.state === 'active';
  if (ahead > 1) return { ...blank, state: isActive ? 'ahead' : 'unreached' };
  const trouble = entries.findLast((each) => each.step === 'retry' || each.step === 'dead' || each.step === 'crashed');
  const waits = isActive && document.notBefore !== null && document.notBefore > now;
  return {
    ...blank,
    state: isActive ? 'current' : 'failed',
    at: trouble?.at ?? null,
    attempts: document.attempts,
    reason: trouble?.reason ?? document.reason,
    nextTryAt: waits ? document.notBefore : null,
  };
}

function since({ at }: LifeStep, earlier: readonly LifeStep[]): number | null {
  const before = earlier.findLast((each) => each.at !== null)?.at;
  return at && before ? Math.max(0, at.getTime() - before.getTime()) : null;
}
