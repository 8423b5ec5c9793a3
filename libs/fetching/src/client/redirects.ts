import { Unprocessable } from '#domain';
import { webUrl } from '../urls/web-url.js';

const MOST_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** One step on the way to the final address. */
export interface Redirect {
  readonly status: number;
  readonly from: string;
  readonly to: string;
  /** From https to http: what follows could have been changed on the way. */
  readonly downgrade: boolean;
}

/** Where an answer sends us, or null when it does not. Throws BadUrl with the field `location` for anything but a web address. */
export function redirectOf(
  status: number,
  headers: Readonly<Record<string, string>>,
  url: URL,
): { redirect: Redirect; target: URL } | null {
  const { location } = headers;
  if (!REDIRECTS.has(status) || !location) return null;
  const target = webUrl(escaped(location), 'location', url);
  target.hash = '';
  const downgrade = url.protocol === 'https:' && target.protocol === 'http:';
  return { redirect: { status, from: url.href, to: target.href, downgrade }, target };
}

/** Throws Unprocessable when the way leads back to where it has been, or goes on for too long. */
export function assertSaneWay(way: readonly Redirect[]): void {
  const { to, from } = way.at(-1) ?? { to: '', from: '' };
  const start = way[0]?.from ?? from;
  if (way.some((step) => step.from === to)) {
    throw new Unprocessable('redirect-loop', `${start} redirects in a circle by way of ${to}. It may want cookies; push the page instead.`);
  }
  if (way.length > MOST_REDIRECTS) {
    throw new Unprocessable(
      'too-many-redirects',
      `${start} redirects more than ${MOST_REDIRECTS} times, last to ${to}. Give the final address.`,
    );
  }
}

/** Headers arrive one character a byte; escaping the bytes gives the address the site meant, in UTF-8 as in GBK. */
function escaped(location: string): string {
  return location.replace(/[\u0080-\u00ff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
}
