import { z } from 'zod';
import { badRequest } from '../http/problem.js';
import { cleanText, strict } from '../http/schemas.js';
import { valid } from '../http/validation.js';

const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/, 'is not the name of a header');

const MOST_HEADERS = 200;

/** Padded base64 of the usual alphabet. Decoding it and counting is a hundred times quicker than matching it, which would stop the process for half a second. */
const base64Bytes = z
  .string()
  .transform((text, { addIssue }): Uint8Array => {
    const bytes = Buffer.from(text, 'base64');
    const padding = text.endsWith('==') ? 2 : Number(text.endsWith('='));
    const isWhole = text.length % 4 === 0 && bytes.byteLength === (text.length / 4) * 3 - padding;
    // the decoder takes the alphabet of addresses as well
    if (!isWhole || text.includes('-') || text.includes('_')) addIssue({ code: 'custom', message: 'is not base64' });
    return bytes;
  })
  .meta({ format: 'base64', contentEncoding: 'base64' });

/** A capture in JSON, or a URL to fetch. */
export const pushBody = strict({
  url: cleanText(4_096).optional().describe('Where the body was found; alone it is fetched.'),
  body: z
    .string()
    .refine((text) => text.isWellFormed(), 'has half a character; send bytes that are no text as bodyBase64')
    .optional()
    .describe('The body as text; it is kept as UTF-8.'),
  bodyBase64: base64Bytes.optional().describe('The exact bytes of the body.'),
  contentType: cleanText(300).optional(),
  capturedAt: z.iso
    .datetime({ offset: true, error: 'is not an instant like 2021-03-01T08:00:00Z' })
    .refine((instant) => /^(19[7-9]|2[01])/.test(instant), 'is not between 1970 and 2199')
    .optional(),
  headers: z
    .record(headerName, cleanText(8_192))
    .refine((headers) => Object.keys(headers).length <= MOST_HEADERS, `has more than ${MOST_HEADERS} headers`)
    .optional()
    .describe('Headers the body came with.'),
});

export interface PushRequest {
  readonly url: string | null;
  /** Null when the URL is to be fetched. */
  readonly body: Uint8Array | null;
  readonly contentType: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly capturedAt: Date | null;
}

/** Reads a push out of JSON. Throws a refusal that names the field. */
export function pushOf(json: unknown): PushRequest {
  const { url, body, bodyBase64, contentType, capturedAt, headers } = valid(pushBody, json);
  if (body !== undefined && bodyBase64 !== undefined) throw oneBody('body and bodyBase64 are both given', 'Send one of them.');
  if (url === undefined && body === undefined && bodyBase64 === undefined)
    throw oneBody('is missing', 'Give url to have it fetched, or body or bodyBase64.');
  return {
    url: url ?? null,
    body: body === undefined ? (bodyBase64 ?? null) : Buffer.from(body, 'utf8'),
    contentType: contentType ?? (body === undefined ? null : 'text/plain; charset=utf-8'),
    headers: headers ?? {},
    capturedAt: capturedAt === undefined ? null : new Date(capturedAt),
  };
}

const oneBody = (message: string, remedy: string) =>
  badRequest('invalid-fields', `body ${message}. ${remedy}`, [{ field: 'body', message, remedy }]);

const KEY = /^[\x21-\x7e]{1,200}$/;

/** The Idempotency-Key header, or null. Throws a refusal when it is not 1 to 200 visible ASCII characters. */
export function idempotencyKeyOf(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header === 'string' && KEY.test(header)) return header;
  const remedy = 'Send 1 to 200 visible ASCII characters, such as a UUID.';
  throw badRequest('invalid-fields', `Idempotency-Key is not usable. ${remedy}`, [
    { field: 'Idempotency-Key', message: 'is not usable', remedy },
  ]);
}
