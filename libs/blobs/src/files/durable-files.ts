import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SharedSync } from './shared-sync.js';

/**
 * Files that are either whole or absent, and stay after a power cut once `settle` has resolved.
 * They are written beside the others in `tmp`, flushed, and renamed to their place; `tmp` is on the same file system by lying inside `root`.
 */
export class DurableFiles {
  private readonly folders = new SharedSync();
  private readonly settledOnce = new Set<string>();

  private constructor(
    private readonly root: string,
    private readonly tmp: string,
  ) {}

  /** Makes the root if needed and removes what a crash has left unfinished. One process at a time. */
  static async open(root: string): Promise<DurableFiles> {
    const tmp = join(root, 'tmp');
    await mkdir(tmp, { recursive: true, mode: 0o700 });
    for (const leftover of await readdir(tmp)) await rm(join(tmp, leftover), { recursive: true, force: true });
    const files = new DurableFiles(root, tmp);
    await files.folders.sync(root);
    return files;
  }

  /** Replaces the file in one step. The new name is flushed by `settle`. */
  async write(folders: readonly string[], name: string, content: Uint8Array | string): Promise<void> {
    const unfinished = join(this.tmp, randomUUID());
    try {
      await writeFlushed(unfinished, content);
      await rename(unfinished, await this.folder(folders, name));
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  /** When it resolves, every name written to or removed from these nested folders is on disk, and so are the folders. */
  async settle(folders: readonly string[]): Promise<void> {
    const path = join(this.root, ...folders);
    // A folder found at start may have been made by a process that died before it flushed the one above.
    if (!this.settledOnce.has(path)) {
      for (let depth = 0; depth < folders.length; depth++) await this.folders.sync(join(this.root, ...folders.slice(0, depth)));
      this.settledOnce.add(path);
    }
    await this.folders.sync(path);
  }

  /** Removes these names, those that are there, and settles. */
  async remove(folders: readonly string[], names: readonly string[]): Promise<void> {
    const path = join(this.root, ...folders);
    if (!existsSync(path)) return;
    for (const name of names) await rm(join(path, name), { force: true });
    await this.settle(folders);
  }

  /** Gives a file another name beside it, in place of any that had it. Flushed by `settle`. */
  async move(folders: readonly string[], from: string, to: string): Promise<void> {
    await rename(join(this.root, ...folders, from), join(this.root, ...folders, to));
  }

  private async folder(folders: readonly string[], name: string): Promise<string> {
    const path = join(this.root, ...folders);
    await mkdir(path, { recursive: true, mode: 0o700 });
    return join(path, name);
  }
}

async function writeFlushed(path: string, content: Uint8Array | string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
