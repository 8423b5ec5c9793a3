import type { FastifyInstance, FastifyRequest } from 'fastify';
import { badRequest, type Refusal, wrongType } from './problem.js';

/** Room for the envelope around a base64 body. */
const ENVELOPE_BYTES = 64 * 1024;

/** The largest JSON body: the largest capture in base64, in its envelope. */
export const jsonLimit = (maxBodyBytes: number): number => Math.ceil((maxBodyBytes / 3) * 4) + ENVELOPE_BYTES;

/**
 * Reads JSON strictly and forms of pages, hands everything else on as bytes, and leaves multipart to its own reader.
 * Which of them a call accepts, the call decides.
 */
export function readBodies(fastify: FastifyInstance, maxBodyBytes: number): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: jsonLimit(maxBodyBytes) },
    async (_request: FastifyRequest, body: Buffer) => parseJson(body),
  );
  fastify.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBodyBytes }, async (_request: FastifyRequest, body: Buffer) => body);
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** Throws a refusal that says where the JSON breaks. */
function parseJson(body: Uint8Array): unknown {
  if (body.byteLength === 0) throw brokenJson('the body is empty');
  try {
    return JSON.parse(strictUtf8.decode(body));
  } catch (error) {
    throw brokenJson(error instanceof SyntaxError ? error.message : 'the body is not UTF-8');
  }
}

const brokenJson = (why: string): Refusal =>
  badRequest('broken-json', `The body is not JSON: ${why}.`, [{ field: 'body', message: why, remedy: 'Send one JSON object in UTF-8.' }]);

/** The media type in lower case without parameters; empty when none was given. */
export const mediaTypeOf = (request: FastifyRequest): string =>
  (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** The JSON body of a call that takes nothing else. */
function jsonBody(request: FastifyRequest): unknown {
  const type = mediaTypeOf(request);
  if (type !== 'application/json') throw wrongType(type, ['application/json']);
  return request.body;
}

/** A call whose body is optional: what came as JSON, else nothing. */
export function optionalJsonBody(request: FastifyRequest): unknown {
  return request.body === undefined || request.body === null || isEmpty(request.body) ? {} : jsonBody(request);
}

const isEmpty = (body: unknown): boolean => body instanceof Uint8Array && body.byteLength === 0;

/** The fields of a page's form; none when it came as something else. */
export function formFields(request: FastifyRequest): ReadonlyMap<string, string> {
  if (mediaTypeOf(request) !== 'application/x-www-form-urlencoded' || !(request.body instanceof Uint8Array)) return new Map();
  return new Map(new URLSearchParams(Buffer.from(request.body).toString('utf8')));
}
