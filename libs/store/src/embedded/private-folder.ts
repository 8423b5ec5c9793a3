import { createHash } from 'node:crypto';
import { lstat, mkdir, realpath } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** Longest path a unix socket may have on every system we run on (104 on macOS, 108 on Linux, with the closing zero). */
const LONGEST_SOCKET_PATH = 103;
/** The longest name we give a socket: PostgreSQL clients add this one to the folder by themselves. */
const SOCKET_NAME = '.s.PGSQL.5432';

/**
 * The folder for the data directory's sockets, made for its owner alone: inside the data directory, or, where that path is too long for a
 * socket, in the system's temporary folder under a name made of the real path. Everybody who asks for the same directory gets the same folder.
 */
export async function socketFolder(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const real = await realpath(dataDir);
  const inside = join(real, 'run');
  if (Buffer.byteLength(join(inside, SOCKET_NAME)) <= LONGEST_SOCKET_PATH) return privateFolder(inside);
  const hash = createHash('sha256').update(real).digest('hex').slice(0, 20);
  return privateFolder(join(tmpdir(), `rostra-${hash}`));
}

/** Sockets in here need no password, so the folder must be ours and closed to everybody else. */
async function privateFolder(path: string): Promise<string> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const { uid, mode } = await lstat(path);
  const { uid: own } = userInfo();
  if (own !== -1 && (uid !== own || (mode & 0o077) !== 0)) {
    throw new Error(`${path} is open to other users of this machine; remove it, or run \`chmod 700\` on it as its owner.`);
  }
  return path;
}
