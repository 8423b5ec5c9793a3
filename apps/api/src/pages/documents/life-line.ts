import { type DocumentRecord, STAGES, type TimelineEntry } from '#domain';

export type RoomStep = (typeof STAGES)[number];

export interface LifeStep {
  readonly step: RoomStep;
  readonly state: 'done' | 'current' | 'failed' | 'ahead';
  readonly at: Date | null;
  readonly durationMs: number | null;
  /** Time since the step before, in ms. */
  readonly sinceMs: number | null;
  readonly attempts: number;
  readonly reason: string | null;
}

/** The rooms of one revision as steps. A pushed body needs no crawler, so its life line has no such step. */
export function lifeLine(document: DocumentRecord, timeline: readonly TimelineEntry[]): LifeStep[] {
  const entries = timeline.filter(({ revision, step }) => revision === document.revision || step === 'accepted');
  const reached = STAGES.indexOf(document.stage);
  const steps = STAGES.map((step, place) => stepOf(document, step, place, reached, entries)).filter(
    ({ step, state, at }) => !(step === 'fetched' && state === 'done' && at === null),
  );
  return steps.map((each, index) => ({ ...each, sinceMs: since(each, steps.slice(0, index)) }));
}

function stepOf(document: DocumentRecord, step: RoomStep, place: number, reached: number, entries: readonly TimelineEntry[]): LifeStep {
  const entry = entries.findLast((each) => each.step === step);
  const next = place === reached + 1;
  const trouble = next ? entries.findLast((each) => each.step === 'retry' || each.step === 'dead' || each.step === 'crashed') : undefined;
  const blank = { step, durationMs: null, sinceMs: null, at: null, attempts: 0, reason: null };
  if (place <= reached)
    return {
      ...blank,
      state: 'done',
      at: entry?.at ?? null,
      durationMs: entry?.durationMs ?? null,
      attempts: entry?.attempt ?? 0,
      reason: entry?.reason ?? null,
    };
  if (!next || document.state === 'withdrawn') return { ...blank, state: 'ahead' };
  const state = document.state === 'dead' ? 'failed' : 'current';
  return { ...blank, state, at: trouble?.at ?? null, attempts: document.attempts, reason: trouble?.reason ?? document.reason };
}

function since({ at }: LifeStep, earlier: readonly LifeStep[]): number | null {
  const before = earlier.findLast((each) => each.at !== null)?.at;
  return at && before ? Math.max(0, at.getTime() - before.getTime()) : null;
}
