import type { FastifyInstance, FastifyRequest } from 'fastify';
import { jsonLimit, mediaTypeOf } from './bodies.js';
import { formLimit } from './multipart.js';
import { Refusal } from './problem.js';

/**
 * So many of the largest JSON bodies may be under way in this process, or as many bytes of others, which is one form of the most files:
 * about five times MAX_BODY_BYTES, once for those who may push and once for all others.
 */
const TOGETHER = 4;

const RETRY_AFTER_SECONDS = 2;

export const budgetBytes = (maxBodyBytes: number): number => TOGETHER * jsonLimit(maxBodyBytes);

/** Bytes of bodies that are being read or worked on. Whoever does not fit any more is told so before anything is read. */
export class BodyBudget {
  private underWay = 0;

  constructor(private readonly most: number) {}

  /** Sets bytes aside and returns how to give them back, which may be repeated. Throws a refusal when there is no room. */
  reserve(bytes: number): () => void {
    if (this.underWay + bytes > this.most) throw noRoom();
    this.underWay += bytes;
    let held = bytes;
    return () => {
      this.underWay -= held;
      held = 0;
    };
  }
}

/**
 * Keeps the bodies of all requests within two budgets: strangers, who may have pages parsed, cannot hold up those who push by sending
 * slowly.
 */
export function limitBodies(fastify: FastifyInstance, maxBodyBytes: number, isStranger: (request: FastifyRequest) => boolean): void {
  const known = new BodyBudget(budgetBytes(maxBodyBytes));
  const strangers = new BodyBudget(budgetBytes(maxBodyBytes));
  fastify.addHook('onRequest', async (request, { raw }) => {
    const bytes = bytesToCome(request, maxBodyBytes);
    if (bytes === 0) return;
    const release = (isStranger(request) ? strangers : known).reserve(bytes);
    raw.once('finish', release).once('close', release);
  });
}

/** As many bytes as will be read: what is longer than its kind may be is refused by its reader, and what does not say its length may have all of it. */
function bytesToCome(request: FastifyRequest, maxBodyBytes: number): number {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (length === undefined && encoding === undefined) return 0;
  const most = mostOf(mediaTypeOf(request), maxBodyBytes);
  return length === undefined ? most : Math.min(most, Number(length) || 0);
}

function mostOf(mediaType: string, maxBodyBytes: number): number {
  if (mediaType === 'application/json') return jsonLimit(maxBodyBytes);
  return mediaType.startsWith('multipart/') ? formLimit(maxBodyBytes) : maxBodyBytes;
}

const noRoom = (): Refusal =>
  new Refusal({
    status: 503,
    code: 'no-room',
    title: 'Busy with other bodies for the moment',
    detail: 'The bodies that are being received are as many bytes as the server has room for. Send this one again in a moment.',
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
