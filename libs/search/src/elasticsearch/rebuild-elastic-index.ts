import type { Client, estypes } from '@elastic/elasticsearch';
import { IndexRebuild } from '../index-rebuild.js';
import type { SearchIndex } from '../search-index.js';
import { ElasticIndex } from './elastic-index.js';
import { asTrouble, isStatus } from './errors.js';
import { clientFor, DEFAULT_PREFIX, type ElasticOptions } from './open-elastic-index.js';
import { SCHEMA_VERSION } from './mapping.js';
import { aliasesNamed, checkVersion, createIndex, misfit, marksOf, namesOf, nextIndexName, refuseOther, UnfitServer } from './place.js';

/** An index that is being filled stands behind this name, and is written to by it: were it deleted, no write could bring it back unmapped. */
const building = (prefix: string): string => `${prefix}-building`;
/** An index that another has taken the place of, until it is removed. */
const replaced = (prefix: string): string => `${prefix}-replaced`;

/**
 * Makes the next index beside the live one, also when that is of an older make. What an interrupted rebuild has left goes first.
 * @throws UnfitServer when the server is too old or somebody else's index has the name; TryLater when it cannot be reached.
 */
export async function rebuildElasticIndex(options: ElasticOptions): Promise<IndexRebuild> {
  const { prefix = DEFAULT_PREFIX, archiveId = null } = options;
  const client = clientFor(options);
  try {
    await checkVersion(client);
    for (const [behind] of await liveOnes(client, prefix)) await refuseMisfit(client, behind, archiveId);
    await removeAll(client, [building(prefix), replaced(prefix)]);
    const name = await nextIndexName(client, prefix);
    await createIndex(client, name, archiveId, { [building(prefix)]: { is_write_index: true } });
    return new ElasticRebuild(client, prefix, archiveId, name);
  } catch (error) {
    await client.close();
    throw asTrouble(error);
  }
}

class ElasticRebuild extends IndexRebuild {
  private current: ElasticIndex;
  private kept: readonly string[] = [];

  constructor(
    private readonly client: Client,
    private readonly prefix: string,
    private readonly archiveId: string | null,
    readonly name: string,
  ) {
    super();
    this.current = new ElasticIndex(client, { prefix, archiveId, names: { read: building(prefix), write: building(prefix) } });
  }

  override get index(): SearchIndex {
    return this.current;
  }

  override async takeOver(keep: boolean): Promise<void> {
    const { client, prefix, name } = this;
    const { read, write } = namesOf(prefix);
    const before = await liveOnes(client, prefix);
    const actions: estypes.IndicesUpdateAliasesAction[] = [
      ...before.map(([index, aliases]) => ({ remove: { index, aliases: [...aliases] } })),
      ...(keep ? [] : before.map(([index]) => ({ add: { index, alias: replaced(prefix) } }))),
      { remove: { index: name, alias: building(prefix), must_exist: true } },
      { add: { index: name, alias: read } },
      { add: { index: name, alias: write, is_write_index: true } },
    ];
    await client.indices.updateAliases({ actions }).catch(rethrow);
    this.kept = keep ? before.map(([index]) => index) : [];
    this.current = new ElasticIndex(client, { prefix, archiveId: this.archiveId, names: { read, write } });
  }

  override async removeReplaced(): Promise<{ removed: readonly string[]; kept: readonly string[] }> {
    return { removed: await removeAll(this.client, [replaced(this.prefix)]), kept: this.kept };
  }

  override close(): Promise<void> {
    return this.current.close();
  }
}

const liveOnes = async (client: Client, prefix: string): Promise<(readonly [index: string, aliases: readonly string[]])[]> =>
  Object.entries(await aliasesNamed(client, Object.values(namesOf(prefix))));

/** An index of an older make is what a rebuild is for; one of a newer make, or of somebody else, stays as it is. */
async function refuseMisfit(client: Client, index: string, archiveId: string | null): Promise<void> {
  const { schema, archive } = await marksOf(client, index);
  if (schema === null || schema > SCHEMA_VERSION) throw new UnfitServer(`The index ${index} ${misfit(schema)}`);
  refuseOther(index, archive, archiveId);
}

/** Deletes the indexes behind these aliases, by their own names, and answers them. */
async function removeAll(client: Client, aliases: readonly string[]): Promise<readonly string[]> {
  const indexes = Object.keys(await aliasesNamed(client, aliases));
  for (const index of indexes) {
    await client.indices.delete({ index }).catch((error: unknown) => {
      if (!isStatus(error, 404)) throw asTrouble(error);
    });
  }
  return indexes;
}

function rethrow(error: unknown): never {
  throw asTrouble(error);
}
