import { randomBytes } from 'node:crypto';
import { aDescription, blobStoreContract } from '#blobs/testing';
import { TryLater } from '#domain';
import type { BlobStore } from '../blob-store.js';
import { pack } from '../codec.js';
import { descriptionToJson } from '../descriptions.js';
import { BlobDamaged } from '../errors.js';
import { type Conditions, MemoryS3 } from '../testing/memory-s3.js';
import { fingerprintOf, nextDescriptionName } from './description-names.js';
import { withFirst } from './first-description.js';
import { openS3Blobs } from './open-s3-blobs.js';

const PART_BYTES = 5 * 1024 * 1024;

const openAt = (server: MemoryS3, prefix = ''): Promise<BlobStore> =>
  openS3Blobs({
    place: { endpoint: server.endpoint, bucket: 'rostra', prefix, keys: { access: 'me', secret: 'hush' } },
    region: null,
    ca: null,
    partBytes: PART_BYTES,
  });

describe('a server that ignores conditions', () => {
  let server: MemoryS3;
  beforeAll(async () => {
    server = await MemoryS3.open('ignores');
  });
  afterAll(() => server.close());
  blobStoreContract('memory', (place) => openAt(server, `${place}/`));
});

describe('objects of a blob', () => {
  const body = Buffer.from('同志们：今天召开清河县水利工作会议。');
  let server: MemoryS3;
  let blobs: BlobStore;
  let requests: string[];

  beforeEach(async () => {
    server = await MemoryS3.open();
    blobs = await openAt(server);
    requests = [];
    server.arriving = async (method, name) => {
      requests.push(`${method} ${name.split('/')[0]}`);
      return null;
    };
  });
  afterEach(async () => {
    await blobs.close();
    server.close();
  });

  const nameOf = (sha256: string): string => `bodies/${sha256}.zst`;
  const sourcesOf = async (sha256: string) => (await blobs.describe(sha256)).map(({ source }) => source);

  it('do not hold what opening wrote, also when opening fails', async () => {
    let writes = 0;
    server.arriving = async (method) => (method === 'PUT' && ++writes > 1 ? [403, 'AccessDenied'] : null);
    await expect(openAt(server)).rejects.toThrow('access is denied');
    expect(writes).toBe(2);
    expect(server.objects.size).toBe(0);
  });

  it('are one, written by one request, when the body is new', async () => {
    const { sha256 } = await blobs.put(body, aDescription());
    expect(requests).toEqual(['PUT bodies']);
    expect([...server.objects.keys()]).toEqual([nameOf(sha256)]);
  });

  it('stay as they are when the same is put again', async () => {
    await blobs.put(body, aDescription());
    const before = [...server.objects];
    await blobs.put(body, aDescription());
    expect([...server.objects]).toEqual(before);
  });

  it('hold descriptions of any length', async () => {
    const first = aDescription({ headers: { 'content-security-policy': '甲'.repeat(20_000) } });
    const { sha256 } = await blobs.put(body, first);
    await blobs.put(body, aDescription());
    expect(await blobs.describe(sha256)).toEqual([first, aDescription()]);
  });

  /** A body that holds nothing but itself, with its description as an object beside it. */
  async function putApart(source: string): Promise<string> {
    const { sha256 } = await blobs.put(body, aDescription());
    const description = aDescription({ source });
    const { name } = nextDescriptionName([], fingerprintOf(description), new Date('2024-01-01T00:00:00Z'));
    server.objects.set(nameOf(sha256), await pack(body));
    server.objects.set(`descriptions/${sha256}/${name}`, Buffer.from(descriptionToJson(description)));
    return sha256;
  }

  it('may be a body and descriptions apart', async () => {
    const sha256 = await putApart('apart');
    expect(Buffer.from(await blobs.read(sha256))).toEqual(body);
    expect(await sourcesOf(sha256)).toEqual(['apart']);
    await blobs.put(body, aDescription({ source: 'apart' }));
    await blobs.put(body, aDescription({ source: 'later' }));
    expect(await sourcesOf(sha256)).toEqual(['apart', 'later']);
    await blobs.delete(sha256);
    expect(server.objects.size).toBe(0);
  });

  it.each<Conditions>(['ignores', 'refuses'])(
    'are kept where a server that knows conditions gave them to one that %s them',
    async (kind) => {
      const { sha256 } = await blobs.put(body, aDescription());
      server.conditions = kind;
      const other = await openAt(server);
      await other.put(body, aDescription({ source: 'other' }));
      expect(await sourcesOf(sha256)).toEqual(['push', 'other']);
      await other.close();
    },
  );

  it('are a body and descriptions apart when the body goes in parts, for whose last request no condition may hold', async () => {
    const large = randomBytes(PART_BYTES + 1);
    const other = await openAt(server);
    const { sha256 } = await blobs.put(large, aDescription());
    await other.put(large, aDescription({ source: 'other' }));
    expect(requests).toContain('POST bodies');
    expect(await sourcesOf(sha256)).toEqual(['push', 'other']);
    server.objects.set(nameOf(sha256), Buffer.from('damaged'));
    await Promise.all([blobs, other].map((store, at) => store.put(large, aDescription({ source: `at once ${at}` }))));
    expect((await sourcesOf(sha256)).sort()).toEqual(['at once 0', 'at once 1', 'other', 'push']);
    expect(Buffer.compare(await other.read(sha256), large)).toBe(0);
    await other.delete(sha256);
    expect(server.objects.size).toBe(0);
    await other.close();
  });

  it.each([
    ['cut', (object: Buffer) => object.subarray(0, 20)],
    ['of another time', () => Buffer.from(withFirst(described('somebody else', fingerprintOf(aDescription())), Buffer.alloc(0)))],
  ])('tell of a description that is %s, and are healed by the next put', async (_kind, damage) => {
    const { sha256 } = await blobs.put(body, aDescription());
    server.objects.set(nameOf(sha256), damage(server.objects.get(nameOf(sha256)) ?? Buffer.alloc(0)));
    await expect(blobs.describe(sha256)).rejects.toThrow(BlobDamaged);
    await expect(blobs.describe(sha256)).rejects.toThrow(`the description at the beginning of ${nameOf(sha256)} cannot be read`);
    await blobs.put(body, aDescription({ source: 'healing' }));
    expect(await sourcesOf(sha256)).toEqual(['healing']);
    expect(Buffer.from(await blobs.read(sha256))).toEqual(body);
  });

  const described = (source: string, fingerprint: string) => ({
    name: nextDescriptionName([], fingerprint, new Date()),
    description: aDescription({ source }),
  });

  it('are written again when somebody else changed them at the same moment', async () => {
    const refusals: [number, string][] = [[409, 'ConditionalRequestConflict']];
    server.arriving = async (method) => (method === 'PUT' ? (refusals.pop() ?? null) : null);
    const { sha256 } = await blobs.put(body, aDescription());
    expect(await sourcesOf(sha256)).toEqual(['push']);
  });

  it('are waited for when they never stay as they were found', async () => {
    server.arriving = async (method) => (method === 'PUT' ? [412, 'PreconditionFailed'] : null);
    const putting = blobs.put(body, aDescription());
    await expect(putting).rejects.toThrow(TryLater);
    await expect(putting).rejects.toThrow('somebody else changes the same object');
  });
});
