import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indexRebuildContract } from '../testing/index-rebuild.contract.js';
import { searchIndexContract } from '../testing/search-index.contract.js';
import { openEmbeddedIndex } from './embedded-index.js';
import { rebuildEmbeddedIndex } from './rebuild-embedded-index.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rostra-search-'));
});
afterAll(() => rm(folder, { recursive: true }));

searchIndexContract('SQLite', (place) => openEmbeddedIndex({ dataDir: join(folder, place) }));
indexRebuildContract('SQLite', (place) => ({
  open: () => openEmbeddedIndex({ dataDir: join(folder, place) }),
  rebuild: () => rebuildEmbeddedIndex({ dataDir: join(folder, place) }),
}));
