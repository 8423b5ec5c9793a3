import type { SearchIndex } from '#search';
import type { Store } from '#store';
import type { ArchiveClient, LoggedEvent } from '../support/archive-client.js';
import type { EventListener } from './event-listener.js';
import { type Accepted, comesTrue, type Trial } from './trial.js';

const SETTLED = new Set(['announced', 'empty', 'failed', 'discarded', 'withdrawn']);
const SETTLED_WITHIN_MS = 120_000;
const HEARD_WITHIN_MS = 15_000;
/** A relay that took rows and died gives them back after 15 s. */
const OUTBOX_WITHIN_MS = 25_000;
const ID_PAGE = 1_000;

interface SeenDocument {
  readonly status: string;
  readonly reason: string | null;
}
interface Step {
  readonly revision: number;
  readonly step: string;
}

/** Waits until no room has anything to do with what the trial had accepted, or with these; a document that stays on its way is a violation. */
export async function settled(trial: Trial, accepted: readonly Accepted[] = trial.accepted): Promise<void> {
  for (const { id } of accepted) {
    let last = 'unknown';
    const isSettled = async () => {
      last = (await trial.client.get<SeenDocument>(`/documents/${id}`)).status;
      return SETTLED.has(last);
    };
    if (!(await comesTrue(isSettled, Math.max(1_000, SETTLED_WITHIN_MS - trial.sinceFaultMs))))
      trial.violation(`${id} is still ${last} after ${SETTLED_WITHIN_MS / 1000} s`);
  }
}

/** Each accepted document is one searchable state or one visible dead letter, passed each room once in each revision, and keeps its bytes. */
export async function documentFaults(client: ArchiveClient, accepted: readonly Accepted[]): Promise<string[]> {
  const faults: string[] = [];
  for (const one of accepted) {
    const said = await faultsOf(client, one).catch((error: unknown) => [`cannot be looked at: ${error}`]);
    faults.push(...said.map((fault) => `${one.id}: ${fault}`));
  }
  return faults;
}

async function faultsOf(client: ArchiveClient, { id, phrase, title, page, fate }: Accepted): Promise<string[]> {
  const titles = await client.titlesFor(phrase);
  if (fate === 'replaced') return titles.length === 0 ? [] : [`the older revision is still found: ${titles}`];
  if (fate === 'withdrawn') return titles.length === 0 ? [] : [`it is withdrawn and still found: ${titles}`];
  const { status, reason } = await client.get<SeenDocument>(`/documents/${id}`);
  const { timeline } = await client.get<{ timeline: Step[] }>(`/documents/${id}/timeline`);
  const raw = await client.raw(id);
  return [
    ...(raw === page ? [] : ['its bytes are others']),
    ...stepsTwice(timeline).map((step) => `it has passed ${step} twice`),
    ...(fate === 'dead' ? deadFaults(status, reason) : foundFaults(status, reason, titles, title)),
  ];
}

const deadFaults = (status: string, reason: string | null): string[] =>
  status === 'failed' && reason ? [] : [`is ${status} (${reason}) and not a dead letter with its reason`];

const foundFaults = (status: string, reason: string | null, titles: readonly string[], title: string): string[] => [
  ...(status === 'announced' ? [] : [`is ${status} (${reason}) and not announced`]),
  ...(titles.join() === title ? [] : [`a search finds [${titles}] and not [${title}]`]),
];

/** The commits of a room's work; whoever lost its lease must not add one. */
const COMMITS = new Set(['fetched', 'parsed', 'indexed', 'announced']);

function stepsTwice(timeline: readonly Step[]): string[] {
  const commits = timeline.filter(({ step }) => COMMITS.has(step)).map(({ step, revision }) => `${step} r${revision}`);
  return [...new Set(commits.filter((step, at) => commits.indexOf(step) !== at))];
}

/** The log is dense, tells of each speech once, and the subscriber who held a stream open has heard exactly it. */
export async function eventFaults(client: ArchiveClient, listener: EventListener, accepted: readonly Accepted[]): Promise<string[]> {
  const events = await client.events();
  await comesTrue(() => listener.heard.length >= events.length, HEARD_WITHIN_MS);
  const gap = events.findIndex(({ sequence }, at) => Number(sequence) !== at + 1);
  const heard = listener.heard.map(({ id }) => id).join();
  return [
    ...(gap === -1 ? [] : [`the log has ${events[gap]?.sequence} at place ${gap + 1}`]),
    ...(new Set(events.map(({ id }) => id)).size === events.length ? [] : ['an event is in the log twice']),
    ...(heard === events.map(({ id }) => id).join()
      ? []
      : [
          `the subscriber has heard ${listener.heard.length} events (${new Set(listener.heard.map(({ id }) => id)).size} different) of ${events.length}`,
        ]),
    ...toldOtherwise(events, accepted),
  ];
}

/** The title of a newer revision is told by `published` when it was the first to arrive, and by `revised` after an older one. */
function toldOtherwise(events: readonly LoggedEvent[], accepted: readonly Accepted[]): string[] {
  const told = Map.groupBy(
    events.filter(({ type }) => type === 'rostra.speech.published' || type === 'rostra.speech.revised'),
    ({ data }) => data.documentId,
  );
  return accepted
    .filter(({ fate }) => fate === 'found')
    .map(({ id, title }) => ({ id, times: (told.get(id) ?? []).filter(({ data }) => data.title === title).length }))
    .filter(({ times }) => times !== 1)
    .map(({ id, times }) => `${id} was told of ${times} times`);
}

/** The index holds what the database says it holds, no more and no less, and no wake-up lies about. */
export async function storeFaults(store: Store, index: SearchIndex): Promise<string[]> {
  const drained = await comesTrue(async () => (await store.outbox.pending()) === 0, OUTBOX_WITHIN_MS);
  const wanted = await all((after) => store.speeches.versionsAfter(after, ID_PAGE));
  const found = await all((after) => index.entries(after, ID_PAGE));
  const differing = [...new Set([...wanted.keys(), ...found.keys()])].filter((id) => wanted.get(id) !== found.get(id));
  return [
    ...(drained ? [] : [`${await store.outbox.pending()} wake-ups stay in the outbox`]),
    ...differing.map(
      (id) => `speech ${id} is version ${wanted.get(id) ?? 'none'} in the database and ${found.get(id) ?? 'none'} in the index`,
    ),
  ];
}

type Version = { readonly speechId: string; readonly version: number };

async function all(page: (after: string | null) => Promise<readonly Version[]>): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  for (let after: string | null = null; ; ) {
    const entries = await page(after);
    for (const { speechId, version } of entries) versions.set(speechId, version);
    if (entries.length < ID_PAGE) return versions;
    after = entries.at(-1)?.speechId ?? null;
  }
}
