import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFileBlobs } from '#blobs';
import { upgradeContract } from './support/upgrade-contract.js';

describe('on embedded engines', () => {
  const folders: string[] = [];
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  upgradeContract(async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'rostra-upgrade-'));
    folders.push(dataDir);
    return {
      database: { kind: 'embedded', dataDir },
      redis: null,
      settings: { DATA_DIR: dataDir },
      blobs: () => openFileBlobs(join(dataDir, 'blobs')),
    };
  });
});
