import { EXIT, type ExitCode, Failure, messageOf } from '../exit.js';
import { type Arrival, type Fate, hasArrived, summaryOf } from '../ingest/arrival.js';
import { Awaiting, type Outcome } from '../ingest/awaiting.js';
import { barProgress, jsonProgress, lineProgress, type Progress } from '../ingest/progress.js';
import { push } from '../ingest/push.js';
import { inParallel } from '../inputs/in-parallel.js';
import { filesAt, isWebAddress } from '../inputs/walk.js';
import { NoAnswer, Server } from '../server/server.js';
import { readyShape } from '../server/shapes.js';
import type { Output } from '../terminal/output.js';

export interface IngestOptions {
  readonly server: Server;
  readonly wait: boolean;
  readonly json: boolean;
  /** Uploads at the same time. */
  readonly concurrency: number;
  /** Seconds without any arrival after which waiting ends. */
  readonly timeout: number;
  /** Address that a single file was captured at. */
  readonly url: string | null;
  readonly output: Output;
  readonly notes: Output;
}

/** Pushes files, folders and web addresses and says of each what became of it. Ends with `done` only when all have arrived. */
export async function ingest(given: readonly string[], options: IngestOptions): Promise<ExitCode> {
  const inputs = await expand(given);
  if (options.url !== null && (inputs.length !== 1 || inputs.some(isWebAddress)))
    throw new Failure(EXIT.usage, '--url says where one file was captured; give it with a single file.');
  await options.server.get(readyShape, '/health/live');
  const begin = performance.now();
  const arrivals: Arrival[] = [];
  const progress = await progressFor(options, inputs.length);
  const tell = async (arrival: Arrival) => {
    arrivals.push(arrival);
    await progress.arrived(arrival);
  };
  await pushAll(inputs, options, tell);
  await progress.finished(summaryOf(arrivals, (performance.now() - begin) / 1_000));
  return arrivals.every(hasArrived) ? EXIT.done : EXIT.incomplete;
}

async function expand(given: readonly string[]): Promise<string[]> {
  const inputs: string[] = [];
  for (const input of given) {
    if (isWebAddress(input)) inputs.push(input);
    else for await (const file of filesAt(input)) inputs.push(file);
  }
  return inputs;
}

async function pushAll(
  inputs: readonly string[],
  { server, url, wait, concurrency, timeout }: IngestOptions,
  tell: (arrival: Arrival) => Promise<void>,
): Promise<void> {
  const awaiting = new Awaiting(server, timeout * 1_000);
  const open: Promise<void>[] = [];
  await inParallel(inputs, concurrency, async (input) => {
    try {
      const { id, status } = await push(server, input, url);
      if (wait) open.push(awaiting.outcomeOf(id).then((outcome) => tell(arrivalOf(input, id, outcome, status === 'unchanged'))));
      else await tell({ input, fate: status === 'unchanged' ? 'unchanged' : 'accepted', documentId: id, reason: null, speeches: [] });
    } catch (error) {
      if (error instanceof NoAnswer) throw error;
      await tell({ input, fate: 'refused', documentId: null, reason: messageOf(error), speeches: [] });
    }
  });
  await Promise.all(open);
}

function arrivalOf(input: string, documentId: string, { document, late }: Outcome, unchanged: boolean): Arrival {
  const { status = 'unknown', reason = null, speeches = [] } = document ?? {};
  if (late) return { input, fate: 'late', documentId, reason: `still ${status}; rostra queues shows what it waits for`, speeches: [] };
  const fate: Fate = isEnd(status) ? status : unchanged ? 'unchanged' : 'searchable';
  return { input, fate, documentId, reason: reason ?? null, speeches: speeches.map(({ id, title }) => ({ id, title })) };
}

const isEnd = (status: string): status is 'empty' | 'failed' | 'discarded' | 'withdrawn' =>
  ['empty', 'failed', 'discarded', 'withdrawn'].includes(status);

async function progressFor({ json, output, notes, server }: IngestOptions, total: number): Promise<Progress> {
  const pageOf = (documentId: string) => server.address(`/documents/${documentId}`);
  if (json) return jsonProgress(output, notes);
  return output.isTerminal && total > 0 ? barProgress(output, total, pageOf) : lineProgress(output, pageOf);
}
