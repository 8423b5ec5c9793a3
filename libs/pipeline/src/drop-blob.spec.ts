import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BlobDescription, BlobDamaged, type BlobStore, openFileBlobs } from '#blobs';
import type { DescribedCapture } from '#store';
import { dropBlob, keptBlob } from './drop-blob.js';

const body = Buffer.from('在青禾市防汛工作会议上的讲话');
const description: BlobDescription = {
  url: null,
  finalUrl: null,
  key: 'push:a',
  source: 'push',
  fileName: 'a.txt',
  contentType: 'text/plain',
  headers: {},
  capturedAt: '2024-05-01T00:00:00.000Z',
  receivedAt: '2024-05-01T00:00:00.000Z',
};

describe('bytes nobody stands on', () => {
  let dir: string;
  let blobs: BlobStore;
  let sha256: string;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'rostra-drop-'));
    blobs = await openFileBlobs(dir);
    ({ sha256 } = await blobs.put(body, description));
  });
  afterEach(async () => {
    await blobs.close();
    await rm(dir, { recursive: true });
  });

  /** Who stands on the bytes before the deletion, and after it. */
  const documents = (before: boolean, ...after: BlobDescription[]) => ({
    standsOn: async () => before,
    capturesOn: async () => after.map(captureOf),
  });
  const captureOf = ({ capturedAt, receivedAt, ...about }: BlobDescription): DescribedCapture => {
    const instants = { capturedAt: new Date(capturedAt), receivedAt: new Date(receivedAt) };
    return { ...about, ...instants, documentId: about.key, revision: 1, sha256, size: body.byteLength };
  };

  it('are deleted, also twice', async () => {
    await dropBlob(sha256, { documents: documents(false), blobs });
    await dropBlob(sha256, { documents: documents(false), blobs });
    expect(await blobs.has(sha256)).toBe(false);
  });

  it('stay when a document stands on them', async () => {
    await dropBlob(sha256, { documents: documents(true), blobs });
    expect(await blobs.has(sha256)).toBe(true);
  });

  it('come back whole when a push of the same bytes committed during the deletion', async () => {
    await dropBlob(sha256, { documents: documents(false, description), blobs });
    expect(Buffer.from(await blobs.read(sha256))).toEqual(body);
    expect(await blobs.describe(sha256)).toEqual([description]);
  });

  it('come back as what those who stand on them say, not as what was withdrawn', async () => {
    const other = { ...description, key: 'push:b', fileName: 'b.txt' };
    await dropBlob(sha256, { documents: documents(false, other), blobs });
    expect(await blobs.describe(sha256)).toEqual([other]);
  });

  it('are deleted also when they are damaged', async () => {
    const damaged: BlobStore = Object.create(blobs, {
      read: { value: () => Promise.reject(new BlobDamaged(sha256, 'its bytes are others')) },
      describe: { value: () => Promise.reject(new BlobDamaged(sha256, 'its description cannot be read')) },
    });
    await dropBlob(sha256, { documents: documents(false), blobs: damaged });
    expect(await blobs.has(sha256)).toBe(false);
  });

  it('are put again by a push that finds them gone after its commit', async () => {
    await blobs.delete(sha256);
    await keptBlob(sha256, body, description, blobs);
    expect(Buffer.from(await blobs.read(sha256))).toEqual(body);
  });
});
