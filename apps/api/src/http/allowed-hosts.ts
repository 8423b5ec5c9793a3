import type { FastifyRequest } from 'fastify';
import type { ApiConfig } from '#platform';
import { hostName, isLoopback } from './addresses.js';
import { Refusal } from './problem.js';

type Asked = Pick<FastifyRequest, 'headers' | 'ip' | 'url'>;
type Settings = Pick<ApiConfig, 'host' | 'adminKey' | 'allowedHosts'>;

/**
 * Throws when the server is asked for by a name that is not its own: a web page whose name its owner points at this machine could read
 * everything here through the visitor's browser (DNS rebinding). A server for this machine alone knows its names; one that others
 * reach does once ALLOWED_HOSTS says them. Probes may ask for its health by any name or address.
 */
export function refuseOtherHosts({ headers, ip, url }: Asked, { host, adminKey, allowedHosts }: Settings): void {
  const knowsItsNames = allowedHosts.length > 0 || isLoopback(host) || (isLoopback(ip) && adminKey === null);
  if (!knowsItsNames || url.startsWith('/health/')) return;
  const name = hostName(headers.host);
  if (name !== null && (isLoopback(name) || allowedHosts.includes(name))) return;
  throw new Refusal({
    status: 421,
    code: 'other-host',
    title: 'This server is not known by this name',
    detail:
      'The name in the Host header is none of this server. Ask for it as localhost or 127.0.0.1, or start it with the setting ALLOWED_HOSTS=NAME to serve it under another name as well.',
    errors: [{ field: 'Host', message: 'is not a name of this server', remedy: 'Use localhost, or add the name to ALLOWED_HOSTS.' }],
  });
}
