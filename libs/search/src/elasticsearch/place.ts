import type { Client } from '@elastic/elasticsearch';
import { asTrouble, isStatus } from './errors.js';
import { MAPPINGS, SCHEMA_VERSION } from './mapping.js';

/** The names under which an index is read and written; behind them stands one versioned index, so that another can take its place. */
export interface Names {
  readonly read: string;
  readonly write: string;
}

export const namesOf = (prefix: string): Names => ({ read: `${prefix}-read`, write: `${prefix}-write` });

/** The index of this make; a rebuild counts on. */
const indexName = (prefix: string, number: number): string => `${prefix}-v${SCHEMA_VERSION}-${String(number).padStart(6, '0')}`;

/** Not possible to work with: a person has to change a setting or the server. */
class UnfitServer extends Error {
  override readonly name = 'UnfitServer';
}

/**
 * Makes sure that both names lead to an index of this make. Answers whether it is a new one, without entries. Several processes may do it at
 * the same moment. @throws UnfitServer when somebody else's index has the name, TryLater while the server is away.
 */
export async function ensureIndex(client: Client, prefix: string): Promise<boolean> {
  const names = namesOf(prefix);
  const behind = await indexBehind(client, names.write);
  if (behind === null) return create(client, prefix, names);
  const mapping = await client.indices.getMapping({ index: behind }).catch(rethrow);
  const schema: unknown = mapping[behind]?.mappings._meta?.rostra?.schema;
  if (schema === SCHEMA_VERSION) return false;
  const made = schema === undefined ? 'was not made by Rostra' : `is of schema ${schema}, and this Rostra writes ${SCHEMA_VERSION}`;
  throw new UnfitServer(
    `The index ${behind} behind ${names.write} ${made}. Set ELASTICSEARCH_PREFIX to another word; the new index fills itself from the database.`,
  );
}

async function indexBehind(client: Client, alias: string): Promise<string | null> {
  const found = await client.indices.getAlias({ name: alias }).catch((error: unknown) => {
    if (isStatus(error, 404)) return {};
    throw asTrouble(error);
  });
  return Object.keys(found)[0] ?? null;
}

async function create(client: Client, prefix: string, names: Names): Promise<boolean> {
  try {
    await client.indices.create({
      index: indexName(prefix, 1),
      mappings: MAPPINGS,
      settings: { number_of_shards: 1, auto_expand_replicas: '0-1' },
      aliases: { [names.read]: {}, [names.write]: { is_write_index: true } },
    });
    return true;
  } catch (error) {
    // Another process was first, or is just putting the names on.
    if (isStatus(error, 400) && (await indexBehind(client, names.write)) !== null) return false;
    throw asTrouble(error);
  }
}

const LEAST_MAJOR = 9;

/** @throws UnfitServer when the server is too old, TryLater while it is away. */
export async function checkVersion(client: Client): Promise<void> {
  const { nodes } = await client.nodes.info({ node_id: '_local', filter_path: 'nodes.*.version' }).catch(rethrow);
  const version = Object.values(nodes ?? {})[0]?.version ?? 'unknown';
  if (Number.parseInt(version, 10) >= LEAST_MAJOR) return;
  throw new UnfitServer(`ELASTICSEARCH_URL: this Elasticsearch is version ${version}; use ${LEAST_MAJOR} or newer.`);
}

function rethrow(error: unknown): never {
  throw asTrouble(error);
}
