import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const onOff = z.enum(['on', 'off']).transform((word) => word === 'on');
const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const hostNames = z
  .string()
  .transform((list) =>
    list
      .split(',')
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== ''),
  )
  .pipe(z.array(z.string().regex(/^[a-z0-9_.:-]+$/, 'write names such as archive.example, without http:// and separated by commas')));
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
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info').describe('Least severe level that is logged.'),
  LOG_FORMAT: z.enum(['text', 'json']).default('text').describe('`text` for people, `json` for collectors, one object per line.'),
  ADMIN_KEY: z
    .string()
    .min(16, 'use at least 16 characters')
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
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('PostgreSQL 15 or newer; unset means the embedded database in DATA_DIR.'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('Redis 7 or newer for the queues; unset means the queues live in the database.'),
  REDIS_PREFIX: z.string().min(1).default('rostra').describe('Prefix of the keys in Redis.'),
  PARSER_THREADS: count(1, 64).default(Math.min(4, cores)).describe('Worker threads of the parser.'),
  PARSER_DEADLINE_MS: count(100, 600_000).default(10_000).describe('Longest time one page may take, in ms.'),
  PARSER_HEAP_MB: count(16, 4_096)
    .default(256)
    .describe('Memory of one parser thread, in MB; a page that needs more ends its thread only.'),
});

/** Set by people who know the full Rostra; this version says so instead of ignoring them. */
const NOT_YET: Readonly<Record<string, string>> = {
  ELASTICSEARCH_URL: 'this version searches with the embedded index only; unset it',
  BLOBS_URL: 'this version keeps captures as files in DATA_DIR only; unset it',
};

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
  readonly database: { readonly kind: 'embedded'; readonly dataDir: string } | { readonly kind: 'server'; readonly url: string };
  readonly redis: { readonly url: string; readonly prefix: string } | null;
  readonly crawler: { readonly allowPrivate: boolean; readonly maxBytes: number };
  readonly parser: { readonly threads: number; readonly deadlineMs: number; readonly heapMb: number };
}

/** One or more settings are wrong. The message names each with its remedy; programs end with status 78 (EX_CONFIG). */
export class BadConfig extends Error {
  override readonly name = 'BadConfig';
}

/** Reads the environment once. Throws BadConfig that lists every bad value. */
export function loadConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(given);
  const problems = [
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    ...Object.entries(NOT_YET).flatMap(([name, why]) => (given[name] ? [`${name}: ${why}`] : [])),
  ];
  if (!parsed.success || problems.length > 0)
    throw new BadConfig(`The settings are wrong.\n${problems.map((line) => `  ${line}`).join('\n')}`);
  return sections(parsed.data);
}

function sections(env: z.output<typeof settings>): Config {
  const dataDir = resolve(env.DATA_DIR);
  return {
    api: new ApiConfig(env.HOST, env.PORT, env.ADMIN_KEY ?? null, env.MAX_BODY_BYTES, env.ALLOWED_HOSTS, join(dataDir, 'admin.key')),
    dataDir,
    samples: env.SAMPLES,
    log: { level: env.LOG_LEVEL, format: env.LOG_FORMAT },
    database: env.DATABASE_URL ? { kind: 'server', url: env.DATABASE_URL } : { kind: 'embedded', dataDir },
    redis: env.REDIS_URL ? { url: env.REDIS_URL, prefix: env.REDIS_PREFIX } : null,
    crawler: { allowPrivate: env.FETCH_PRIVATE, maxBytes: env.MAX_BODY_BYTES },
    parser: { threads: env.PARSER_THREADS, deadlineMs: env.PARSER_DEADLINE_MS, heapMb: env.PARSER_HEAP_MB },
  };
}

/** One room as its own process can only meet the others in engines that processes share. */
export function needsSharedEngines(config: Config): string | null {
  const missing = config.database.kind === 'embedded' ? ['DATABASE_URL'] : [];
  return `This app runs one room and needs engines that processes share (${[...missing, 'ELASTICSEARCH_URL', 'BLOBS_URL'].join(', ')}); this version has no shared search index and blob store yet. Run all rooms in one process instead: npm start`;
}
