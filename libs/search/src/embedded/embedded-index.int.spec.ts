import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { searchIndexContract } from '../testing/search-index.contract.js';
import { openEmbeddedIndex } from './embedded-index.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rostra-search-'));
});
afterAll(() => rm(folder, { recursive: true }));

searchIndexContract('SQLite', (place) => openEmbeddedIndex({ dataDir: join(folder, place) }));
