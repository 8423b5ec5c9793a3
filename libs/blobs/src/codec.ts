import { hash, webcrypto } from 'node:crypto';
import { promisify } from 'node:util';
import { zstdCompress, zstdCompressSync, zstdDecompress, zstdDecompressSync } from 'node:zlib';
import { BlobDamaged } from './errors.js';

const CHUNK = { chunkSize: 64 * 1024 };
const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Ending of a packed body's name. */
export const BODY_ENDING = '.zst';

/** Up to this size, in bytes, a thread costs more than the work. */
const SMALL = 64 * 1024;

/** Like packing, this runs in the thread pool: a body of many megabytes does not hold up the event loop. */
export async function sha256Of(body: Uint8Array<ArrayBuffer>): Promise<string> {
  if (body.byteLength <= SMALL) return hash('sha256', body, 'hex');
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', body)).toString('hex');
}

export async function pack(body: Uint8Array): Promise<Buffer<ArrayBuffer>> {
  return body.byteLength <= SMALL ? zstdCompressSync(body, CHUNK) : compress(body, CHUNK);
}

/** The body of this name. Rejects with BlobDamaged when the bytes are no whole zstd frame, or one of another body. */
export async function unpack(sha256: string, packed: Uint8Array): Promise<Uint8Array> {
  const bytes = await unpacked(packed).catch((error: unknown) => {
    throw new BlobDamaged(sha256, 'its body cannot be unpacked', { cause: error });
  });
  const found = await sha256Of(bytes);
  if (found !== sha256) throw new BlobDamaged(sha256, `its bytes have the hash ${found}`);
  return bytes;
}

/** Speeches pack to a fifth, and a small frame that holds a hundred times its size is one in a million: it takes some ms here, no harm. */
const SMALL_PACKED = SMALL / 4;

const unpacked = async (packed: Uint8Array): Promise<Buffer<ArrayBuffer>> =>
  packed.byteLength <= SMALL_PACKED ? zstdDecompressSync(packed, CHUNK) : decompress(packed, CHUNK);
