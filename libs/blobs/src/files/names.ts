import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BODY_ENDING } from '../codec.js';
import { codeOf } from './storage-trouble.js';

/** Up to `limit` names of bodies after this one, in order. Reads only the folders it needs. */
export async function namesAfter(root: string, after: string | null, limit: number): Promise<readonly string[]> {
  const names: string[] = [];
  if (limit <= 0) return names;
  for await (const name of namesFrom(root, after ?? '')) {
    names.push(name);
    if (names.length >= limit) break;
  }
  return names;
}

async function* namesFrom(root: string, after: string): AsyncGenerator<string> {
  for (const first of await foldersFrom(root, after.slice(0, 2))) {
    for (const second of await foldersFrom(join(root, first), after.startsWith(first) ? after.slice(2, 4) : '')) {
      yield* (await bodiesIn(join(root, first, second))).filter((name) => name > after);
    }
  }
}

async function foldersFrom(path: string, least: string): Promise<readonly string[]> {
  return (await entriesOf(path)).filter((name) => /^[0-9a-f]{2}$/.test(name) && name >= least).sort();
}

async function bodiesIn(path: string): Promise<readonly string[]> {
  return (await entriesOf(path))
    .filter((name) => name.endsWith(BODY_ENDING))
    .map((name) => name.slice(0, -BODY_ENDING.length))
    .sort();
}

async function entriesOf(path: string): Promise<readonly string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}
