import { isIP } from 'node:net';

/** Whether an address of a peer, or one to listen on, is reached from this machine alone. */
export const isLoopback = (address: string): boolean =>
  address === 'localhost' || address === '::1' || (isIP(address.replace(/^::ffff:/i, '')) === 4 && /^(::ffff:)?127\./i.test(address));

/**
 * The name or address in a Host header, in the form browsers give it: lower case, without port and final dot, IPv6 in its shortest form
 * without brackets. Null for what is none.
 */
export function hostName(header: string | undefined): string | null {
  if (header === undefined || !/^[\w.:[\]-]+$/.test(header)) return null;
  const name = URL.parse(`http://${header}`)?.hostname.replace(/\.$/, '');
  return name ? name.replace(/^\[(.*)\]$/, '$1') : null;
}
