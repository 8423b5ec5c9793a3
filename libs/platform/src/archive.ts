import { type BlobStore } from '#blobs';
import {
  type IndexRebuild,
  openElasticIndex,
  openEmbeddedIndex,
  rebuildElasticIndex,
  rebuildEmbeddedIndex,
  type SearchIndex,
} from '#search';
import { ARCHIVE_ID, openStore, type Store } from '#store';
import { type Config, usesDataDir } from './config.js';
import { elasticOptions, lockFolder, openBlobs } from './engines.js';

/**
 * What an archive consists of, opened for looking after it: without queues and rooms, and without taking over what a dead process had in hand.
 * Each engine is opened when it is first asked for.
 */
export interface Archive {
  readonly config: Config;
  /** Whether no other process can work on it meanwhile: its database lives in a folder that is locked for this one. */
  readonly isOurs: boolean;
  readonly store: Store;
  blobs(): Promise<BlobStore>;
  index(): Promise<SearchIndex>;
  /** Instead of `index`: the live one is not opened, for it may be of an older make. */
  rebuild(): Promise<IndexRebuild>;
  close(): Promise<void>;
}

/** Copying and examining take statements of their own length. */
const STATEMENT_MS = 6 * 3_600_000;

/**
 * Opens the database the settings name. Its tables stay as they are, unless it is the target of a move, whose tables are made as by any start. Rejects
 * with one sentence when it cannot be had: DataDirInUse while a server works in the folder. `beside` is an archive that is open already, from which it
 * is moved here: its folder is not locked twice.
 */
export async function openArchive(config: Config, beside?: Archive): Promise<Archive> {
  const opened: { close(): Promise<void> }[] = [];
  const keep = <Opened extends { close(): Promise<void> }>(engine: Opened): Opened => {
    opened.push(engine);
    return engine;
  };
  const close = async () => {
    for (const engine of opened.splice(0).reverse()) await engine.close();
  };
  try {
    const folderIsOurs = beside && usesDataDir(beside.config) && beside.config.dataDir === config.dataDir;
    if (usesDataDir(config) && !folderIsOurs) keep(await lockFolder(config.dataDir));
    const { database, search } = config;
    const server = { statementTimeoutMs: STATEMENT_MS, role: 'upkeep' } as const;
    const tables = beside ? 'bring' : 'keep';
    const store = keep(await openStore(database.kind === 'server' ? { ...database, ...server } : database, { tables }));
    // An archive that no app has started on has no id yet, as when another is to be moved there.
    const elastic = async (server: Exclude<Config['search'], { kind: 'embedded' }>) => ({
      ...(await elasticOptions(server)),
      archiveId: await store.markers.get(ARCHIVE_ID),
    });
    const index = async () =>
      search.kind === 'embedded' ? openEmbeddedIndex({ dataDir: search.dataDir }) : openElasticIndex(await elastic(search));
    const rebuild = async () => (search.kind === 'embedded' ? rebuildEmbeddedIndex(search) : rebuildElasticIndex(await elastic(search)));
    return {
      config,
      isOurs: database.kind === 'embedded',
      store,
      blobs: once(async () => keep(await openBlobs(config.blobs))),
      index: once(async () => keep(await index())),
      rebuild: once(async () => keep(await rebuild())),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Keeps others out of the folder of an archive that has any engine there, without opening one. @throws DataDirInUse */
export async function lockArchive(config: Config): Promise<{ close(): Promise<void> }> {
  return usesDataDir(config) ? lockFolder(config.dataDir) : { close: async () => undefined };
}

function once<Opened>(open: () => Promise<Opened>): () => Promise<Opened> {
  let opened: Promise<Opened> | null = null;
  return () => (opened ??= open());
}
