import { promisify } from 'node:util';
import { brotliDecompress, constants, gunzip, inflate, inflateRaw, zstdDecompress } from 'node:zlib';
import { Unprocessable } from '#domain';

/** An honest page shrinks to a fiftieth at the most; below a megabyte the ratio does not matter. */
const HIGHEST_RATIO = 200;
const RATIO_FREE_BYTES = 1024 * 1024;
const MOST_ENCODINGS = 2;

type Inflate = (packed: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

const unzlib: Inflate = promisify(inflate);
const unraw: Inflate = promisify(inflateRaw);
const ungzip: Inflate = promisify(gunzip);
const unbrotli: Inflate = promisify(brotliDecompress);
const unzstd = promisify(zstdDecompress);

/** `deflate` should be zlib and is raw from some servers: zlib's first byte names method 8 in its lower half, which no raw stream does in practice. */
const inflates: ReadonlyMap<string, Inflate> = new Map([
  ['gzip', ungzip],
  ['x-gzip', ungzip],
  ['br', unbrotli],
  ['deflate', (packed, options) => (((packed[0] ?? 0) & 0x0f) === 8 ? unzlib : unraw)(packed, options)],
  // A frame may ask for a window of gigabytes; for HTTP 8 MB is the most (RFC 9659).
  ['zstd', (packed, options) => unzstd(packed, { ...options, params: { [constants.ZSTD_d_windowLogMax]: 23 } })],
]);

/** The content encodings offered to servers: those that can be undone. */
export const ACCEPT_ENCODING = 'gzip, deflate, br, zstd';

/** Collects a body as it comes. Throws Unprocessable `too-large` as soon as it is, whatever length was announced. */
export async function collect(stream: AsyncIterable<Uint8Array>, maxBytes: number, url: string): Promise<Uint8Array> {
  // One buffer that grows: a body sent in chunks of a single byte must not become millions of small objects.
  let collected = new Uint8Array(64 * 1024);
  let size = 0;
  for await (const chunk of stream) {
    if (size + chunk.byteLength > maxBytes) throw tooLarge(maxBytes, url);
    if (size + chunk.byteLength > collected.byteLength) {
      const grown = new Uint8Array(Math.max(collected.byteLength * 2, size + chunk.byteLength));
      grown.set(collected.subarray(0, size));
      collected = grown;
    }
    collected.set(chunk, size);
    size += chunk.byteLength;
  }
  return collected.subarray(0, size);
}

/**
 * Undoes a Content-Encoding, counting the bytes that really come out. Unknown words in the header are ignored, as browsers do.
 * Throws Unprocessable `too-large` for bodies over the limit and for bombs; rejects with a plain Error when the bytes are not what the header says.
 */
export async function decode(body: Uint8Array, contentEncoding: string | undefined, maxBytes: number, url: string): Promise<Uint8Array> {
  const words = (contentEncoding ?? '').split(',').map((word) => word.trim().toLowerCase());
  const steps = words
    .map((word) => inflates.get(word))
    .filter((step) => step !== undefined)
    .reverse();
  if (steps.length > MOST_ENCODINGS) {
    throw new Unprocessable('too-many-encodings', `${url} packs its body ${steps.length} times; push the page instead.`);
  }
  let bytes = body;
  for (const step of steps) bytes = await inflated(bytes, step, maxBytes, url);
  return bytes;
}

async function inflated(packed: Uint8Array, step: Inflate, maxBytes: number, url: string): Promise<Uint8Array> {
  if (packed.byteLength === 0) return packed;
  const believable = Math.max(RATIO_FREE_BYTES, packed.byteLength * HIGHEST_RATIO);
  try {
    return await step(packed, { maxOutputLength: Math.max(1, Math.min(maxBytes, believable)) });
  } catch (error) {
    if (!isOverflow(error)) throw new Error(`${url} sent a body that does not unpack; it may be cut and is tried again.`, { cause: error });
    throw believable < maxBytes ? bomb(url) : tooLarge(maxBytes, url);
  }
}

const isOverflow = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';

export const tooLarge = (maxBytes: number, url: string): Unprocessable =>
  new Unprocessable('too-large', `${url} is larger than ${maxBytes} bytes. Raise MAX_BODY_BYTES, or push the part that matters.`);

const bomb = (url: string): Unprocessable =>
  new Unprocessable('too-large', `${url} inflates more than ${HIGHEST_RATIO}-fold, as no page does. Push the page instead.`);
