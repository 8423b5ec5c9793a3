import type { FastifyRequest } from 'fastify';
import { forbidden } from './problem.js';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Throws when a browser sends a changing request for another site's page: such a page could use the visitor's place in the network.
 * Clients that are no browsers send neither header and pass.
 */
export function refuseOtherSites(request: Pick<FastifyRequest, 'method' | 'headers'>): void {
  if (READING.has(request.method) || isOwn(request.headers)) return;
  throw forbidden('This call came from a page of another site. Use the pages of this server, or a client that is no browser.');
}

function isOwn(headers: FastifyRequest['headers']): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const { protocol, host: from } = new URL(origin);
  const own = `${protocol}//${host}`;
  return URL.canParse(own) && new URL(own).host === from;
}
