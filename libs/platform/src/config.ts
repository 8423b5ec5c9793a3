import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type S3Place, s3PlaceOf } from '#blobs';
import { type Failpoints, readFailpoints } from '#pipeline';
import { readRedisUrl, redisForms } from '#queue';
import type { DatabaseConfig } from '#store';

const onOff = z.enum(['on', 'off'], 'write on or off').transform((word) => word === 'on');
/** A whole number in digits alone: what `20MB` or `1e3` may have meant is not guessed. */
const count = (least: number, most: number) =>
  z.string().transform((text, context) => {
    const number = /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    context.addIssue(`write a whole number from ${least} to ${most}, in digits alone`);
    return z.NEVER;
  });
const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) => z.enum(words, `write one of ${words.join(', ')}`);
const hostNames = z
  .string()
  .transform((list) =>
    list
      .split(',')
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== ''),
  )
  .pipe(z.array(z.string().regex(/^[a-z0-9_.:-]+$/, 'write names such as archive.example, without http:// and separated by commas')));
const blobsUrl = z.string().transform((text, context): S3Place => {
  try {
    return s3PlaceOf(text);
  } catch (error) {
    context.addIssue(error instanceof Error ? error.message : String(error));
    return z.NEVER;
  }
});
const cores = availableParallelism();

/** Every setting with its default; the README's table is made of the descriptions. */
export const settings = z.object({
  HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address to listen on. On any other than a loopback address documents are taken from other machines only with ADMIN_KEY.'),
  PORT: count(0, 65_535).default(3000).describe('Port to listen on; 0 takes a free one.'),
  DATA_DIR: z.string().min(1).default('./data').describe('Folder of the embedded engines. One process at a time.'),
  SAMPLES: onOff.default(true).describe('`on` loads the sample pages on the first start; `off` leaves the archive empty.'),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info').describe('Least severe level that is logged.'),
  LOG_FORMAT: oneOf(['text', 'json']).default('text').describe('`text` for people, `json` for collectors, one object per line.'),
  ADMIN_KEY: z
    .string()
    .min(16, 'use at least 16 characters')
    .regex(/^[\x21-\x7e]+$/, 'use letters, digits and signs of ASCII, without blanks: it travels in a header')
    .optional()
    .describe(
      'Key for pushing, pausing, retrying, discarding and withdrawing, sent as `Authorization: Bearer …`. Unset: a key is made and kept in `admin.key` in DATA_DIR, and pushing from this machine needs none.',
    ),
  ALLOWED_HOSTS: hostNames
    .default([])
    .describe(
      'Names, separated by commas, that the server answers to beside localhost and loopback addresses; for a server behind a proxy or in a network.',
    ),
  MAX_BODY_BYTES: count(1_024, 1_073_741_824)
    .default(20 * 1024 * 1024)
    .describe('Largest pushed or fetched body, in bytes.'),
  FETCH_PRIVATE: onOff.default(false).describe('`on` lets the crawler fetch from private and loopback addresses, for an intranet archive.'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, message: 'write postgres://user:password@host:5432/database' })
    .optional()
    .describe('PostgreSQL 15 or newer; unset means the embedded database in DATA_DIR.'),
  DATABASE_POOL: count(2, 200)
    .default(10)
    .describe(
      'Connections to PostgreSQL that one process opens at most for the archive; where there is no REDIS_URL, the queues open up to 32 more.',
    ),
  DATABASE_TIMEOUT_MS: count(1_000, 3_600_000).default(30_000).describe('Longest time PostgreSQL may take for one statement, in ms.'),
  REDIS_URL: z
    .string()
    .refine((url) => readRedisUrl(url) !== null, { error: `write ${redisForms}` })
    .optional()
    .describe(
      'Redis 7 or newer for the queues: `redis://`, `rediss://`, `redis-sentinel://a:26379,b:26379/master` or `redis-cluster://a:7000,b:7000`; unset means the queues live in the database.',
    ),
  REDIS_CA: z.string().min(1).optional().describe('File with the certificate (PEM) that signed those of Redis.'),
  REDIS_PREFIX: z.string().min(1).default('rostra').describe('Prefix of the keys in Redis; archives that share a Redis take one each.'),
  ELASTICSEARCH_URL: z
    .string()
    .transform((list) => list.split(',').map((node) => node.trim()))
    .pipe(z.array(z.url({ protocol: /^https?$/, message: 'write http://host:9200, several nodes with commas between them' })).min(1))
    .optional()
    .describe('Elasticsearch 9, one node or several with commas between them; unset means the embedded index in DATA_DIR.'),
  ELASTICSEARCH_API_KEY: z.string().min(1).optional().describe('API key for Elasticsearch, instead of a user in its URL.'),
  ELASTICSEARCH_CA: z.string().min(1).optional().describe('File with the certificate (PEM) that signed those of Elasticsearch.'),
  ELASTICSEARCH_PREFIX: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,60}$/, 'use lower-case letters, digits and hyphens')
    .default('rostra-speeches')
    .describe('First word of the names of index and aliases; archives that share an Elasticsearch take one each.'),
  BLOBS_URL: blobsUrl
    .optional()
    .describe(
      'Bucket for the captures: `s3://bucket/prefix` on Amazon S3, `http://host:9000/bucket/prefix` on another S3 server; unset means files in DATA_DIR.',
    ),
  BLOBS_ACCESS_KEY: z
    .string()
    .min(1)
    .optional()
    .describe('Access key for the bucket, if not in its URL; unset means what the AWS settings of this machine give.'),
  BLOBS_SECRET_KEY: z.string().min(1).optional().describe('Secret key for the bucket.'),
  BLOBS_REGION: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'write a region such as eu-central-1')
    .optional()
    .describe('Region of the bucket; unset means that of the AWS settings for `s3://`, and `us-east-1` for other servers.'),
  BLOBS_CA: z.string().min(1).optional().describe('File with the certificate (PEM) that signed that of the S3 server.'),
  HEALTH_PORT: count(0, 65_535)
    .default(0)
    .describe('Port where a room that runs as a process of its own says how it is, at `/health/ready`; 0 takes a free one.'),
  CRAWLER_FETCHES: count(1, 256).default(8).describe('Pages the crawler fetches at the same time.'),
  INDEXER_BATCH: count(1, 500).default(64).describe('Documents the indexer writes in one go.'),
  ANNOUNCER_BATCH: count(1, 500).default(64).describe('Documents the announcer announces in one go.'),
  PARSER_THREADS: count(1, 64).default(Math.min(4, cores)).describe('Most worker threads of the parser, begun as they are needed.'),
  PARSER_DEADLINE_MS: count(100, 600_000).default(10_000).describe('Longest time one page may take, in ms.'),
  PARSER_HEAP_MB: count(16, 4_096)
    .default(256)
    .describe('Memory of one parser thread, in MB; a page that needs more ends its thread only.'),
});

