import { existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { IndexRebuild } from '../index-rebuild.js';
import type { SearchIndex } from '../search-index.js';
import { type EmbeddedIndex, openEmbeddedIndex } from './embedded-index.js';

const LIVE = 'search.db';
const BUILDING = 'search.db.building';
const KEPT = 'search.db.kept';

/** Makes a new file beside the live one. The caller holds the lock of the folder, and nobody has the live file open. */
export async function rebuildEmbeddedIndex({ dataDir }: { readonly dataDir: string }): Promise<IndexRebuild> {
  for (const ending of ['', '-wal', '-shm']) rmSync(join(dataDir, BUILDING + ending), { force: true });
  return new EmbeddedRebuild(dataDir, await openEmbeddedIndex({ dataDir, file: BUILDING }));
}

class EmbeddedRebuild extends IndexRebuild {
  readonly name = LIVE;
  private kept: readonly string[] = [];

  constructor(
    private readonly dataDir: string,
    private current: EmbeddedIndex,
  ) {
    super();
  }

  override get index(): SearchIndex {
    return this.current;
  }

  override async takeOver(keep: boolean): Promise<void> {
    await this.current.close();
    const live = join(this.dataDir, LIVE);
    if (existsSync(live)) this.putDownOld(live, keep);
    renameSync(join(this.dataDir, BUILDING), live);
    this.current = await openEmbeddedIndex({ dataDir: this.dataDir });
  }

  /** The old file went when the new one got its name. */
  override async removeReplaced(): Promise<{ removed: readonly string[]; kept: readonly string[] }> {
    return { removed: [], kept: this.kept };
  }

  override close(): Promise<void> {
    return this.current.close();
  }

  /** Its journal would be taken for that of the new file: it is written back into the old one, or goes with it. */
  private putDownOld(live: string, keep: boolean): void {
    settleJournal(live);
    for (const ending of ['-wal', '-shm']) rmSync(live + ending, { force: true });
    if (!keep) return;
    const kept = join(this.dataDir, KEPT);
    rmSync(kept, { force: true });
    linkSync(live, kept);
    this.kept = [KEPT];
  }
}

/** A damaged file has nothing that is worth settling. */
function settleJournal(path: string): void {
  try {
    const database = new DatabaseSync(path);
    database.exec('pragma wal_checkpoint(truncate)');
    database.close();
  } catch {
    // It is replaced all the same.
  }
}
