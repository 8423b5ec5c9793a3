import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The admin key that a server without ADMIN_KEY keeps in its data directory. Null when there is none that this user may read, and for a
 * server on another machine: the key is for none but the server that made it.
 */
export async function keyOfLocalServer(address: string, dataDir: string): Promise<string | null> {
  if (!/^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(address).hostname)) return null;
  const kept = await readFile(join(dataDir, 'admin.key'), 'utf8').catch(() => '');
  return /^[\w-]+$/.exec(kept.trim())?.[0] ?? null;
}