export class ApiConfig {
  constructor(
    readonly host: string,
    readonly port: number,
    readonly adminKey: string | null,
    readonly maxBodyBytes: number,
    readonly allowedHosts: readonly string[],
    /** Where the key is kept when adminKey is null. */
    readonly adminKeyFile: string,
  ) {}
}

export interface Config {
  readonly api: ApiConfig;
  readonly dataDir: string;
  readonly samples: boolean;
  readonly log: { readonly level: string; readonly format: 'text' | 'json' };
  readonly database: DatabaseConfig;
  readonly search:
    | { readonly kind: 'embedded'; readonly dataDir: string }
    | {
        readonly kind: 'server';
        readonly nodes: readonly string[];
        readonly apiKey: string | null;
        readonly caFile: string | null;
        readonly prefix: string;
      };
  readonly blobs:
    | { readonly kind: 'embedded'; readonly dataDir: string }
    | { readonly kind: 'server'; readonly place: S3Place; readonly region: string | null; readonly caFile: string | null };
  readonly redis: { readonly url: string; readonly caFile: string | null; readonly prefix: string } | null;
  readonly health: { readonly host: string; readonly port: number };
  readonly crawler: { readonly allowPrivate: boolean; readonly maxBytes: number; readonly fetches: number };
  readonly indexer: { readonly batch: number };
  readonly announcer: { readonly batch: number };
  readonly parser: { readonly threads: number; readonly deadlineMs: number; readonly heapMb: number };
  /** For the fault harness alone. */
  readonly failpoints: Failpoints | null;
}

/** One or more settings are wrong. The message names each with its remedy; programs end with status 78 (EX_CONFIG). */
export class BadConfig extends Error {
  override readonly name = 'BadConfig';
}

/** Reads the environment once. Throws BadConfig that lists every bad value. */
export function loadConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(given);
  const failpoints = failpointsOf(given);
  const problems = [
    ...new Set((parsed.error?.issues ?? []).map(({ path, message }) => problemOf(String(path[0]), message, given))),
    ...(parsed.success ? keyProblems(parsed.data) : []),
    ...(typeof failpoints === 'string' ? [failpoints] : []),
  ];
  if (!parsed.success || typeof failpoints === 'string' || problems.length > 0)
    throw new BadConfig(`The settings are wrong.\n${problems.map((line) => `  ${line}`).join('\n')}`);
  return { ...sections(parsed.data), failpoints };
}

/** Names the setting, what it expects and what was given, unless that may hold a key or password. */
function problemOf(name: string, message: string, given: Readonly<Record<string, string | undefined>>): string {
  const value = given[name];
  if (value === undefined || MAY_HOLD_SECRETS.test(name)) return `${name}: ${message}`;
  return `${name}: ${message}; it is set to ${JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value)}`;
}

const MAY_HOLD_SECRETS = /_URL$|KEY$/;

