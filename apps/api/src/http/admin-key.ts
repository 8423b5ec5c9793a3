import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FastifyRequest } from 'fastify';
import type { ApiConfig } from '#platform';
import { cookieNamed } from './cookies.js';

const COOKIE = 'rostra-key';
const COOKIE_SECONDS = 30 * 24 * 3_600;

/** The one key of this server: the setting ADMIN_KEY, or one made at the first start that only this machine's owner can read. */
export class AdminKey {
  constructor(
    private readonly key: string,
    /** Whether it is the setting ADMIN_KEY. */
    readonly isSet: boolean,
  ) {}

  /** Takes the same time for every key. */
  is(given: string): boolean {
    return sameSecret(given, this.key);
  }

  /** Whether a request carries it, as a bearer or in the cookie of a browser it was once typed into. */
  opens({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
    const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    return (bearer !== undefined && this.is(bearer)) || this.isTicket(cookieNamed(COOKIE, headers.cookie));
  }

  /**
   * The Set-Cookie header for a browser that has shown the key. Cookies reach every server of a machine whatever its port, so it holds a
   * proof that the key was shown and when that ends, never the key.
   */
  cookie(now: Date): string {
    const until = Math.floor(now.getTime() / 1_000) + COOKIE_SECONDS;
    return `${COOKIE}=${until}.${this.proof(until)}; Path=/; Max-Age=${COOKIE_SECONDS}; HttpOnly; SameSite=Strict`;
  }

  private isTicket(value: string | null): boolean {
    const [, until, proof] = /^(\d{1,12})\.([\w-]{43})$/.exec(value ?? '') ?? [];
    if (until === undefined || proof === undefined) return false;
    return sameSecret(proof, this.proof(Number(until))) && Number(until) * 1_000 > Date.now();
  }

  private proof(until: number): string {
    return createHmac('sha256', this.key).update(`rostra cookie until ${until}`).digest('base64url');
  }
}

/** Hashes have one length, so the comparison takes the same time for every secret. */
function sameSecret(given: string, expected: string): boolean {
  const digest = (secret: string) => createHash('sha256').update(secret).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

const KEY = /^[\w-]{43}$/;

/** The setting, else the key in the key file, which is made when it is not there or is not whole. Only its owner may read the file. */
export async function openAdminKey({ adminKey, adminKeyFile }: Pick<ApiConfig, 'adminKey' | 'adminKeyFile'>): Promise<AdminKey> {
  if (adminKey !== null) return new AdminKey(adminKey, true);
  const kept = await keptKey(adminKeyFile);
  if (kept === null) return new AdminKey(await makeKey(adminKeyFile), false);
  await chmod(adminKeyFile, 0o600);
  return new AdminKey(kept, false);
}

async function keptKey(file: string): Promise<string | null> {
  const kept = (await readFile(file, 'utf8').catch(() => '')).trim();
  return KEY.test(kept) ? kept : null;
}

/** Two processes that start at the same moment come to the same key: that of the first to give its file the name. */
async function makeKey(file: string): Promise<string> {
  const key = randomBytes(32).toString('base64url');
  const unfinished = `${file}.${randomBytes(6).toString('hex')}`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(unfinished, `${key}\n`, { mode: 0o600, flush: true });
  try {
    await link(unfinished, file);
    await rm(unfinished);
    return key;
  } catch {
    // the name is taken, or the file system knows no links
    const others = await keptKey(file);
    if (others === null) await rename(unfinished, file);
    else await rm(unfinished);
    return others ?? key;
  }
}
