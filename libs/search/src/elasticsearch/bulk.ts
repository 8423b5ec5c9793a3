import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, estypes } from '@elastic/elasticsearch';
import { TryLater, Unprocessable } from '#domain';
import { asTrouble, blocked, isPatience, neverFits, type Refusal } from './errors.js';

/** One document to be kept under an id, unless a higher version is there. */
export interface Write {
  readonly id: string;
  readonly version: number;
  readonly document: object;
}

export interface BulkOptions {
  readonly index: string;
  /** Bytes of one request at most; a single larger document goes alone. Default 4 MiB. */
  readonly maxBytes?: number;
  /** Pauses before the second, third … attempt at what was put off, in ms. */
  readonly pausesMs?: readonly number[];
}

interface Line {
  readonly id: string;
  readonly action: string;
  readonly document: string;
}

const DEFAULT_BYTES = 4 * 1024 * 1024;
const DEFAULT_PAUSES = [200, 800];

/**
 * Writes documents in bulk and looks at the verdict on each: kept, or a newer one is there, is done; overload is tried again; anything else
 * is a refusal of that document. Resolves when every document is done and searches see it.
 * @throws TryLater when the engine is away, overloaded or blocked; Unprocessable `index-refused` when it refuses a document. Others are done
 * by then or not: giving them again is safe.
 */
export async function writeInBulk(client: Client, writes: readonly Write[], options: BulkOptions): Promise<void> {
  const refused: Refusal[] = [];
  for (const lines of batches(writes.map(lineOf(options.index)), options.maxBytes ?? DEFAULT_BYTES)) {
    refused.push(...(await writeBatch(client, lines, options.pausesMs ?? DEFAULT_PAUSES)));
  }
  await client.indices.refresh({ index: options.index }).catch(rethrow);
  const [first] = refused;
  if (first) throw new Unprocessable('index-refused', `Elasticsearch refuses the speech: ${first.reason}`);
}

const lineOf =
  (index: string) =>
  ({ id, version, document }: Write): Line => ({
    id,
    action: JSON.stringify({ index: { _index: index, _id: id, version, version_type: 'external', require_alias: true } }),
    document: JSON.stringify(document),
  });

function* batches(lines: readonly Line[], maxBytes: number): Generator<Line[]> {
  let batch: Line[] = [];
  let bytes = 0;
  for (const line of lines) {
    const size = line.action.length + Buffer.byteLength(line.document);
    if (batch.length > 0 && bytes + size > maxBytes) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(line);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** Answers the refusals. What was put off is given again after each pause, the rest is not. */
async function writeBatch(client: Client, lines: readonly Line[], pausesMs: readonly number[]): Promise<Refusal[]> {
  const refused: Refusal[] = [];
  let open = lines;
  for (const pause of [...pausesMs, null]) {
    const verdicts = await send(client, open);
    const tooLarge = verdicts.find(({ verdict }) => verdict !== null && neverFits(verdict))?.verdict;
    if (tooLarge && open.length === 1) return [...refused, tooLarge];
    // Together they are too large for the engine; each alone may fit.
    if (tooLarge) return [...refused, ...(await oneByOne(client, open, pausesMs))];
    const putOff = verdicts.filter(({ verdict }) => verdict !== null && isPatience(verdict));
    refused.push(...verdicts.flatMap(({ verdict }) => (verdict !== null && !isPatience(verdict) ? [verdict] : [])));
    if (putOff.length === 0) return refused;
    if (pause === null) throw patience(putOff[0]?.verdict);
    open = putOff.map(({ line }) => line);
    await sleep(pause);
  }
  return refused;
}

async function oneByOne(client: Client, lines: readonly Line[], pausesMs: readonly number[]): Promise<Refusal[]> {
  const refused: Refusal[] = [];
  for (const line of lines) refused.push(...(await writeBatch(client, [line], pausesMs)));
  return refused;
}

async function send(client: Client, lines: readonly Line[]): Promise<{ line: Line; verdict: Refusal | null }[]> {
  // Lines that are strings go out as they are.
  const operations = lines.flatMap(({ action, document }) => [action, document]);
  const { items } = await client.bulk<string>({ operations }).catch(rethrow);
  return lines.map((line, at) => ({ line, verdict: verdictOf(items[at]?.index) }));
}

const CONFLICT = 409;

function verdictOf(item: estypes.BulkResponseItem | undefined): Refusal | null {
  if (!item) return { status: 502, type: 'no-verdict', reason: 'the answer had no verdict on a document' };
  if ((item.status >= 200 && item.status < 300) || item.status === CONFLICT) return null;
  return { status: item.status, type: item.error?.type ?? 'unknown', reason: item.error?.reason ?? `status ${item.status}` };
}

function patience(verdict: Refusal | null | undefined): TryLater {
  if (verdict?.type === 'cluster_block_exception') return blocked(verdict.reason);
  return new TryLater(5_000, `Elasticsearch asks for patience: ${verdict?.reason ?? 'overload'}.`);
}

function rethrow(error: unknown): never {
  throw asTrouble(error);
}
