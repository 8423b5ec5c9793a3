/**
 * What became of one input: `searchable`; `unchanged`, the archive has this very body and it is searchable; `accepted`, not waited for; and the
 * ones that did not arrive, with a reason: `empty` has no speech, `failed` is a dead letter, `discarded` one that was given up, `withdrawn`,
 * `refused` at the door, `unreadable` on this side of it, `unsent` since the server went away, and `late`: accepted, but not finished when
 * waiting ended.
 */
export type Fate = (typeof FATES)[number];

/** Most wanted first. */
const FATES = [
  'searchable',
  'unchanged',
  'accepted',
  'empty',
  'failed',
  'discarded',
  'withdrawn',
  'refused',
  'unreadable',
  'unsent',
  'late',
] as const;

export interface Arrival {
  readonly input: string;
  readonly fate: Fate;
  readonly documentId: string | null;
  readonly reason: string | null;
  readonly speeches: readonly { readonly id: string; readonly title: string }[];
}

const ARRIVED: readonly Fate[] = ['searchable', 'unchanged', 'accepted'];

export const hasArrived = ({ fate }: Arrival): boolean => ARRIVED.includes(fate);

/** `3 searchable (4 speeches), 1 unchanged, 1 refused`: what happened, most wanted first. */
export function summaryOf(arrivals: readonly Arrival[], seconds: number): string {
  const parts = FATES.flatMap((fate) => {
    const those = arrivals.filter((arrival) => arrival.fate === fate);
    const speeches = those.reduce((sum, arrival) => sum + arrival.speeches.length, 0);
    return those.length === 0 ? [] : [`${those.length} ${fate}${speeches > 0 ? ` (${counted(speeches, 'speech', 'speeches')})` : ''}`];
  });
  return `${counted(arrivals.length, 'input', 'inputs')} in ${seconds.toFixed(1)} s: ${parts.join(', ') || 'nothing to do'}`;
}

export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
