import { EXIT, type ExitCode, Failure, messageOf } from '../exit.js';
import { type Arrival, type Fate, hasArrived, summaryOf } from '../ingest/arrival.js';
import { Awaiting, type Outcome } from '../ingest/awaiting.js';
import { barProgress, jsonProgress, lineProgress, type Progress } from '../ingest/progress.js';
import { push, Unreadable } from '../ingest/push.js';
import { inParallel } from '../inputs/in-parallel.js';
import { leftOutNote, mayHoldSpeeches } from '../inputs/may-hold-speeches.js';
import { filesAt, isWebAddress } from '../inputs/walk.js';
import { isPassing, NoAnswer, type Server } from '../server/server.js';
import { readyShape } from '../server/shapes.js';
import type { Output } from '../terminal/output.js';

export interface IngestOptions {
  readonly server: Server;
  readonly wait: boolean;
  readonly json: boolean;
  /** Takes every file of a folder, not only those that may hold speeches. */
  readonly all: boolean;
  /** Uploads at the same time. */
  readonly concurrency: number;
  /** Seconds without any arrival after which waiting ends. */
  readonly timeout: number;
  /** Address that a single file was captured at. */
  readonly url: string | null;
  readonly output: Output;
  readonly notes: Output;
}

/**
 * Pushes files, folders and web addresses and says of each what became of it. Ends with `done` only when all have arrived, with `noInput` when
 * none could be read, and with `unavailable` when the server went away before it had all of them.
 */
export async function ingest(given: readonly string[], options: IngestOptions): Promise<ExitCode> {
  const { inputs, leftOut } = await expand(given, options.all);
  if (options.url !== null && (inputs.length !== 1 || inputs.some(isWebAddress)))
    throw new Failure(EXIT.usage, '--url says where one file was captured; give it with a single file.');
  await options.server.get(readyShape, '/health/live');
  const begin = performance.now();
  const arrivals: Arrival[] = [];
  const progress = await progressFor(options, inputs.length);
  await pushAll(inputs, options, progress, async (arrival) => {
    arrivals.push(arrival);
    await progress.arrived(arrival);
  });
  await progress.finished(summaryOf(arrivals, (performance.now() - begin) / 1_000));
  if (leftOut.length > 0) await options.notes.line(leftOutNote(leftOut));
  return exitCodeOf(arrivals);
}

function exitCodeOf(arrivals: readonly Arrival[]): ExitCode {
  if (arrivals.every(hasArrived)) return EXIT.done;
  if (arrivals.some(({ fate }) => fate === 'unsent')) return EXIT.unavailable;
  return arrivals.every(({ fate }) => fate === 'unreadable') ? EXIT.noInput : EXIT.incomplete;
}

async function expand(given: readonly string[], all: boolean): Promise<{ inputs: string[]; leftOut: string[] }> {
  const inputs: string[] = [];
  const leftOut: string[] = [];
  const walk = all ? {} : { takes: mayHoldSpeeches, leaveOut: (path: string) => leftOut.push(path) };
  for (const input of given) {
    if (isWebAddress(input)) inputs.push(input);
    else for await (const file of filesAt(input, walk)) inputs.push(file);
  }
  return { inputs, leftOut };
}

async function pushAll(
  inputs: readonly string[],
  { server, url, wait, concurrency, timeout }: IngestOptions,
  progress: Progress,
  tell: (arrival: Arrival) => Promise<void>,
): Promise<void> {
  const inputOf = new Map<string, string>();
  const awaiting = new Awaiting(server, timeout * 1_000, (id, attempt, reason) =>
    progress.retrying(inputOf.get(id) ?? id, attempt, reason),
  );
  const open: Promise<void>[] = [];
  let away: string | null = null;
  await inParallel(inputs, concurrency, async (input) => {
    try {
      if (away !== null) return await tell(notAccepted(input, 'unsent', away));
      const { id, status } = await push(server, input, url);
      inputOf.set(id, input);
      if (wait) open.push(awaiting.outcomeOf(id).then((outcome) => tell(arrivalOf(input, id, outcome, status === 'unchanged'))));
      else await tell({ input, fate: status === 'unchanged' ? 'unchanged' : 'accepted', documentId: id, reason: null, speeches: [] });
    } catch (error) {
      if (error instanceof NoAnswer) away = error.message;
      await tell(notAccepted(input, fateOf(error), messageOf(error)));
    }
  });
  await Promise.all(open);
}

function fateOf(error: unknown): Fate {
  if (isPassing(error)) return 'unsent';
  return error instanceof Unreadable ? 'unreadable' : 'refused';
}

const notAccepted = (input: string, fate: Fate, reason: string): Arrival => ({ input, fate, documentId: null, reason, speeches: [] });

function arrivalOf(input: string, documentId: string, { document, late, fault }: Outcome, unchanged: boolean): Arrival {
  const { status = 'unknown', reason = null, speeches = [] } = document ?? {};
  if (late) {
    const why = fault ?? `it is still ${status}, and rostra queues shows what it waits for`;
    return { input, fate: 'late', documentId, reason: `accepted, not yet finished: ${why}`, speeches: [] };
  }
  const fate: Fate = isEnd(status) ? status : unchanged ? 'unchanged' : 'searchable';
  return { input, fate, documentId, reason: reason ?? null, speeches: speeches.map(({ id, title }) => ({ id, title })) };
}

const isEnd = (status: string): status is 'empty' | 'failed' | 'discarded' | 'withdrawn' =>
  ['empty', 'failed', 'discarded', 'withdrawn'].includes(status);

async function progressFor({ json, output, notes, server }: IngestOptions, total: number): Promise<Progress> {
  const pageOf = (documentId: string) => server.address(`/documents/${documentId}`);
  if (json) return jsonProgress(output, notes);
  return output.isTerminal && total > 0 ? barProgress(output, total, pageOf) : lineProgress(output, notes, pageOf);
}
