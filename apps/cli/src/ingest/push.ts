import { constants, openAsBlob } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { EXIT, Failure, messageOf } from '../exit.js';
import { contentTypeOf } from '../inputs/content-type.js';
import { isWebAddress } from '../inputs/walk.js';
import { NoAnswer, Refused, type Server } from '../server/server.js';
import { acceptedShape } from '../server/shapes.js';

const DOCUMENTS = '/api/v1/documents';
/** With these delays a server may be away for 45 s. */
const TRIES = 9;
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;

/** The input is not there or may not be read. */
export class Unreadable extends Failure {}

export type Accepted = z.infer<typeof acceptedShape>;

/**
 * Hands one file or web address to the server; safe to repeat. Waits and tries again while the server asks for patience or is away for a
 * moment; throws Refused, NoAnswer, or Unreadable.
 */
export async function push(server: Server, input: string, url: string | null): Promise<Accepted> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await server.post(acceptedShape, DOCUMENTS, await bodyOf(input, url));
    } catch (error) {
      const delayMs = patienceFor(error, attempt);
      if (delayMs === null || attempt === TRIES) throw error;
      await sleep(delayMs);
    }
  }
}

/** How long to wait before the next try; null when trying again would change nothing. */
function patienceFor(error: unknown, attempt: number): number | null {
  const backoffMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
  if (error instanceof NoAnswer) return backoffMs;
  return error instanceof Refused && error.retryAfterMs !== null ? Math.max(error.retryAfterMs, backoffMs) : null;
}

async function bodyOf(input: string, url: string | null): Promise<FormData | object> {
  if (isWebAddress(input)) return { url: input };
  await access(input, constants.R_OK).catch((cause: unknown) => {
    throw new Unreadable(EXIT.noInput, `It cannot be read: ${isMissing(cause) ? 'no such file' : messageOf(cause)}.`, { cause });
  });
  const file = await openAsBlob(input, { type: contentTypeOf(input) ?? 'application/octet-stream' });
  const form = new FormData();
  if (url !== null) form.set('url', url);
  form.set('file', file, basename(input));
  return form;
}

const isMissing = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
