import ipaddr from 'ipaddr.js';

/** Azure answers its machines here, from a public range. */
const cloudServices = new Set(['168.63.129.16']);

/** What an IP address is set aside for, such as `loopback` or `private`; null when it belongs to the public internet. */
export function specialUseOf(address: string): string | null {
  const ip = ipaddr.parse(address);
  return ip.kind() === 'ipv4' ? specialUseOfIPv4(address, ip.range()) : specialUseOfIPv6(ipaddr.IPv6.parse(address));
}

function specialUseOfIPv4(address: string, range: string): string | null {
  if (cloudServices.has(address)) return 'cloud service';
  return range === 'unicast' ? null : range;
}

/** Mapped and NAT64 addresses are the IPv4 address inside; the other ways of wrapping one are out of use, so they are refused. */
function specialUseOfIPv6(ip: ipaddr.IPv6): string | null {
  const { parts } = ip;
  const range: string = ip.range();
  const isNat64 = range === 'rfc6052' && parts.slice(2, 6).every((part) => part === 0);
  if (range === 'ipv4Mapped' || isNat64) return specialUseOf(lastIPv4(parts));
  if (range !== 'unicast') return range;
  const isGlobal = ((parts[0] ?? 0) & 0xe000) === 0x2000;
  return isGlobal ? null : 'reserved';
}

function lastIPv4(parts: readonly number[]): string {
  return parts
    .slice(6)
    .flatMap((part) => [part >> 8, part & 0xff])
    .join('.');
}
