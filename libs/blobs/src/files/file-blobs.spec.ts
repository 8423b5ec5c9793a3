import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aDescription, blobStoreContract } from '#blobs/testing';
import { TryLater } from '#domain';
import type { BlobStore } from '../blob-store.js';
import { BlobDamaged } from '../errors.js';
import { openFileBlobs } from './file-blobs.js';
import { placeOf } from './place.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'rostra-blobs-'));
});
afterAll(() => rm(root, { recursive: true }));

blobStoreContract('files', (place) => openFileBlobs(join(root, place)));

describe('blobs as files', () => {
  const body = Buffer.from('同志们：今天召开清河县水利工作会议。'.repeat(40));
  let dir: string;
  let blobs: BlobStore;
  let sha256: string;
  let path: (ending: 'body' | 'descriptions') => string;

  beforeEach(async () => {
    dir = await mkdtemp(join(root, 'own-'));
    blobs = await openFileBlobs(dir);
    sha256 = (await blobs.put(body, aDescription())).sha256;
    const place = placeOf(sha256);
    path = (which) => join(dir, ...place.folders, place[which]);
  });
  afterEach(() => blobs.close());

  it('compresses the body and keeps readable descriptions beside it', async () => {
    expect((await stat(path('body'))).size).toBeLessThan(body.byteLength / 5);
    expect(JSON.parse(await readFile(path('descriptions'), 'utf8'))).toEqual([aDescription()]);
  });

  it('lets nobody else look in', async () => {
    const modes = await Promise.all([dir, join(dir, sha256.slice(0, 2)), path('body'), path('descriptions')].map((name) => stat(name)));
    expect(modes.map(({ mode }) => mode & 0o077)).toEqual([0, 0, 0, 0]);
  });

  it.each([
    ['a changed byte', (packed: Buffer) => packed.fill((packed.at(-20) ?? 0) ^ 1, packed.length - 20, packed.length - 19)],
    ['a cut end', (packed: Buffer) => packed.subarray(0, -10)],
    ['an empty file', () => Buffer.alloc(0)],
    ['another text', () => Buffer.from('something else')],
  ])('notices %s, and the next put of the body heals it', async (_kind, damage) => {
    await writeFile(path('body'), damage(await readFile(path('body'))));
    await expect(blobs.read(sha256)).rejects.toThrow(BlobDamaged);
    await blobs.put(body, aDescription());
    expect(Buffer.compare(await blobs.read(sha256), body)).toBe(0);
  });

  it('notices a body that lies under another name', async () => {
    const other = await blobs.put(Buffer.from('另一篇'), aDescription());
    const place = placeOf(other.sha256);
    await writeFile(path('body'), await readFile(join(dir, ...place.folders, place.body)));
    await expect(blobs.read(sha256)).rejects.toThrow(`its bytes have the hash ${other.sha256}`);
  });

  it('notices damaged descriptions, and moves them aside at the next put', async () => {
    await writeFile(path('descriptions'), '[{"url": 1');
    await expect(blobs.describe(sha256)).rejects.toThrow(BlobDamaged);
    await blobs.put(body, aDescription({ source: 'later' }));
    expect(await blobs.describe(sha256)).toEqual([aDescription({ source: 'later' })]);
    expect(await readFile(`${path('descriptions')}.damaged`, 'utf8')).toBe('[{"url": 1');
    await blobs.delete(sha256);
    expect(await readdir(join(dir, ...placeOf(sha256).folders))).toEqual([]);
  });

  it('keeps fields that a newer version has written when it adds a description', async () => {
    await writeFile(path('descriptions'), JSON.stringify([{ ...aDescription(), crawl: 'c1' }]));
    await blobs.put(body, aDescription({ source: 'later' }));
    expect(await blobs.describe(sha256)).toEqual([{ ...aDescription(), crawl: 'c1' }, aDescription({ source: 'later' })]);
  });

  it('removes unfinished files when it is opened, and nothing else', async () => {
    await writeFile(join(dir, 'tmp', 'unfinished'), 'half a bo');
    await blobs.close();
    blobs = await openFileBlobs(dir);
    expect(await readdir(join(dir, 'tmp'))).toEqual([]);
    expect(await blobs.has(sha256)).toBe(true);
  });

  it('does not list a description whose body was never acknowledged', async () => {
    const place = placeOf('ab'.repeat(32));
    await mkdir(join(dir, ...place.folders), { recursive: true });
    await writeFile(join(dir, ...place.folders, place.descriptions), JSON.stringify([aDescription()]));
    expect(await blobs.list(null, 10)).toEqual([sha256]);
    expect(await blobs.describe('ab'.repeat(32))).toEqual([]);
  });

  it('waits, with the setting named, when the storage has to be mended', async () => {
    const blocked = join(dir, 'blocked');
    await writeFile(blocked, '');
    const opening = openFileBlobs(join(blocked, 'blobs'));
    await expect(opening).rejects.toThrow(TryLater);
    await expect(opening).rejects.toThrow(/a file stands where a folder should be\. Move it away, or point DATA_DIR elsewhere \(ENOTDIR\)/);
  });

  it('leaves no unfinished file behind when a put fails', async () => {
    const failing = Buffer.from('一篇放不下的讲话');
    const { sha256: name } = await blobs.put(failing, aDescription());
    await blobs.delete(name);
    await rm(join(dir, name.slice(0, 2)), { recursive: true });
    await writeFile(join(dir, name.slice(0, 2)), '');
    await expect(blobs.put(failing, aDescription())).rejects.toThrow(TryLater);
    expect(await readdir(join(dir, 'tmp'))).toEqual([]);
  });
});
