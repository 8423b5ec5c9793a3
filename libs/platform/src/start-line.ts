import { addressOf } from '#blobs';
import type { Config } from './config.js';
import type { Need } from './engines.js';

/** One line that says which engines a process works on, without passwords. */
export function enginesLine({ database, redis, search, blobs, dataDir }: Config, needs: readonly Need[] = ['blobs', 'index']): string {
  const parts = [
    `database: ${database.kind === 'embedded' ? 'embedded' : placeOf(database.url)}`,
    `queues: ${redis ? placeOf(redis.url) : 'in the database'}`,
    ...(needs.includes('index') ? [`search: ${search.kind === 'embedded' ? 'embedded' : search.nodes.map(placeOf).join(', ')}`] : []),
    ...(needs.includes('blobs') ? [`captures: ${blobs.kind === 'embedded' ? 'files' : addressOf(blobs.place)}`] : []),
  ];
  const embedded = [database, search, blobs].some(({ kind }) => kind === 'embedded');
  return `${parts.join(' · ')}${embedded ? ` (in ${dataDir})` : ''}`;
}

/** Scheme, hosts and path of an address: no user, no password, no parameters, for those may hold secrets too. */
export const placeOf = (url: string): string => url.replace(/^([a-z0-9+-]+:\/\/)(?:[^/?#]*@)?([^?#]*).*$/is, '$1$2');
