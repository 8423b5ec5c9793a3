import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyOfLocalServer } from './local-key.js';

describe('keyOfLocalServer', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rostra-local-key-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it.each(['http://127.0.0.1:3000', 'http://localhost:3000', 'http://[::1]:3000/prefix'])('reads the key for %s', async (address) => {
    await writeFile(join(dataDir, 'admin.key'), 'a-key_of-1\n');
    expect(await keyOfLocalServer(address, dataDir)).toBe('a-key_of-1');
  });

  it.each(['https://archive.example', 'http://192.0.2.7:3000', 'http://127.0.0.1.evil.example', 'http://localhost.evil.example'])(
    'keeps it from %s',
    async (address) => {
      await writeFile(join(dataDir, 'admin.key'), 'a-key_of-1\n');
      expect(await keyOfLocalServer(address, dataDir)).toBeNull();
    },
  );

  it('does without when there is none, or something else', async () => {
    expect(await keyOfLocalServer('http://localhost:3000', dataDir)).toBeNull();
    await writeFile(join(dataDir, 'admin.key'), 'two\nlines');
    expect(await keyOfLocalServer('http://localhost:3000', dataDir)).toBeNull();
  });
});
