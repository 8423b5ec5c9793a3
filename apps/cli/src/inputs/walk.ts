import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, Failure } from '../exit.js';

/**
 * The files that are meant: a file stands for itself, a folder for every file below it, in the order of their names. Hidden files in folders
 * are left out. Throws a Failure that names what does not exist.
 */
export async function* filesAt(path: string): AsyncGenerator<string> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Failure(EXIT.noInput, `${path} cannot be read. Give the path of a file or a folder.`, { cause });
  });
  if (found.isDirectory()) yield* filesBelow(path);
  else yield path;
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = [];
  for await (const entry of await opendir(folder)) if (!entry.name.startsWith('.')) entries.push(entry);
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    // links to folders are not followed: they can lead round in a ring
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(path)))) yield path;
  }
}

const leadsToFile = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isFile() ?? false;

export const isWebAddress = (input: string): boolean => /^https?:\/\//i.test(input);
