import { TryLater, Unprocessable } from '#domain';
import { retryAfterMs } from './retry-after.js';

/** What an answer's status means for the work, when it is not the page. Null for one that carries the page. */
export function refusalOf(status: number, headers: Readonly<Record<string, string>>, url: string, now: Date): Error | null {
  const waitMs = retryAfterMs(headers['retry-after'], now);
  if (status === 429 || (status === 503 && waitMs !== null)) {
    return new TryLater(waitMs ?? 60_000, `${url} asked for patience (status ${status}).`);
  }
  if (status >= 500 || status === 408 || status === 425) return new Error(`${url} failed with status ${status}; it is tried again.`);
  if (status === 404 || status === 410) return new Unprocessable('gone', `${url} is gone (status ${status}). Check the address.`);
  if (status === 401 || status === 403 || status === 451) {
    return new Unprocessable('refused-by-site', `${url} does not let us in (status ${status}). Ask the site, or push the page instead.`);
  }
  return status >= 200 && status < 300 && status !== 206 ? null : unexpected(status, url);
}

function unexpected(status: number, url: string): Unprocessable {
  return new Unprocessable(
    'unexpected-status',
    `${url} answered with status ${status}, which is no whole page. Open it in a browser, or push the page.`,
  );
}
