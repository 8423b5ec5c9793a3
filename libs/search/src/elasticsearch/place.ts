import type { Client, estypes } from '@elastic/elasticsearch';
import { asTrouble, isStatus } from './errors.js';
import { MAPPINGS, SCHEMA_VERSION } from './mapping.js';

/** The names under which an index is read and written; behind them stands one versioned index, so that another can take its place. */
export interface Names {
  readonly read: string;
  readonly write: string;
}

export const namesOf = (prefix: string): Names => ({ read: `${prefix}-read`, write: `${prefix}-write` });

/** Not possible to work with: a person has to change a setting or the server. */
export class UnfitServer extends Error {
  override readonly name = 'UnfitServer';
}

/** The name of the next index of this make: counted on over all makes, those that were kept included. */
export async function nextIndexName(client: Client, prefix: string): Promise<string> {
  const found = await client.indices.getSettings({ index: `${prefix}-v*`, flat_settings: true }).catch(rethrow);
  const numbers = Object.keys(found).map((name) => Number(/-v\d+-(\d{6})$/.exec(name.slice(prefix.length))?.[1] ?? 0));
  return `${prefix}-v${SCHEMA_VERSION}-${String(Math.max(0, ...numbers) + 1).padStart(6, '0')}`;
}

/** Makes an index with these aliases in one step. */
export async function createIndex(
  client: Client,
  index: string,
  archiveId: string | null,
  aliases: Readonly<Record<string, estypes.IndicesAlias>>,
): Promise<void> {
  const settings = { number_of_shards: 1, auto_expand_replicas: '0-1' };
  await client.indices.create({ index, mappings: { ...MAPPINGS, _meta: metaOf(archiveId) }, settings, aliases });
}

/**
 * Makes sure that both names lead to an index of this make. Several processes may do it at the same moment. @throws UnfitServer when somebody else's
 * index has the name, TryLater while the server is away.
 */
export async function ensureIndex(client: Client, prefix: string, archiveId: string | null): Promise<void> {
  const names = namesOf(prefix);
  const behind = await indexBehind(client, names.write);
  if (behind === null) return create(client, prefix, names, archiveId);
  const { schema, archive } = await marksOf(client, behind);
  if (schema === SCHEMA_VERSION) return claim(client, behind, archive, archiveId);
  throw new UnfitServer(`The index ${behind} behind ${names.write} ${misfit(schema)}`);
}

/** The make of an index, null when it is not one of ours, and the archive it is of, null when nobody has said that yet. */
export async function marksOf(client: Client, index: string): Promise<{ readonly schema: number | null; readonly archive: string | null }> {
  const mapping = await client.indices.getMapping({ index }).catch(rethrow);
  const { schema, archive }: Readonly<Record<string, unknown>> = mapping[index]?.mappings._meta?.rostra ?? {};
  return { schema: typeof schema === 'number' ? schema : null, archive: typeof archive === 'string' ? archive : null };
}

const metaOf = (archiveId: string | null) => ({ rostra: { schema: SCHEMA_VERSION, ...(archiveId !== null && { archive: archiveId }) } });

/** Two archives on one index would each take the other's speeches out. @throws UnfitServer */
export function refuseOther(index: string, archive: string | null, archiveId: string | null): void {
  if (archive === null || archiveId === null || archive === archiveId) return;
  throw new UnfitServer(
    `The index ${index} is that of another archive, with another DATABASE_URL. Set ELASTICSEARCH_PREFIX to a word of its own, or, when that archive is no more, delete this index.`,
  );
}

async function claim(client: Client, index: string, archive: string | null, archiveId: string | null): Promise<void> {
  refuseOther(index, archive, archiveId);
  if (archive !== null || archiveId === null) return;
  await client.indices.putMapping({ index, _meta: metaOf(archiveId) }).catch(rethrow);
  // Another may have claimed it at the same moment; the last one has it.
  refuseOther(index, (await marksOf(client, index)).archive, archiveId);
}

/** What is wrong with an index of another make, and the remedy. */
export function misfit(schema: number | null): string {
  if (schema === null)
    return 'was not made by Rostra. Set ELASTICSEARCH_PREFIX to another word; the new index fills itself from the database.';
  const makes = `is of schema ${schema}, and this Rostra writes ${SCHEMA_VERSION}.`;
  if (schema > SCHEMA_VERSION) return `${makes} Run the newer version, or set ELASTICSEARCH_PREFIX to another word.`;
  return `${makes} Build the new one from the database and put it in its place: rostra reindex`;
}

async function indexBehind(client: Client, alias: string): Promise<string | null> {
  return (await indexesNamed(client, alias))[0] ?? null;
}

/** The indexes that have any of these aliases, each with those it has. */
export async function aliasesNamed(client: Client, names: readonly string[]): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, string[]> = {};
  // One at a time: for several names of which one is missing the answer is an error.
  for (const name of names) for (const index of await indexesNamed(client, name)) found[index] = [...(found[index] ?? []), name];
  return found;
}

async function indexesNamed(client: Client, name: string): Promise<string[]> {
  const found = await client.indices.getAlias({ name }).catch((error: unknown) => {
    if (isStatus(error, 404)) return {};
    throw asTrouble(error);
  });
  return Object.keys(found);
}

async function create(client: Client, prefix: string, names: Names, archiveId: string | null): Promise<void> {
  try {
    await createIndex(client, await nextIndexName(client, prefix), archiveId, {
      [names.read]: {},
      [names.write]: { is_write_index: true },
    });
  } catch (error) {
    // Another process was first, or is just putting the names on.
    if (isStatus(error, 400) && (await indexBehind(client, names.write)) !== null) return ensureIndex(client, prefix, archiveId);
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
