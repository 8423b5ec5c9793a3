import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { createServer } from 'node:tls';
import { promisify } from 'node:util';
import {
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { aDescription, blobStoreContract } from '#blobs/testing';
import { TryLater } from '#domain';
import type { BlobStore } from '../blob-store.js';
import { BlobDamaged } from '../errors.js';
import { Doorway } from '../testing/doorway.js';
import { acknowledgedBeforeKill, expectAllKept } from '../testing/killed-writer.js';
import { packedOf } from './first-description.js';
import { openS3Blobs } from './open-s3-blobs.js';
import type { S3Connection } from './s3-objects.js';
import { type S3Place, s3PlaceOf } from './s3-place.js';

const url = process.env.TEST_BLOBS_URL;
if (!url) throw new Error('TEST_BLOBS_URL names a bucket that exists and that this suite may fill.');
const bucket = s3PlaceOf(url);
const keys = bucket.keys ?? { access: '', secret: '' };

const at = (prefix: string): S3Place => ({ ...bucket, prefix: `${prefix}/` });
const open = (place: S3Place, more: Partial<S3Connection> = {}, clock?: () => Date): Promise<BlobStore> =>
  openS3Blobs({ place, region: null, ca: null, ...more }, clock);

/** As the queue does: a server that keeps objects as files may ask for patience when one call removes a folder that another one needs. */
async function patiently(work: () => Promise<unknown>): Promise<void> {
  await work().catch((error: unknown) => {
    if (!(error instanceof TryLater)) throw error;
    return patiently(work);
  });
}

/** A certificate for 127.0.0.1 and its key, PEM. */
async function selfSigned(): Promise<{ readonly key: string; readonly cert: string }> {
  const words =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -keyout -';
  const { stdout } = await promisify(execFile)('openssl', words.split(' '));
  const [key = '', cert = ''] = stdout.split(/(?=-----BEGIN CERTIFICATE)/);
  return { key, cert };
}

blobStoreContract('an S3 bucket', (place) => open(at(place)));

describe('blobs in an S3 bucket', () => {
  const client = new S3Client({
    endpoint: bucket.endpoint ?? '',
    forcePathStyle: true,
    region: 'us-east-1',
    credentials: { accessKeyId: keys.access, secretAccessKey: keys.secret },
  });
  const body = Buffer.from('同志们：今天召开清河县水利工作会议。'.repeat(40));
  let place: S3Place;
  let blobs: BlobStore;
  let sha256: string;

  beforeEach(async () => {
    place = at(randomUUID());
    blobs = await open(place);
    sha256 = (await blobs.put(body, aDescription())).sha256;
  });
  afterEach(async () => {
    for (const name of await blobs.list(null, 10_000)) await blobs.delete(name);
    await blobs.close();
  });
  afterAll(() => client.destroy());

  const named = (name: string) => ({ Bucket: place.bucket, Key: place.prefix + name });
  const overwrite = (name: string, bytes: Uint8Array) => client.send(new PutObjectCommand({ ...named(name), Body: bytes }));
  const stored = async (name: string) =>
    (await (await client.send(new GetObjectCommand(named(name)))).Body?.transformToByteArray()) ?? new Uint8Array();

  it('keeps every description when several stores put the same body at once', async () => {
    const others = await Promise.all([open(place), open(place), open(place)]);
    const descriptions = Array.from({ length: 24 }, (_, which) => aDescription({ key: `https://www.qinghe.example/${which}` }));
    const shared = Buffer.from('几处同时送来的正文');
    const [put] = await Promise.all(descriptions.map((description, which) => others[which % 3]?.put(shared, description)));
    const keysOf = async () => (await blobs.describe(put?.sha256 ?? '')).map(({ key }) => key).sort();
    expect(await keysOf()).toEqual(descriptions.map(({ key }) => key).sort());
    await Promise.all(others.map((other) => other.close()));
  });

  it('folds a description that two stores have written at once', async () => {
    const others = await Promise.all([open(place), open(place)]);
    const shared = Buffer.from('两处同时送来的同一页');
    const [put] = await Promise.all(others.map((other) => other.put(shared, aDescription())));
    expect(await blobs.describe(put?.sha256 ?? '')).toEqual([aDescription()]);
    await Promise.all(others.map((other) => other.close()));
  });

  it('keeps the order in which descriptions came, though a clock is slow', async () => {
    const slow = await open(place, {}, () => new Date('2001-01-01T00:00:00Z'));
    await slow.put(body, aDescription({ source: 'second' }));
    await blobs.put(body, aDescription({ source: 'third' }));
    expect((await blobs.describe(sha256)).map(({ source }) => source)).toEqual(['push', 'second', 'third']);
    await slow.close();
  });

  it('leaves no body without a description when puts and deletions meet', async () => {
    const other = await open(place);
    for (let round = 0; round < 10; round++) {
      await Promise.all([
        patiently(() => other.delete(sha256)),
        patiently(() => blobs.put(body, aDescription({ source: `here ${round}` }))),
        patiently(() => other.put(body, aDescription({ source: `there ${round}` }))),
        patiently(() => blobs.delete(sha256)),
        patiently(() => other.put(body, aDescription({ source: `again ${round}` }))),
      ]);
      const described = await blobs.describe(sha256);
      if (await blobs.has(sha256)) expect(described).not.toEqual([]);
    }
    await other.close();
  });

  it('compresses the body and keeps its SHA-256 with it', async () => {
    const name = `bodies/${sha256}.zst`;
    expect(packedOf(await stored(name)).byteLength).toBeLessThan(body.byteLength / 5);
    const { Checksum } = await client.send(new GetObjectAttributesCommand({ ...named(name), ObjectAttributes: ['Checksum'] }));
    expect(Checksum?.ChecksumSHA256).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  });

  it.each([
    ['a cut end', (packed: Uint8Array) => packed.subarray(0, -10)],
    ['an empty object', () => new Uint8Array()],
    ['another text', () => Buffer.from('something else')],
  ])('notices %s behind its back, and the next put of the body heals it', async (_kind, damage) => {
    await overwrite(`bodies/${sha256}.zst`, damage(await stored(`bodies/${sha256}.zst`)));
    await expect(blobs.read(sha256)).rejects.toThrow(BlobDamaged);
    expect(await blobs.has(sha256)).toBe(true);
    await blobs.put(body, aDescription());
    expect(Buffer.compare(await blobs.read(sha256), body)).toBe(0);
    expect(await blobs.describe(sha256)).toEqual([aDescription()]);
  });

  it('notices a body that lies under another name', async () => {
    const other = await blobs.put(Buffer.from('另一篇'), aDescription());
    await overwrite(`bodies/${sha256}.zst`, await stored(`bodies/${other.sha256}.zst`));
    await expect(blobs.read(sha256)).rejects.toThrow(`its bytes have the hash ${other.sha256}`);
  });

  it('notices a damaged description beside the body, and the next put of it heals it', async () => {
    const second = aDescription({ source: 'second' });
    await blobs.put(body, second);
    const listed = await client.send(new ListObjectsV2Command({ Bucket: place.bucket, Prefix: `${place.prefix}descriptions/${sha256}/` }));
    const name = listed.Contents?.[0]?.Key?.slice(place.prefix.length) ?? '';
    for (const damage of ['{"url": 1', JSON.stringify(aDescription({ source: 'somebody else' }))]) {
      await overwrite(name, Buffer.from(damage));
      await expect(blobs.describe(sha256)).rejects.toThrow(`its description in ${name} cannot be read`);
      await blobs.put(body, second);
      expect(await blobs.describe(sha256)).toEqual([aDescription(), second]);
    }
  });

  it('writes one object of several that are put at once', async () => {
    const others = await Promise.all(Array.from({ length: 8 }, () => open(place)));
    for (let round = 0; round < 10; round++) {
      const shared = Buffer.from(`几处同时送来的第${round}篇`);
      const descriptions = others.map((_, which) => aDescription({ source: `${which}` }));
      const [put] = await Promise.all(others.map((other, which) => other.put(shared, descriptions[which] ?? aDescription())));
      const name = put?.sha256 ?? '';
      expect((await blobs.describe(name)).map(({ source }) => source).sort()).toEqual(descriptions.map(({ source }) => source));
      const beside = await client.send(new ListObjectsV2Command({ Bucket: place.bucket, Prefix: `${place.prefix}descriptions/${name}/` }));
      expect(beside.KeyCount).toBe(7);
    }
    await Promise.all(others.map((other) => other.close()));
  });

  it('passes over objects that are none of its own when it lists', async () => {
    await overwrite('bodies/README.txt', Buffer.from('not ours'));
    await overwrite(`bodies/${'0'.repeat(63)}.zst`, Buffer.from('not ours'));
    expect(await blobs.list(null, 1)).toEqual([sha256]);
  });

  it('sends a large body in parts', async () => {
    const inParts = await open(place, { partBytes: 5 * 1024 * 1024 });
    const large = randomBytes(20_000_000);
    const put = await inParts.put(large, aDescription());
    await inParts.put(large, aDescription({ source: 'second' }));
    expect((await blobs.describe(put.sha256)).map(({ source }) => source)).toEqual(['push', 'second']);
    expect(Buffer.compare(await blobs.read(put.sha256), large)).toBe(0);
    const { ETag } = await client.send(new HeadObjectCommand(named(`bodies/${put.sha256}.zst`)));
    expect(ETag).toMatch(/-4"$/);
    await inParts.close();
  });

  it('says at once which setting is wrong', async () => {
    const other = (fields: Partial<S3Place>) => open({ ...place, ...fields });
    await expect(other({ bucket: 'rostra-none' })).rejects.toThrow(/does not exist\. Create it .+BLOBS_URL \(NoSuchBucket\)\.$/);
    await expect(other({ keys: { ...keys, secret: 'wrong' } })).rejects.toThrow(/secret key is wrong\. Check BLOBS_ACCESS_KEY/);
    await expect(other({ keys: { ...keys, access: 'nobody' } })).rejects.toThrow(/does not know the access key\. Check BLOBS_ACCESS_KEY/);
    await expect(open(place, { region: 'eu-west-1' })).rejects.toThrow(/Set BLOBS_REGION=us-east-1/);
    const opening = other({ keys: { ...keys, secret: 'wrong' } });
    await expect(opening).rejects.not.toBeInstanceOf(TryLater);
    await expect(opening).rejects.not.toThrow(keys.secret);
  });

  it('trusts a server whose certificate is given, and no other', async () => {
    const { key, cert } = await selfSigned();
    const target = new URL(bucket.endpoint ?? '');
    const door = createServer({ key, cert }, (from) => from.pipe(connect(Number(target.port), target.hostname)).pipe(from));
    door.on('tlsClientError', () => {});
    await once(door.listen(0, '127.0.0.1'), 'listening');
    const behind = { ...place, endpoint: `https://127.0.0.1:${(door.address() as AddressInfo).port}` };
    await expect(open(behind)).rejects.toThrow(/its certificate is not trusted\. Set BLOBS_CA/);
    const trusting = await open(behind, { ca: cert });
    expect(Buffer.compare(await trusting.read(sha256), body)).toBe(0);
    await trusting.close();
    door.close();
  });

  it('waits for a server that is away, and goes on when it is back', async () => {
    const door = await Doorway.to(new URL(bucket.endpoint ?? ''));
    const behind = await open({ ...place, endpoint: door.address });
    await door.shut();
    for (const asking of [behind.read(sha256), behind.put(body, aDescription({ source: 'away' })), behind.list(null, 1), behind.ping()]) {
      await expect(asking).rejects.toThrow(TryLater);
      await expect(asking).rejects.toThrow(/cannot be reached\. Start it, or correct BLOBS_URL/);
    }
    await expect(open({ ...place, endpoint: door.address })).rejects.toBeInstanceOf(TryLater);
    await door.reopen();
    await behind.put(body, aDescription({ source: 'back' }));
    expect((await behind.describe(sha256)).map(({ source }) => source)).toEqual(['push', 'back']);
    await behind.close();
    await door.shut();
  });

  it('gives up waiting for a server that stands still, also in the middle of a body', async () => {
    const large = await blobs.put(randomBytes(4_000_000), aDescription());
    const door = await Doorway.to(new URL(bucket.endpoint ?? ''));
    const behind = await open({ ...place, endpoint: door.address }, { timeoutMs: 500 });
    door.holdAfter(1_000_000);
    await expect(behind.read(large.sha256)).rejects.toThrow(TryLater);
    door.holdAfter(0);
    await expect(behind.ping()).rejects.toThrow(TryLater);
    await door.shut();
    await behind.close();
  });

  it('keeps every acknowledged body when its process is killed in the middle of puts', async () => {
    const address = new URL(url);
    address.pathname = `/${place.bucket}/${place.prefix}`;
    const acknowledged: string[] = [];
    for (const [run, after] of [1, 9, 40].entries()) acknowledged.push(...(await acknowledgedBeforeKill(address.href, run, after)));
    expect(acknowledged.length).toBeGreaterThanOrEqual(50);
    await expectAllKept(blobs, acknowledged);
  });
});
