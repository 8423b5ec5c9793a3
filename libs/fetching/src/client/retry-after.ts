const LEAST_MS = 1_000;
const MOST_MS = 600_000;

/** Reads a Retry-After header, seconds or an HTTP date, into ms from 1 s to 10 min; null when there is none or it says nothing. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  const text = header?.trim() ?? '';
  const wanted = /^\d+$/.test(text) ? Number(text) * 1_000 : /[a-z]/i.test(text) ? Date.parse(text) - now.getTime() : Number.NaN;
  return Number.isNaN(wanted) ? null : Math.min(MOST_MS, Math.max(LEAST_MS, wanted));
}