/** Points where a test ends or stops the process, null for none, or what is wrong. A program that somebody uses has none. */
function failpointsOf(env: Readonly<Record<string, string | undefined>>): Failpoints | null | string {
  const { ROSTRA_FAILPOINTS: text, NODE_ENV: mode } = env;
  if (text === undefined) return null;
  if (mode !== 'test') return 'ROSTRA_FAILPOINTS: it ends the process in the middle of its work; leave it unset outside of NODE_ENV=test';
  try {
    return readFailpoints(text);
  } catch (error) {
    return `ROSTRA_FAILPOINTS: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function sections(env: z.output<typeof settings>): Omit<Config, 'failpoints'> {
  const dataDir = resolve(env.DATA_DIR);
  return {
    api: new ApiConfig(env.HOST, env.PORT, env.ADMIN_KEY ?? null, env.MAX_BODY_BYTES, env.ALLOWED_HOSTS, join(dataDir, 'admin.key')),
    dataDir,
    samples: env.SAMPLES,
    log: { level: env.LOG_LEVEL, format: env.LOG_FORMAT },
    database: databaseSection(env, dataDir),
    search: searchSection(env, dataDir),
    blobs: blobsSection(env, dataDir),
    redis: env.REDIS_URL ? { url: env.REDIS_URL, caFile: env.REDIS_CA ?? null, prefix: env.REDIS_PREFIX } : null,
    health: { host: env.HOST, port: env.HEALTH_PORT },
    crawler: { allowPrivate: env.FETCH_PRIVATE, maxBytes: env.MAX_BODY_BYTES, fetches: env.CRAWLER_FETCHES },
    indexer: { batch: env.INDEXER_BATCH },
    announcer: { batch: env.ANNOUNCER_BATCH },
    parser: { threads: env.PARSER_THREADS, deadlineMs: env.PARSER_DEADLINE_MS, heapMb: env.PARSER_HEAP_MB },
  };
}

function databaseSection(env: z.output<typeof settings>, dataDir: string): DatabaseConfig {
  const { DATABASE_URL: url, DATABASE_POOL: poolSize, DATABASE_TIMEOUT_MS: statementTimeoutMs } = env;
  return url ? { kind: 'server', url, poolSize, statementTimeoutMs } : { kind: 'embedded', dataDir };
}

function searchSection(env: z.output<typeof settings>, dataDir: string): Config['search'] {
  if (!env.ELASTICSEARCH_URL) return { kind: 'embedded', dataDir };
  const {
    ELASTICSEARCH_URL: nodes,
    ELASTICSEARCH_API_KEY: apiKey = null,
    ELASTICSEARCH_CA: caFile = null,
    ELASTICSEARCH_PREFIX: prefix,
  } = env;
  return { kind: 'server', nodes, apiKey, caFile, prefix };
}

function blobsSection(env: z.output<typeof settings>, dataDir: string): Config['blobs'] {
  const { BLOBS_URL: place, BLOBS_ACCESS_KEY: access, BLOBS_SECRET_KEY: secret } = env;
  if (!place) return { kind: 'embedded', dataDir };
  const keys = access && secret ? { access, secret } : place.keys;
  return { kind: 'server', place: { ...place, keys }, region: env.BLOBS_REGION ?? null, caFile: env.BLOBS_CA ?? null };
}

/** Keys come in pairs, and from one place. */
function keyProblems(env: z.output<typeof settings>): readonly string[] {
  const { BLOBS_URL: place, BLOBS_ACCESS_KEY: access, BLOBS_SECRET_KEY: secret } = env;
  if (access && !secret) return ['BLOBS_SECRET_KEY: set it together with BLOBS_ACCESS_KEY'];
  if (secret && !access) return ['BLOBS_ACCESS_KEY: set it together with BLOBS_SECRET_KEY'];
  return access && place?.keys ? ['BLOBS_URL: it holds keys, and BLOBS_ACCESS_KEY is set too; keep one of them'] : [];
}

/**
 * One room as its own process can only meet the others in engines that processes share: a sentence that names what is missing, or null.
 * Queues may live in the database.
 */
export function needsSharedEngines({ database, search, blobs }: Config): string | null {
  const missing = [
    ...(database.kind === 'embedded' ? ['DATABASE_URL'] : []),
    ...(search.kind === 'embedded' ? ['ELASTICSEARCH_URL'] : []),
    ...(blobs.kind === 'embedded' ? ['BLOBS_URL'] : []),
  ];
  if (missing.length === 0) return null;
  return `This app runs one room and meets the others in engines that processes share: set ${missing.join(', ')}. Or run all rooms in one process, on engines of its own: npm start`;
}

/** Whether any engine lives in DATA_DIR, which then belongs to one process at a time. */
export function usesDataDir({ database, search, blobs }: Config): boolean {
  return [database, search, blobs].some(({ kind }) => kind === 'embedded');
}
