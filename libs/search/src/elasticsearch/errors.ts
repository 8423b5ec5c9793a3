import { errors } from '@elastic/elasticsearch';
import { TryLater } from '#domain';

/** Statuses that ask for patience: overload, a node that is away, a gateway in between. */
const PATIENCE = new Set([408, 429, 502, 503, 504]);
const AGAIN_MS = 5_000;

/** What an engine says when an index takes no writes for now: a full disk, or somebody's block. */
const BLOCK = 'cluster_block_exception';

export interface Refusal {
  readonly status: number;
  readonly type: string;
  readonly reason: string;
}

/** What an engine says of an operation that is larger than all it may have in hand at once: the same as when it is busy, and it never passes. */
const OPERATION = /primary_operation_bytes=(\d+), max_primary_bytes=(\d+)/;

export function neverFits({ reason }: Pick<Refusal, 'reason'>): boolean {
  const [, bytes, most] = OPERATION.exec(reason) ?? [];
  return Number(bytes) > Number(most);
}

export const isPatience = ({ status, type }: Pick<Refusal, 'status' | 'type'>): boolean => PATIENCE.has(status) || type === BLOCK;

/** Errors by consequence: trouble that passes becomes TryLater with a sentence for people, everything else stays as it is. */
export function asTrouble(error: unknown): unknown {
  if (error instanceof TryLater) return error;
  if (error instanceof errors.ResponseError) return fromAnswer(error);
  if (error instanceof errors.ElasticsearchClientError) {
    return new TryLater(AGAIN_MS, `Elasticsearch cannot be reached: ${error.message}.`, { cause: error });
  }
  return error;
}

function fromAnswer(error: errors.ResponseError): unknown {
  const { status, type, reason } = refusalOf(error);
  if (status === 401 || status === 403) {
    const sentence = `Elasticsearch refuses us (${reason}). Check the user or ELASTICSEARCH_API_KEY.`;
    return type === BLOCK ? blocked(reason, error) : new TryLater(AGAIN_MS, sentence, { cause: error });
  }
  if (type === BLOCK) return blocked(reason, error);
  if (type === 'index_not_found_exception') {
    return new TryLater(AGAIN_MS, 'The search index is gone; it is made anew and filled from the database.', { cause: error });
  }
  if (!isPatience({ status, type })) return error;
  return new TryLater(AGAIN_MS, `Elasticsearch asks for patience: ${reason}.`, { cause: error });
}

export const blocked = (reason: string, cause?: unknown): TryLater =>
  new TryLater(AGAIN_MS, `Elasticsearch takes no writes for now: ${reason}. Look at the disk and at the blocks of the index.`, { cause });

export const isIndexMissing = (error: unknown): boolean =>
  error instanceof errors.ResponseError && refusalOf(error).type === 'index_not_found_exception';

export const isStatus = (error: unknown, status: number): boolean => error instanceof errors.ResponseError && error.statusCode === status;

function refusalOf(error: errors.ResponseError): Refusal {
  const cause: unknown = error.body?.error;
  const { type = 'unknown', reason = error.message } =
    typeof cause === 'object' && cause !== null ? (cause as Partial<Refusal>) : { reason: String(cause ?? error.message) };
  return { status: error.statusCode ?? 0, type, reason };
}
