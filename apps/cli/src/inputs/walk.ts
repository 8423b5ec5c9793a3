import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface Walk {
  /** Which of the files found in folders are meant; all unless told. A file that is named itself is always meant. */
  readonly takes?: (path: string) => boolean;
  /** Hears of each file that is not. */
  readonly leaveOut?: (path: string) => void;
}

/**
 * The files that are meant: a file stands for itself, a folder for the files below it, in the order of their names. Hidden files in folders
 * are left out. What does not exist or cannot be opened stands for itself too: whoever reads it says so in its own place.
 */
export async function* filesAt(path: string, walk: Walk = {}): AsyncGenerator<string> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) yield* filesBelow(path, walk);
  else yield path;
}

async function* filesBelow(folder: string, walk: Walk): AsyncGenerator<string> {
  const entries = await entriesOf(folder).catch(() => null);
  if (!entries) yield folder;
  for (const entry of entries ?? []) {
    const path = join(folder, entry.name);
    // links to folders are not followed: they can lead round in a ring
    if (entry.isDirectory()) yield* filesBelow(path, walk);
    else if (entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(path)))) {
      if (walk.takes?.(path) ?? true) yield path;
      else walk.leaveOut?.(path);
    }
  }
}

async function entriesOf(folder: string) {
  const entries = [];
  for await (const entry of await opendir(folder)) if (!entry.name.startsWith('.')) entries.push(entry);
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const leadsToFile = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isFile() ?? false;

export const isWebAddress = (input: string): boolean => /^https?:\/\//i.test(input);
