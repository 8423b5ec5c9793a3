import { randomUUID } from 'node:crypto';
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { openS3Blobs, s3PlaceOf } from '#blobs';
import { openElasticIndex } from '#search';
import { openServerStore } from '#store/testing';
import { fsckContract } from './testing/fsck.contract.js';
import { moveContract } from './testing/move.contract.js';
import { archiveOf, embeddedArchive, type Harm, type SpecArchive, type SpecBlobs } from './testing/spec-archive.js';

const { TEST_DATABASE_URL: database, TEST_ELASTICSEARCH_URL: elasticsearch, TEST_BLOBS_URL: bucketUrl } = process.env;
if (!database || !elasticsearch || !bucketUrl) {
  throw new Error('TEST_DATABASE_URL, TEST_ELASTICSEARCH_URL and TEST_BLOBS_URL name the servers of this suite.');
}
const bucket = s3PlaceOf(bucketUrl);
const client = new S3Client({
  endpoint: bucket.endpoint ?? '',
  forcePathStyle: true,
  region: 'us-east-1',
  credentials: { accessKeyId: bucket.keys?.access ?? '', secretAccessKey: bucket.keys?.secret ?? '' },
});
afterAll(() => client.destroy());

async function blobsInBucket(): Promise<SpecBlobs> {
  const place = { ...bucket, prefix: `${randomUUID()}/` };
  const blobs = await openS3Blobs({ place, region: null, ca: null });
  const key = (name: string) => ({ Bucket: place.bucket, Key: place.prefix + name });
  const harm: Harm = {
    removeBody: async (sha256) => void (await client.send(new DeleteObjectCommand(key(`bodies/${sha256}.zst`)))),
    damageBody: async (sha256) => void (await client.send(new PutObjectCommand({ ...key(`bodies/${sha256}.zst`), Body: 'rubbish' }))),
    removeDescriptions: async (sha256) => {
      const body = key(`bodies/${sha256}.zst`);
      const object = Buffer.from((await (await client.send(new GetObjectCommand(body))).Body?.transformToByteArray()) ?? []);
      // The first one stands before the body: 4 bytes of magic, 4 of its length, itself.
      await client.send(new PutObjectCommand({ ...body, Body: object.subarray(8 + object.readUInt32LE(4)) }));
      const listed = await client.send(
        new ListObjectsV2Command({ Bucket: place.bucket, Prefix: `${place.prefix}descriptions/${sha256}/` }),
      );
      for (const { Key = '' } of listed.Contents ?? []) await client.send(new DeleteObjectCommand({ Bucket: place.bucket, Key }));
    },
  };
  const close = async () => {
    for (const name of await blobs.list(null, 10_000)) await blobs.delete(name);
    await blobs.close();
  };
  return { blobs, harm, close };
}

const openIndex = () => openElasticIndex({ nodes: [elasticsearch], prefix: `rostra-spec-${randomUUID()}` });
const onServers = async (): Promise<SpecArchive> => archiveOf(await openServerStore(database), openIndex, blobsInBucket);
const onServersWithFiles = async (): Promise<SpecArchive> => archiveOf(await openServerStore(database), openIndex);

fsckContract('servers', onServers);
moveContract('embedded engines to servers', { source: embeddedArchive, target: onServers });
moveContract('servers to servers', { source: onServersWithFiles, target: onServers });
