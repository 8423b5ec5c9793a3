import { Client, type ClientOptions } from '@elastic/elasticsearch';
import { ElasticIndex } from './elastic-index.js';
import { checkVersion, ensureIndex, namesOf } from './place.js';

export interface ElasticOptions {
  /** One node or several, as `https://user:password@host:9200`. */
  readonly nodes: readonly string[];
  /** Instead of user and password. */
  readonly apiKey?: string | null;
  /** Certificate of the authority that signed the servers' own, in PEM. */
  readonly ca?: string | null;
  /** What tells the archive from every other: its index is marked with it, and another's is refused. Without it neither is done. */
  readonly archiveId?: string | null;
  /** First word of the names of index and aliases, default `rostra-speeches`. */
  readonly prefix?: string;
}

const REQUEST_TIMEOUT_MS = 30_000;

/**
 * Opens the index, which is made when missing. @throws UnfitServer when the server is too old, somebody else's index has the name, or it is of an
 * older make; TryLater when it cannot be reached.
 */
export async function openElasticIndex(options: ElasticOptions): Promise<ElasticIndex> {
  const { prefix = DEFAULT_PREFIX, archiveId = null } = options;
  const client = clientFor(options);
  try {
    await checkVersion(client);
    await ensureIndex(client, prefix, archiveId);
    return new ElasticIndex(client, { prefix, archiveId, names: namesOf(prefix) });
  } catch (error) {
    await client.close();
    throw error;
  }
}

export const DEFAULT_PREFIX = 'rostra-speeches';

export function clientFor({ nodes, apiKey, ca }: ElasticOptions): Client {
  const options: ClientOptions = {
    nodes: [...nodes],
    requestTimeout: REQUEST_TIMEOUT_MS,
    // One retry loop per failure: the queue's.
    maxRetries: 0,
    // Packing takes more of the processors at both ends than the network between them would.
    compression: false,
    ...(apiKey && { auth: { apiKey } }),
    ...(ca && { tls: { ca } }),
  };
  return new Client(options);
}
