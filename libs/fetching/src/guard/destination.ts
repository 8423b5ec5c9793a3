import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Unprocessable } from '#domain';
import { specialUseOf } from './addresses.js';

/** All addresses of a name, as the resolver gives them. Rejects like `dns.lookup` when there is none. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

/** Says of a special address that it may be fetched from all the same. */
export type Allows = (address: string) => boolean;

/** Ports from 1024 on that belong to mail, chat, files and databases, which read a request line as commands. */
const otherServices = new Set([
  1719, 1720, 1723, 2049, 3306, 3659, 4045, 4190, 5060, 5061, 5432, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9200, 10080,
  11211, 27017,
]);

/** Throws Unprocessable when the port, or an address written as the host, is none to fetch from. Names are checked by `guardedLookup`. */
export function assertAllowed(url: URL, allows: Allows): void {
  if (!isAllowedPort(portOf(url))) {
    throw new Unprocessable(
      'port-not-allowed',
      `${url.origin} uses port ${portOf(url)}; pages are fetched from the ports 80 to 90, 443 and from 1024 on without those of other services. Push the page instead.`,
    );
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host)) assertPublic(host, url.host, allows);
}

/**
 * Asks a second time for a name that is not known, since a name server may have been wrong for a moment; throws Unprocessable (`unknown-name`)
 * when it is not known then either. A name server that does not answer is another fault and goes through as it is.
 */
export function resolveTwice(resolve: Resolve, pauseMs: number): Resolve {
  return async (host) => {
    try {
      return await resolve(host);
    } catch (error) {
      if (!isUnknownName(error)) throw error;
    }
    await sleep(pauseMs);
    return resolve(host).catch((cause: unknown) => {
      if (!isUnknownName(cause)) throw cause;
      throw new Unprocessable(
        'unknown-name',
        `${host} is not known to DNS. Check the address; if it is right, retry when the name is back.`,
        {
          cause,
        },
      );
    });
  };
}

const isUnknownName = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOTFOUND';

/**
 * Resolves a name for the very connection that is being made and lets only checked addresses through, so nothing can change in between.
 * One special address among several refuses the name as a whole.
 */
export function guardedLookup(resolve: Resolve, allows: Allows): LookupFunction {
  const allowedAddresses = async (host: string) => {
    const addresses = await resolve(host);
    for (const { address } of addresses) assertPublic(address, host, allows);
    return [...addresses];
  };
  return (host, options, answer) => {
    allowedAddresses(host).then(
      (addresses) => (options.all ? answer(null, addresses) : answer(null, addresses[0]?.address ?? '', addresses[0]?.family)),
      (error: Error) => answer(error, ''),
    );
  };
}

function assertPublic(address: string, host: string, allows: Allows): void {
  const use = specialUseOf(address);
  if (use === null || allows(address)) return;
  const where = host.includes(address) ? host : `${host} (${address})`;
  throw new Unprocessable(
    'address-not-allowed',
    `${where} is not on the public internet (${use}). For an archive of your own network set FETCH_PRIVATE=on; otherwise push the page instead.`,
  );
}

const portOf = (url: URL): number => Number(url.port || (url.protocol === 'https:' ? 443 : 80));

function isAllowedPort(port: number): boolean {
  return (port >= 80 && port <= 90 && port !== 87) || port === 443 || (port >= 1024 && !otherServices.has(port));
}
