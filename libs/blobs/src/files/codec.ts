import { webcrypto } from 'node:crypto';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';

const CHUNK = { chunkSize: 64 * 1024 };
const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Like packing, this runs in the thread pool: a body of many megabytes does not hold up the event loop. */
export async function sha256Of(body: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', body)).toString('hex');
}

export const pack = (body: Uint8Array): Promise<Uint8Array> => compress(body, CHUNK);

/** Rejects when the bytes are no whole zstd frame. */
export const unpack = (packed: Uint8Array): Promise<Uint8Array<ArrayBuffer>> => decompress(packed, CHUNK);
