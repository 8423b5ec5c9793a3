import { setTimeout as sleep } from 'node:timers/promises';
import type { BlobStore } from '#blobs';
import { TryLater } from '#domain';
import type { HeldRun, Reparsed, Reparses, ReparseTask, SiteRules } from '#store';
import { hintsOf } from './hints-of.js';
import type { ParserPool } from './parser-pool.js';

export interface ReparseDeps {
  readonly reparses: Reparses;
  readonly blobs: BlobStore;
  readonly siteRules: Pick<SiteRules, 'setOf'>;
  /** The present parser. */
  readonly parser: Pick<ParserPool, 'version' | 'inBackground' | 'parse'>;
  /** Who holds the run: one UUID per process. */
  readonly token: string;
}

/** Documents of a step per background thread: a crash costs so many again. */
const PER_THREAD = 4;
const SWITCHES = 20;
/** With so many documents before indexer and announcer no more are switched: a push of that moment waits behind these at most. */
const MOST_BEFORE_INDEX = 60;
const WAIT_MS = 100;
const HEARTBEAT_MS = 20_000;
const MOST_CRASHES = 3;
const SWEPT = 500;

/**
 * One step of the run that is at work: some documents compared or switched. Safe to stop or kill at any moment; the next step goes on.
 * Answers whether there is more to do at once. With no run at work, what closed runs have left is swept away.
 */
export async function reparseStep(deps: ReparseDeps): Promise<boolean> {
  const { reparses, token } = deps;
  const held = await reparses.hold(token);
  if (!held) return (await reparses.closeOld()) + (await reparses.sweep(SWEPT)) > 0;
  // Background work may wait long for a thread; the lease is not to run out meanwhile.
  const heartbeat = setInterval(() => void reparses.hold(token).catch(() => undefined), HEARTBEAT_MS);
  try {
    return held.run.state === 'comparing' ? await compareSome(held, deps) : await switchSome(held, deps);
  } finally {
    clearInterval(heartbeat);
  }
}

async function compareSome(held: HeldRun, deps: ReparseDeps): Promise<boolean> {
  const { reparses, parser } = deps;
  if (held.run.parserVersion !== parser.version) {
    await reparses.abandon(held);
    return true;
  }
  // After a crash one at a time, so that the next one points at its document.
  const tasks = await reparses.toCompare(held, held.crashes > 0 ? 1 : parser.inBackground * PER_THREAD);
  const [first] = tasks;
  const deaths = first && held.crashes > 0 ? await reparses.suspect(held, first.documentId) : 0;
  const result = (task: ReparseTask) => (deaths < MOST_CRASHES ? reparsed(task, deps) : { failure: deadly(deaths) });
  await inLanes(tasks, parser.inBackground, async (task) => keep(held, task, await result(task), deps));
  await reparses.comparedTo(held, tasks.at(-1)?.documentId ?? null);
  return true;
}

/** A result that cannot be kept, twice, is a failure of its document and holds up no other; a database that is away throws again. */
async function keep(held: HeldRun, task: ReparseTask, result: Reparsed, { reparses }: ReparseDeps): Promise<void> {
  const save = (what: Reparsed) => reparses.saveCandidate(held, task, what);
  await save(result).catch(async (error: unknown) => {
    if (error instanceof TryLater) throw error;
    await save(result).catch((again: unknown) => save(failureOf(again)));
  });
}

const failureOf = (error: unknown): Reparsed => ({ failure: error instanceof Error ? error.message : String(error) });

const deadly = (deaths: number): string => `The process died ${deaths} times while it had this document alone.`;

async function reparsed(task: ReparseTask, { blobs, parser, siteRules }: ReparseDeps): Promise<Reparsed> {
  const hints = hintsOf(task, await siteRules.setOf(task.site));
  try {
    return { page: await parser.parse(await blobs.read(task.sha256), hints, 'background') };
  } catch (error) {
    if (error instanceof TryLater) throw error;
    return failureOf(error);
  }
}

async function switchSome(held: HeldRun, { reparses }: ReparseDeps): Promise<boolean> {
  const room = MOST_BEFORE_INDEX - (await reparses.beforeIndex());
  if (room > 0 && (await reparses.switchSome(held, Math.min(SWITCHES, room))) > 0) return true;
  if (!(await reparses.switched(held))) await sleep(WAIT_MS);
  return true;
}

/** Runs the work for each, so many at a time; the first that fails stops the rest. */
async function inLanes<T>(all: readonly T[], lanes: number, work: (one: T) => Promise<void>): Promise<void> {
  const rest = all.values();
  let stopped = false;
  const lane = async () => {
    for (const one of rest) {
      if (stopped) return;
      await work(one).catch((error: unknown) => {
        stopped = true;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
