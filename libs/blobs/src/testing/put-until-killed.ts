import { writeSync } from 'node:fs';
import { openFileBlobs } from '../files/file-blobs.js';
import { openS3Blobs } from '../s3/open-s3-blobs.js';
import { s3PlaceOf } from '../s3/s3-place.js';
import { aDescription } from './blob-store.contract.js';

/** A process to be killed: puts bodies into the folder or the address it is given, eight at a time, and prints the name of each one that was acknowledged. */
const [place = '', run = ''] = process.argv.slice(2);
const isAddress = /^https?:/.test(place);
const blobs = await (isAddress ? openS3Blobs({ place: s3PlaceOf(place), region: null, ca: null }) : openFileBlobs(place));
for (let round = 0; ; round++) {
  await Promise.all(
    Array.from({ length: 8 }, async (_, lane) => {
      const text = lane === 0 ? `每次都一样的正文 ${round}` : `第${run}次运行，第${round}轮，第${lane}篇。`.repeat(300);
      const { sha256 } = await blobs.put(Buffer.from(text), aDescription({ key: `push:${run}-${round}-${lane}` }));
      writeSync(1, `${sha256} push:${run}-${round}-${lane}\n`);
    }),
  );
}
