import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdminKey, openAdminKey } from './admin-key.js';

const KEY = 'a-key-of-enough-characters';
const DAY = 24 * 3_600 * 1_000;

describe('openAdminKey', () => {
  let folder: string;
  let adminKeyFile: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rostra-key-'));
    adminKeyFile = join(folder, 'admin.key');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const kept = async () => (await readFile(adminKeyFile, 'utf8')).trim();
  const mode = async () => (await stat(adminKeyFile)).mode & 0o777;

  it('takes the setting and makes no file', async () => {
    const key = await openAdminKey({ adminKey: KEY, adminKeyFile });
    expect([key.isSet, key.is(KEY), await readdir(folder)]).toEqual([true, true, []]);
  });

  it('makes a key that its owner alone may read, and keeps it over restarts', async () => {
    const first = await openAdminKey({ adminKey: null, adminKeyFile });
    const made = await kept();
    expect(made.length).toBeGreaterThanOrEqual(43);
    expect([first.isSet, first.is(made), await mode(), await readdir(folder)]).toEqual([false, true, 0o600, ['admin.key']]);
    await chmod(adminKeyFile, 0o644);
    expect((await openAdminKey({ adminKey: null, adminKeyFile })).is(made)).toBe(true);
    expect(await mode()).toBe(0o600);
  });

  it('is the same for processes that start at one moment, in a folder that is not there yet', async () => {
    adminKeyFile = join(folder, 'data', 'admin.key');
    // one process after the other would not meet: each reads before any has written
    const keys = await Promise.all(Array.from({ length: 8 }, () => openAdminKey({ adminKey: null, adminKeyFile })));
    const made = await kept();
    expect(keys.map((key) => key.is(made))).toEqual(Array(8).fill(true));
    expect(await readdir(join(folder, 'data'))).toEqual(['admin.key']);
  });

  it.each(['', 'short', '\n'])('makes another in the place of a file that is not whole: %p', async (content) => {
    await writeFile(adminKeyFile, content, { mode: 0o644 });
    const key = await openAdminKey({ adminKey: null, adminKeyFile });
    expect(key.is(content.trim())).toBe(false);
    expect(key.is(await kept())).toBe(true);
    expect(await mode()).toBe(0o600);
  });
});

describe('AdminKey', () => {
  const key = new AdminKey(KEY, true);
  const cookieOf = (setCookie: string) => setCookie.split(';')[0] ?? '';
  const opens = (headers: Record<string, string>) => key.opens({ headers });

  it.each([
    [{ authorization: `Bearer ${KEY}` }, true],
    [{ authorization: `bearer ${KEY}` }, true],
    [{ authorization: `Bearer ${KEY}x` }, false],
    [{ authorization: `Basic ${KEY}` }, false],
    [{ cookie: `rostra-key=${KEY}` }, false],
    [{}, false],
  ])('is opened by %p: %p', (headers, expected) => {
    expect(opens(headers as Record<string, string>)).toBe(expected);
  });

  it('is opened by its cookie, which is out of reach of scripts and other sites and does not hold the key', () => {
    const given = key.cookie(new Date());
    expect(given).toMatch(/; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/);
    expect(given).not.toContain(KEY);
    expect(opens({ cookie: `rostra-lang=en; ${cookieOf(given)}; a=b` })).toBe(true);
  });

  it('is not opened by a cookie that is over, was made longer or belongs to another key', () => {
    expect(opens({ cookie: cookieOf(key.cookie(new Date(Date.now() - 31 * DAY))) })).toBe(false);
    expect(opens({ cookie: cookieOf(key.cookie(new Date())).replace(/=(\d+)/, (_, until) => `=${Number(until) + 1}`) })).toBe(false);
    expect(opens({ cookie: cookieOf(new AdminKey(`${KEY}2`, true).cookie(new Date())) })).toBe(false);
    expect(opens({ cookie: 'rostra-key=' })).toBe(false);
  });
});
