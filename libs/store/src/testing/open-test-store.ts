import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startEngine } from '../embedded/engine.js';
import { connectEngine, type Store } from '../store.js';

export interface TestStore {
  readonly store: Store;
  readonly dataDir: string;
  /** Closes the store and removes its folder. */
  close(): Promise<void>;
}

/**
 * An empty store with all migrations on an embedded database of its own. The first call on a machine takes seconds, later ones about one.
 * A folder that is handed in must be empty, and stays.
 */
export async function openTestStore(folder?: string): Promise<TestStore> {
  const template = await migratedTemplate();
  const dataDir = folder ?? (await mkdtemp(join(tmpdir(), 'rostra-spec-')));
  const store = await connectEngine(await startEngine(dataDir, template));
  const close = async () => {
    await store.close();
    if (!folder) await rm(dataDir, { recursive: true, force: true });
  };
  return { store, dataDir, close };
}

/** A migrated database as one tar file, kept until a migration or the engine changes. Two processes may make it at once: the last one stays. */
async function migratedTemplate(): Promise<string> {
  const path = join(tmpdir(), `rostra-template-${fingerprint()}.tar`);
  if (existsSync(path)) return path;
  const folder = await mkdtemp(join(tmpdir(), 'rostra-template-'));
  const engine = await startEngine(folder);
  const store = await connectEngine(engine);
  await engine.dump(join(folder, 'image.tar'));
  await store.close();
  await rename(join(folder, 'image.tar'), path);
  await rm(folder, { recursive: true, force: true });
  return path;
}

function fingerprint(): string {
  const engine = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const migrations = new URL('../migrations/', import.meta.url);
  const files = readdirSync(migrations)
    .filter((name) => /^\d+-.*\.(?:ts|js)$/.test(name))
    .map((name) => new URL(name, migrations));
  const hash = createHash('sha256').update(readFileSync(join(dirname(engine), '..', 'package.json')));
  for (const file of [...files, new URL(`../embedded/cluster.${import.meta.url.slice(-2)}`, import.meta.url)])
    hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}
