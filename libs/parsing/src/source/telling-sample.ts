/** ASCII kept before and after each run of other bytes: enough for any sequence to end and for a word to be seen. */
const BEFORE = 4;
const AFTER = 8;

/**
 * The bytes beyond ASCII from wherever they stand, each run with a little of what is around it and a line break behind: a page of scripts
 * with one Chinese line says as much about its encoding as the line alone. At most `limit` bytes. Linear.
 */
export function tellingSample(bytes: Uint8Array, limit: number): Uint8Array {
  const sample = new Uint8Array(Math.min(limit, bytes.length));
  let length = 0;
  let copied = 0;
  for (let at = nextHigh(bytes, 0); at < bytes.length && length < limit; ) {
    const end = runEnd(bytes, at);
    const from = Math.max(copied, at - BEFORE);
    if (from > copied && length > 0) sample[length++] = 0x0a;
    const piece = bytes.subarray(from, Math.min(end + AFTER, from + limit - length));
    sample.set(piece, length);
    length += piece.length;
    copied = from + piece.length;
    at = nextHigh(bytes, copied);
  }
  return sample.subarray(0, length);
}

function nextHigh(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && (bytes[at] ?? 0) < 0x80) at += 1;
  return at;
}

function runEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && (bytes[at] ?? 0) >= 0x80) at += 1;
  return at;
}
