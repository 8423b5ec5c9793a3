import { Cluster, Redis, type RedisOptions } from 'ioredis';

/** Where Redis is, in one of its three shapes. */
export interface RedisTarget {
  /** As the setting has it; see `redisForms`. */
  readonly url: string;
  /** Certificate (PEM) of the authority that signed the server's own. */
  readonly ca: string | null;
  /** First word of all keys. */
  readonly prefix: string;
}

/** What a Redis address may look like; the schemes with two s speak TLS. */
export const redisForms =
  'redis://host:6379/0, rediss://…, redis-sentinel://host:26379,host:26379/master-name or redis-cluster://host:7000,host:7001';

interface Place {
  readonly shape: 'single' | 'sentinel' | 'cluster';
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  readonly masterName: string;
  readonly options: RedisOptions;
}

const SHAPE = /^(redis|rediss)(?:-(sentinel|cluster))?:\/\/(?:([^@/]*)@)?([^/@?]+)(?:\/([^/?]*))?$/;
const DEFAULT_PORTS = { single: 6379, sentinel: 26_379, cluster: 6379 } as const;

/** Null when the address has none of the forms. */
export function readRedisUrl(url: string): Place | null {
  const [, scheme, given, login = '', hosts = '', path = ''] = SHAPE.exec(url) ?? [];
  if (scheme === undefined) return null;
  const shape = given === 'sentinel' || given === 'cluster' ? given : 'single';
  const nodes = hosts.split(',').map((node) => nodeOf(node.trim(), DEFAULT_PORTS[shape]));
  const known = nodes.filter((node) => node !== null);
  if (known.length !== nodes.length || (shape === 'single' && nodes.length !== 1)) return null;
  if (shape === 'single' ? !/^\d{0,3}$/.test(path) : (path === '') === (shape === 'sentinel')) return null;
  const words = login.split(':').map(decoded);
  if (words.includes(null)) return null;
  const [username = '', ...password] = words as string[];
  const options: RedisOptions = {
    ...(username !== '' && { username }),
    ...(password.length > 0 && { password: password.join(':') }),
    ...(shape === 'single' && path !== '' && { db: Number(path) }),
    ...(scheme === 'rediss' && { tls: {} }),
  };
  return { shape, nodes: known, masterName: path, options };
}

function decoded(word: string): string | null {
  try {
    return decodeURIComponent(word);
  } catch {
    return null;
  }
}

function nodeOf(text: string, defaultPort: number): { host: string; port: number } | null {
  const [, bracketed, plain, port] = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  return host === undefined ? null : { host, port: port === undefined ? defaultPort : Number(port) };
}

/** Opens connections to it as ioredis makes them for the shape. @throws Error when the address is none. */
export function connectRedis({ url, ca }: RedisTarget, more: RedisOptions): Redis | Cluster {
  const place = readRedisUrl(url);
  if (!place) throw new Error(`REDIS_URL: write ${redisForms}.`);
  const { shape, nodes, masterName } = place;
  const tls = place.options.tls && { tls: ca === null ? {} : { ca } };
  const options: RedisOptions = { ...place.options, ...tls, ...more };
  if (shape === 'cluster') {
    const { enableOfflineQueue = true, lazyConnect = false, retryStrategy, ...redisOptions } = options;
    // With the word "retryStrategy" a single connection says how it comes back; of a cluster the whole does.
    const again = retryStrategy && { clusterRetryStrategy: retryStrategy };
    return new Cluster([...nodes], { redisOptions, enableOfflineQueue, lazyConnect, ...again });
  }
  if (shape === 'sentinel') {
    const shared = options.tls && { enableTLSForSentinelMode: true, sentinelTLS: options.tls };
    return new Redis({ ...options, ...shared, sentinels: [...nodes], name: masterName });
  }
  return new Redis({ ...options, ...nodes[0] });
}

/** All keys of one queue have to live on one node of a cluster: braces make the prefix decide where. */
export function keyPrefix({ url, prefix }: RedisTarget): string {
  return readRedisUrl(url)?.shape === 'cluster' ? `{${prefix}}` : prefix;
}
